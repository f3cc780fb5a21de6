import type { EndpointKind } from '#/db/words/points.ts'
import type { EndpointForm } from './endpoint-form.ts'
import { webhookForm } from './kind-webhook.ts'

/** The form of every kind. */
export const endpointForms = {
  webhook: webhookForm,
} satisfies Partial<Record<EndpointKind, EndpointForm>>
