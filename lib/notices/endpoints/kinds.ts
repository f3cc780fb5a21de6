import type { EndpointKind } from '#/db/words/points.ts'
import type { EndpointCaller } from './kind-call.ts'
import { webhook } from './webhook.ts'

/** How every kind is called. */
export const endpointCallers = { webhook } satisfies Partial<Record<EndpointKind, EndpointCaller>>
