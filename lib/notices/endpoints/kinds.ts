import type { EndpointKind } from '#/db/words/points.ts'
import type { EndpointCaller } from './kind-call.ts'
import { pagerduty } from './pagerduty.ts'
import { webhook } from './webhook.ts'

/** How every kind is called. */
export const endpointCallers = { webhook, pagerduty } satisfies Partial<Record<EndpointKind, EndpointCaller>>
