import { day } from '#/lib/platform/values/clock.ts'

/** SMTP and DSN statuses (RFC 3463) that mean an address takes no mail (notices.md, Bouncing). */
const deadStatuses = ['5.1.1', '5.1.2', '5.1.3', '5.1.10', '5.2.1']
/** So many other refusals within this time also mark an address. */
export const failuresToMark = 3
export const failureSpan = 7 * day

/** What a refusal means for the address: `mark` at once, `count` towards a mark, or `nothing`. */
type Judgement = 'mark' | 'count' | 'nothing'

/** Judges a status (RFC 3463, or a bare reply code) of a refusal at RCPT or of a report. */
export function judgeStatus(status: string): Judgement {
  if (deadStatuses.includes(status)) return 'mark'
  return /^5(\.|\d\d$)/.test(status) ? 'count' : 'nothing'
}

/**
 * The status of a refused address, from the outbox's text of the mail server's answer: `RCPT TO 550 5.1.1 …`; the reply
 * code if it has no other; null if the answer does not concern the address.
 */
export function parseRefusal(lastError: string): string | null {
  const answer = /^RCPT TO (?:[^\d]*\b)?(5\d\d)[ -]?(?:#?(5\.\d{1,3}\.\d{1,3}))?/.exec(lastError)
  return answer ? (answer[2] ?? answer[1] ?? null) : null
}
