import type { EndpointKind } from '#/db/words/accounts.ts'
import { env } from '#/env.ts'
import { defineForm, type EndpointControl, type EndpointForm, type Refuse } from './endpoint-form.ts'
import { listPlaces } from './endpoint-place.ts'
import { type HostNames, isHostOf, maxUrlLength, parseEndpointUrl } from './endpoint-url.ts'

const url = { name: 'url', is: 'url', isRequired: true, maxLength: maxUrlLength } as const
const secret = (name: string, maxLength: number): EndpointControl => ({
  ...{ name, is: 'secret', isRequired: false, maxLength },
})
const toggle = (name: string): EndpointControl => ({
  ...{ name, is: 'switch', isRequired: false, maxLength: 2, isSetting: true },
})

function readUrl(typed = '', refuse: Refuse, control = 'url'): URL | null {
  const checked = parseEndpointUrl(typed)
  if (checked.ok) return checked.url
  refuse(control, checked.error)
  return null
}

const at = ({ hostname }: URL) => ({ hint: hostname, host: hostname })

/** The form of a chat; `hosts`: the service's own, if it has any. Its path says which room. */
function chatForm(hosts: HostNames = []): EndpointForm {
  return defineForm(
    [url],
    (values, refuse) => {
      const found = readUrl(values.url, refuse)
      if (found && hosts.length > 0 && !isHostOf(found.hostname, hosts)) refuse('url', 'wrong-host')
      return found && { config: { url: found.href }, ...at(found) }
    },
    // Its query could make one room many.
    (found) => listPlaces(found)[0],
  )
}

/** One header of the partner's own; with `webhook-…` we sign. */
const ownHeader = /^(?:authorization|x-[a-z\d-]+):[ \t]*[!-~](?:[ -~]*[!-~])?$/i

/** Any service of the partner's that takes Standard Webhooks. */
const webhookForm = defineForm(
  [url, secret('header', 512), toggle('answers'), toggle('asymmetric')],
  ({ url: typed, header = '', answers = '', asymmetric = '' }, refuse) => {
    const found = readUrl(typed, refuse)
    if (header && !ownHeader.test(header)) refuse('header', 'header')
    const config = { header, answers, asymmetric }
    return found && { config: { url: found.href, ...config }, ...at(found) }
  },
)

/** PagerDuty keeps the accounts of each region apart. */
const pagerdutyHosts = { us: 'events.pagerduty.com', eu: 'events.eu.pagerduty.com' } as const

/** A service of PagerDuty with an Events API v2 integration; `webhookSecret` signs the answers that its webhook sends us. */
const pagerdutyForm = defineForm(
  [
    { name: 'region', is: 'choice', isRequired: true, maxLength: 2, options: Object.keys(pagerdutyHosts) },
    { ...secret('routingKey', 64), isRequired: true },
    { ...secret('webhookSecret', 200), isSetting: true },
  ],
  ({ region, routingKey = '', webhookSecret = '' }, refuse) => {
    if (!/^[A-Za-z\d]{32}$/.test(routingKey)) refuse('routingKey', 'secret')
    if (!/^[!-~]*$/.test(webhookSecret)) refuse('webhookSecret', 'secret')
    const host = region === 'eu' ? pagerdutyHosts.eu : pagerdutyHosts.us
    // The operator may allow some hosts only.
    readUrl(`https://${host}/`, refuse, 'region')
    return { config: { routingKey, webhookSecret }, hint: host, host }
  },
)

/** As ntfy names topics. */
const topicPath = /^\/([-_A-Za-z\d]{1,64})\/?$/

/** A topic of an ntfy server, by the address that the app and the web page show; `access`: a token, or user:password. */
const ntfyForm = defineForm([url, secret('access', 200)], ({ url: typed, access = '' }, refuse) => {
  const found = readUrl(typed, refuse)
  const topic = topicPath.exec(found?.pathname ?? '')?.[1] ?? ''
  if (!topic) refuse('url', 'topic')
  if (!/^(?:tk_\w+|[!-9;-~]+:[ -~]+)?$/.test(access)) refuse('access', 'secret')
  if (!found) return null
  const config = { server: `${found.origin}/`, topic, access }
  return { config, ...at(found) }
})

/** A phone, by its number in E.164, however it is punctuated. `prefixes`: of the countries that are served; none: all. */
export function smsForm(prefixes: readonly string[]): EndpointForm {
  const control = { name: 'number', is: 'tel', isRequired: true, maxLength: 40 } as const
  return defineForm([control], ({ number: typed = '' }, refuse) => {
    const number = typed.replace(/[\s()./-]/g, '').replace(/^00/, '+')
    if (!/^\+[1-9]\d{6,14}$/.test(number)) refuse('number', 'number')
    else if (!isServedNumber(number, prefixes)) refuse('number', 'prefix')
    return { config: { number }, hint: number.slice(-3), host: 'gateway' }
  })
}

/** Whether the operator serves this number; without prefixes all. */
export function isServedNumber(number: string, prefixes: readonly string[]): boolean {
  return prefixes.length === 0 || prefixes.some((prefix) => number.startsWith(prefix))
}

/** The form of every kind. */
export const endpointForms: Record<EndpointKind, EndpointForm> = {
  webhook: webhookForm,
  pagerduty: pagerdutyForm,
  ntfy: ntfyForm,
  slack: chatForm(),
  teams: chatForm(['*.logic.azure.com', '*.api.powerplatform.com']),
  'google-chat': chatForm(['chat.googleapis.com']),
  sms: smsForm(env.PHONE_PREFIXES),
}
