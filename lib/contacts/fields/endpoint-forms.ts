import type { EndpointKind } from '#/db/words/endpoints.ts'
import { env } from '#/env.ts'
import { type EndpointControl, type EndpointForm, readControls, urlForm } from './endpoint-form.ts'
import { ntfyForm } from './kind-ntfy.ts'
import { pagerdutyForm } from './kind-pagerduty.ts'
import { webhookForm } from './kind-webhook.ts'

const smsControls: readonly EndpointControl[] = [
  { name: 'number', is: 'tel', isRequired: true, maxLength: 40 },
]

/** A phone, by its number in E.164, however it is punctuated. `prefixes`: of the countries that are served; none: all. */
export function smsForm(prefixes: readonly string[]): EndpointForm {
  return {
    kind: 'sms',
    controls: smsControls,
    parse(typed) {
      const { values, issues } = readControls(smsControls, typed)
      if (Object.keys(issues).length > 0) return { ok: false, issues }
      const number = (values.number ?? '').replace(/[\s()./-]/g, '').replace(/^00/, '+')
      if (!/^\+[1-9]\d{6,14}$/.test(number)) return { ok: false, issues: { number: 'number' } }
      const isServed = prefixes.length === 0 || prefixes.some((prefix) => number.startsWith(prefix))
      if (!isServed) return { ok: false, issues: { number: 'prefix' } }
      const hint = number.slice(-3)
      return { ok: true, value: { config: { number }, hint, host: 'gateway', target: number } }
    },
  }
}

/** The form of every kind. */
export const endpointForms: Record<EndpointKind, EndpointForm> = {
  webhook: webhookForm,
  pagerduty: pagerdutyForm,
  ntfy: ntfyForm,
  slack: urlForm('slack'),
  teams: urlForm('teams', ['*.logic.azure.com', '*.api.powerplatform.com']),
  'google-chat': urlForm('google-chat', ['chat.googleapis.com']),
  sms: smsForm(env.PHONE_PREFIXES),
}
