import { env } from '#/env.ts'
import { cutAt } from '#/lib/platform/values/characters.ts'
import { judgeStatus, readFields } from './answers.ts'
import { type EndpointCaller, type EndpointMessage, isOver, postJson } from './kind-call.ts'

/** Events API v2. PagerDuty rings again by itself, so reminders and repeats are not queued (`repeatsItself`). */
export const pagerduty: EndpointCaller = {
  rate: { burst: 2, every: 500 },
  request({ host, config }, message) {
    const event_action = actionOf(message)
    return postJson(`https://${host}/v2/enqueue`, {
      routing_key: config.routingKey,
      event_action,
      dedup_key: incidentKey(message),
      ...(event_action === 'trigger' && describeIncident(message)),
    })
  },
  judge(answer) {
    const verdict = judgeStatus(answer, 'service')
    const { errors } = readFields(answer.body)
    if (answer.status === 400 && /routing.key/i.test(JSON.stringify(errors ?? ''))) {
      return { is: 'failed', reason: 'HTTP 400: unknown integration key', point: 'failing' }
    }
    return verdict
  },
  publicOf: (_, id) => ({ webhookAddress: `${env.APP_URL}/api/v1/endpoints/${id}/pagerduty` }),
}

/** A probe of a failing endpoint ends an incident that never was, which wakes nobody. */
function actionOf({ type }: EndpointMessage): 'trigger' | 'acknowledge' | 'resolve' {
  if (type === 'notice.acknowledged') return 'acknowledge'
  return isOver(type) || type === 'endpoint.probe' ? 'resolve' : 'trigger'
}

/**
 * What an incident is known by. An acknowledged incident does not ring again, so a notice whose acknowledgement is taken back opens
 * another one.
 */
export function incidentKey({ id, thread, round }: Pick<EndpointMessage, 'id' | 'thread' | 'round'>): string {
  return `recapito-${thread || id}${round > 0 ? `-round-${round}` : ''}`
}

/** The longest summary that PagerDuty takes; of the details, what people read. */
const longest = { summary: 1024, details: 8000 }

function describeIncident(message: EndpointMessage) {
  const { type, isUrgent, severity, title, text, url, acknowledge, acknowledgeLabel } = message
  const wakes = isUrgent && type !== 'endpoint.confirm'
  return {
    payload: {
      summary: cutAt(title, longest.summary),
      source: url ? new URL(url).host : 'Recapito',
      // PagerDuty can make all but critical incidents silent.
      severity: wakes ? 'critical' : severity,
      class: type,
      custom_details: { text: cutAt(text, longest.details) },
    },
    client: 'Recapito',
    ...(url && { client_url: url }),
    links: acknowledge ? [{ href: acknowledge, text: acknowledgeLabel }] : [],
  }
}
