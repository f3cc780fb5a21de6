import type { FaultStage, MailLane, MailStatus } from '#/db/words/mail.ts'
import { day, hour, minute, second } from '#/lib/platform/values/clock.ts'

/** notices.md, Deliveries: after 15 s, 1 min, 5 min, 15 min, then every 30 min, each with jitter; 72 hours of trying. */
const retries = [15 * second, minute, 5 * minute, 15 * minute]
const lastingRetry = 30 * minute
export const longestTrying = 72 * hour

/**
 * When a relay works again, mail that waited for it alone is due after these milliseconds, so that emergencies and
 * sign-in find its connections free.
 */
export const headStarts: Record<MailLane, number> = { urgent: 0, ordinary: 2 * second, bulk: 10 * second }

/** Longest wait, in milliseconds, from a try to the next after `attempts` tries. */
export function longestRetryDelay(attempts: number): number {
  return retryDelay(attempts, 1)
}

/** Milliseconds until the next try after `attempts` of them; `random` from 0 to 1 moves it by up to a fifth. */
export function retryDelay(attempts: number, random: number): number {
  const delay = retries[attempts - 1] ?? lastingRetry
  return Math.round(delay * (0.8 + 0.4 * random))
}

export type Verdict = 'failed' | 'retry'

/** nodemailer's account of a failure: the command, its answer, and the system's code. */
export type SmtpFailure = { command?: string; responseCode?: number; code?: string; originalCode?: string }

/**
 * Whether the address is at fault (failed, at once) or anything else (retry): only a 5xx to RCPT concerns the address,
 * as does an address that no command can carry (notices.md, Bouncing).
 */
export function judgeFailure(failure: SmtpFailure): Verdict {
  if (failure.command === 'RCPT TO') return isPermanent(failure.responseCode) ? 'failed' : 'retry'
  if (failure.command === 'API' && failure.code === 'EENVELOPE') return 'failed'
  return 'retry'
}

/** Whether the relay itself is at fault: we could not reach it, or it refused us before any mail. */
export function isRelayFault(failure: SmtpFailure): boolean {
  const { command = 'CONN', code } = failure
  return (
    /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH)/.test(command) || code === 'EAUTH' || failure.responseCode === 421
  )
}

/** `server` as in `SMTP_URL`, without its key; `answer` is one line. */
export type ServerFault = { server: string; stage: FaultStage; answer: string }

/** At which stage a mail server refused us permanently; null for temporary refusals and refused addresses. */
export function faultStage(failure: SmtpFailure): FaultStage | null {
  const { command = 'CONN' } = failure
  if (/CERT|SELF_SIGNED|VERIFY/.test(failure.originalCode ?? '')) return 'certificate'
  if (!isPermanent(failure.responseCode) || command === 'RCPT TO') return null
  if (command.startsWith('AUTH')) return 'sign-in'
  if (command === 'MAIL FROM') return 'sender'
  return command === 'DATA' ? 'message' : 'connect'
}

/** Whether the server's certificate is good, but of an authority that this machine does not know. */
export function isOfUnknownAuthority(failure: SmtpFailure): boolean {
  return /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/.test(failure.originalCode ?? '')
}

function isPermanent(responseCode: number | undefined): boolean {
  return responseCode !== undefined && responseCode >= 500 && responseCode < 600
}

/** The result of a try, as stored. `dueAt` is set if there will be another; `relayFailed` as in the outbox. */
export type Settlement = {
  status: MailStatus
  dueAt: number | null
  lastError: string
  relayFailed?: boolean
}

export type Ending =
  | { verdict: 'accepted' | 'withheld' | 'stopped' }
  | { verdict: Verdict; error: string; ofRelay?: boolean }
  | { verdict: 'expired'; error: string }

/**
 * Whether to tell staff of a fault again: after a day, or after at least an hour if the server has worked in between.
 * `told`: what they last heard; null if they never did.
 */
export function isWorthTelling(
  told: { toldAt: number; workedAt: number | null } | null,
  at: number,
): boolean {
  if (told === null) return true
  return at - told.toldAt >= (told.workedAt === null ? 24 * hour : hour)
}

/** Whether the mail is given up: then we judge the address and hand its notice on. */
export function hasFailed(status: MailStatus): boolean {
  return status === 'failed' || status === 'expired'
}

/** Retries a mail for its `lifetime` (72 hours, or the template's own); then it expires. */
export function recordOutcome(
  mail: { attempts: number; createdAt: number; lifetime: number },
  ending: Ending,
  at: number,
  random: number,
): Settlement {
  const lastError = 'error' in ending ? ending.error : ''
  switch (ending.verdict) {
    case 'stopped':
      return { status: 'retrying', dueAt: at, lastError }
    case 'retry': {
      const dueAt = at + retryDelay(mail.attempts, random)
      return dueAt < mail.createdAt + mail.lifetime
        ? { status: 'retrying', dueAt, lastError, ...(ending.ofRelay && { relayFailed: true }) }
        : { status: 'expired', dueAt: null, lastError }
    }
    default:
      return { status: ending.verdict, dueAt: null, lastError }
  }
}

/** The recipients and domains whose mail waits, because it stalls. */
export type PassedOver = { recipients: string[]; domains: string[] }

export const nobody: PassedOver = { recipients: [], domains: [] }

/** This many stalled recipients of one domain mean that the domain stalls. */
const stalledToPassDomain = 3

/**
 * Passes over the recipients whose mail stalls and, from `most` of them on, when others would run out of room, the
 * domains with several of them.
 */
export function passOver(stalled: readonly string[], most: number): PassedOver {
  const recipients = [...new Set(stalled)]
  const domains = stalled.length < most ? [] : [...Map.groupBy(recipients, domainOf)]
  return {
    recipients,
    domains: domains.filter(([, some]) => some.length >= stalledToPassDomain).map(([domain]) => domain),
  }
}

export function isPassedOver({ recipients, domains }: PassedOver, recipient: string): boolean {
  return recipients.includes(recipient) || domains.includes(domainOf(recipient))
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

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
