import type { EndpointKind } from '#/db/words/points.ts'
import type { EndpointForm } from './endpoint-form.ts'
import { pagerdutyForm } from './kind-pagerduty.ts'
import { webhookForm } from './kind-webhook.ts'

/** The form of every kind. */
export const endpointForms = {
  webhook: webhookForm,
  pagerduty: pagerdutyForm,
} satisfies Partial<Record<EndpointKind, EndpointForm>>
