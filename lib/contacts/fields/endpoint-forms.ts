import type { EndpointKind } from '#/db/words/endpoints.ts'
import { type EndpointForm, urlForm } from './endpoint-form.ts'
import { ntfyForm } from './kind-ntfy.ts'
import { pagerdutyForm } from './kind-pagerduty.ts'
import { webhookForm } from './kind-webhook.ts'

/** The form of every kind. */
export const endpointForms: Record<EndpointKind, EndpointForm> = {
  webhook: webhookForm,
  pagerduty: pagerdutyForm,
  ntfy: ntfyForm,
  slack: urlForm('slack'),
  teams: urlForm('teams', ['*.logic.azure.com', '*.api.powerplatform.com']),
  'google-chat': urlForm('google-chat', ['chat.googleapis.com']),
}
