import { Refusal } from '#/lib/api/http/refusal.ts'
import { jsonResponse } from '#/lib/api/http/responses.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'
import { receivePagerdutyWebhook } from '#/lib/api/notices/answer-operations.ts'
import { acknowledgeIncident, findWebhookSecret } from '#/lib/notices/acknowledgement/by-endpoint.ts'
import { isSignedByPagerduty, parseAcknowledgedIncident } from '#/lib/notices/formats/pagerduty-incident.ts'
import { readJson } from '#/lib/notices/parsing/json.ts'
import { countGuess } from '#/lib/platform/limits/guesses.ts'

export const dynamic = 'force-dynamic'

/** An answer in PagerDuty answers the notice (channels.md, Acknowledging). Harmless to repeat. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(receivePagerdutyWebhook, async ({ params, request, store, readBody }) => {
    const body = await readBody()
    const secret = await findWebhookSecret(store.read, params.endpoint)
    if (!isSignedByPagerduty(body, request.headers.get('x-pagerduty-signature') ?? '', secret)) {
      await countGuess('wrong-keys')
      const headers = { 'www-authenticate': 'X-PagerDuty-Signature' }
      throw new Refusal(401, { title: 'A valid signature is required', headers })
    }
    const json = readJson(body)
    const incident = json.ok ? parseAcknowledgedIncident(json.value) : null
    const isAnswered = incident !== null && (await acknowledgeIncident(store, params.endpoint, incident))
    return jsonResponse({ outcome: isAnswered ? 'acknowledged' : 'ignored' }, { status: 202 })
  }),
)
