import type { ServedField } from './accounts.ts'
import type { RouteTarget } from './notices.ts'

/** What the store knows a contact point by: of an address, the address in lower case. */
export type PointKey = string

/** How a contact point is reached. */
export type PointKind = 'mail'

/** What a contact point is for: notices, or support that users see. */
export type Purpose = RouteTarget | ServedField
