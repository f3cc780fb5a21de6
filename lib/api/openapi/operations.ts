import { accountOperations } from './account-operations.ts'
import { eventOperations } from './event-operations.ts'
import type { Operation } from './operation.ts'
import { otherOperations } from './other-operations.ts'

/** Every operation of the API, in the order in which it is described. A test holds them against the routes of `app/`. */
export const operations: readonly Operation[] = [...eventOperations, ...accountOperations, ...otherOperations]
