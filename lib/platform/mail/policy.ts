import type { FaultStage, MailStatus } from '#/db/words/mail.ts'
import { hour, minute, second } from '#/lib/platform/values/clock.ts'

/** notices.md, Deliveries: after 15 s, 1 min, 5 min, 15 min, then every 30 min, each with jitter; 72 hours of trying. */
const retries = [15 * second, minute, 5 * minute, 15 * minute]
const lastingRetry = 30 * minute
export const longestTrying = 72 * hour

/** At most so many milliseconds from a try to the next, after `attempts` of them. */
export function longestRetryDelay(attempts: number): number {
  return retryDelay(attempts, 1)
}

/** Milliseconds until the next try after `attempts` of them; `random` from 0 to 1 moves it by up to a fifth. */
export function retryDelay(attempts: number, random: number): number {
  const delay = retries[attempts - 1] ?? lastingRetry
  return Math.round(delay * (0.8 + 0.4 * random))
}

export type Verdict = 'failed' | 'retry'

/** What nodemailer says of a failure: the command that was answered, the answer, and what the system said. */
export type SmtpFailure = { command?: string; responseCode?: number; code?: string; originalCode?: string }

/**
 * Whether the address is at fault (failed, at once) or anything else (retry): only a 5xx to RCPT speaks of the address,
 * as does one that cannot even be written into the command (notices.md, Bouncing).
 */
export function judgeFailure(failure: SmtpFailure): Verdict {
  if (failure.command === 'RCPT TO') return isPermanent(failure.responseCode) ? 'failed' : 'retry'
  if (failure.command === 'API' && failure.code === 'EENVELOPE') return 'failed'
  return 'retry'
}

/** The relay itself is at fault: it could not be reached, or refused us before it heard of any mail. */
export function isRelayFault(failure: SmtpFailure): boolean {
  const { command = 'CONN', code } = failure
  return (
    /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH)/.test(command) || code === 'EAUTH' || failure.responseCode === 421
  )
}

/** `server` as in `SMTP_URL`, without its key; `answer` is one line. */
export type ServerFault = { server: string; stage: FaultStage; answer: string }

/** At which stage a mail server refused us for good; null for what may pass, and for a refused address. */
export function faultStage(failure: SmtpFailure): FaultStage | null {
  const { command = 'CONN' } = failure
  if (/CERT|SELF_SIGNED|VERIFY/.test(failure.originalCode ?? '')) return 'certificate'
  if (!isPermanent(failure.responseCode) || command === 'RCPT TO') return null
  if (command.startsWith('AUTH')) return 'sign-in'
  if (command === 'MAIL FROM') return 'sender'
  return command === 'DATA' ? 'message' : 'connect'
}

function isPermanent(responseCode: number | undefined): boolean {
  return responseCode !== undefined && responseCode >= 500 && responseCode < 600
}

/** What is written of a mail once a try ended. `dueAt` is set where there will be another. */
export type Settlement = { status: MailStatus; dueAt: number | null; lastError: string }

export type Ending =
  | { verdict: 'accepted' | 'withheld' | 'stopped' }
  | { verdict: Verdict | 'expired'; error: string }

/**
 * Whether staff are told of a fault again: after a day, or, no sooner than after an hour, where the server has worked in
 * between. `told`: what they were told of last; null where they never were.
 */
export function isWorthTelling(
  told: { toldAt: number; workedAt: number | null } | null,
  at: number,
): boolean {
  if (told === null) return true
  return at - told.toldAt >= (told.workedAt === null ? 24 * hour : hour)
}

/** Whether the mail is given up: the address is to be judged, and its notice handed on. */
export function hasFailed(status: MailStatus): boolean {
  return status === 'failed' || status === 'expired'
}

/** A mail that was tried for its `lifetime` (72 hours, or what its template says) expires instead of being retried. */
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
        ? { status: 'retrying', dueAt, lastError }
        : { status: 'expired', dueAt: null, lastError }
    }
    default:
      return { status: ending.verdict, dueAt: null, lastError }
  }
}

/** Whose mail is left for later, because what goes there keeps us waiting. */
export type PassedOver = { recipients: string[]; domains: string[] }

export const nobody: PassedOver = { recipients: [], domains: [] }

/** So many recipients of one domain that stall at once show that the domain does. */
const stalledToPassDomain = 3

/**
 * Passes over the recipients whose mail stalls and, once there are `most` of them and others would run out of room, the
 * domains of several of them.
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
