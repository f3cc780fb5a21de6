import type { EndpointAnswer, Verdict } from './kind-call.ts'

const second = 1000
const hour = 3_600_000

/** Who answers: the partner's own machine, whose next release may mend it, or a service, which means what it says. */
export type Answering = 'machine' | 'service'

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

const meanings: Record<number, string> = {
  400: 'the message was not accepted',
  401: 'access refused',
  403: 'access refused',
  404: 'nothing at this address',
  410: 'gone for good',
  413: 'the message was not accepted',
  422: 'the message was not accepted',
  429: 'too many messages',
  503: 'not available now',
}

function describeStatus(status: number): string {
  const known = meanings[status]
  if (known) return `HTTP ${status}: ${known}`
  if (status >= 300 && status < 400) return `HTTP ${status}: redirects are not followed`
  return `HTTP ${status}: ${status >= 500 ? 'an error of theirs' : 'an unexpected answer'}`
}

/** Milliseconds, from a second to an hour. A date (RFC 9110, 10.2.3) counts from the answer's own. */
function readRetryAfter(headers: EndpointAnswer['headers']): number | undefined {
  const value = (headers['retry-after'] ?? '').trim()
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.parse(headers.date ?? '')
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, second), hour)
}

/** The fields of an answer in JSON; none of any other. */
export function readFields(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
