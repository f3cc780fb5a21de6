import type { EndpointControl, EndpointForm, EndpointIssues } from './endpoint-form.ts'
import { readControls } from './endpoint-form.ts'
import { parseEndpointUrl } from './endpoint-url.ts'

/** PagerDuty keeps the accounts of each region apart. */
export const pagerdutyHosts = { us: 'events.pagerduty.com', eu: 'events.eu.pagerduty.com' } as const

const controls: readonly EndpointControl[] = [
  { name: 'region', is: 'choice', isRequired: true, maxLength: 2, options: Object.keys(pagerdutyHosts) },
  { name: 'routingKey', is: 'secret', isRequired: true, maxLength: 64 },
  { name: 'webhookSecret', is: 'secret', isRequired: false, maxLength: 200 },
]

/** A service of PagerDuty with an Events API v2 integration; `webhookSecret` signs the answers that its webhook sends us. */
export const pagerdutyForm: EndpointForm = {
  kind: 'pagerduty',
  controls,
  parse(typed) {
    const { values, issues } = readControls(controls, typed)
    const { region, routingKey = '', webhookSecret = '' } = values
    const found: EndpointIssues = { ...issues }
    if (!/^[A-Za-z\d]{32}$/.test(routingKey)) found.routingKey ??= 'secret'
    if (!/^[!-~]*$/.test(webhookSecret)) found.webhookSecret ??= 'secret'
    const host = region === 'eu' ? pagerdutyHosts.eu : pagerdutyHosts.us
    // The operator may allow some hosts only.
    const checked = parseEndpointUrl(`https://${host}/`)
    if (!checked.ok) found.region ??= checked.error
    if (Object.keys(found).length > 0) return { ok: false, issues: found }
    return {
      ok: true,
      value: {
        config: { routingKey, ...(webhookSecret && { webhookSecret }) },
        hint: host,
        host,
        target: `${host} ${routingKey}`,
      },
    }
  },
}
