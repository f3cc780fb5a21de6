import { hour, second } from '#/lib/platform/values/clock.ts'
import type { EndpointAnswer, Verdict } from './kind-call.ts'
import { describeStatus } from './reason.ts'

/** Who answers: the partner's own machine, whose next release may mend it, or a service, which means what it says. */
type Answering = 'machine' | 'service'

/** What the status of an answer means (channels.md, Webhook). A reason never has the body: it may repeat what we sent. */
export function judgeStatus({ status, headers }: EndpointAnswer, by: Answering): Verdict {
  if (status >= 200 && status < 300) return { is: 'accepted' }
  const reason = describeStatus(status)
  if (status === 410) return { is: 'failed', reason, point: 'disabled' }
  if (by === 'service') {
    if ([401, 403, 404].includes(status)) return { is: 'failed', reason, point: 'failing' }
    if ([400, 413, 422].includes(status)) return { is: 'failed', reason, point: 'nothing', tellStaff: true }
  }
  const after = status === 429 || status === 503 ? readRetryAfter(headers) : undefined
  return { is: 'retry', reason, ...(after !== undefined && { after }) }
}

/** Milliseconds, from a second to an hour. A date (RFC 9110, 10.2.3) counts from the answer's own. */
function readRetryAfter(headers: EndpointAnswer['headers']): number | undefined {
  const value = (headers['retry-after'] ?? '').trim()
  const wait = /^\d+$/.test(value)
    ? Number(value) * second
    : Date.parse(value) - Date.parse(headers.date ?? '')
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, second), hour)
}

/** The fields of an answer in JSON; none of any other. */
export function readFields(body: string): Record<string, unknown> {
  // Most answers say nothing, and a failed parse takes longer than all else here.
  if (body === '') return {}
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
