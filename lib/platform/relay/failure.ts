import { inspect } from 'node:util'
import type { FaultStage } from '#/db/words/mail.ts'
import type { PointVerdict } from '#/lib/platform/outbox/transport.ts'
import { toErrorLine } from '#/lib/platform/values/characters.ts'

/** nodemailer's error: the command, its answer, and the system's code. */
type SmtpFailure = { command?: string; responseCode?: number; code?: string; originalCode?: string }

/** `error` may name the address and goes only into the outbox; `reason` does not, and may be logged. */
export type Failure = SmtpFailure & { error: string; reason: string }

/** nodemailer's error in one line that any store takes: a server may answer with anything, of any length. */
export function parseFailure(thrown: unknown): Failure {
  const error: Error & SmtpFailure & { response?: string } =
    thrown instanceof Error ? thrown : new Error(typeof thrown === 'string' ? thrown : inspect(thrown))
  const { command, responseCode, code, originalCode } = error
  const response =
    error.code === 'EABORT' ? 'The mail server took too long.' : (error.response ?? error.message)
  return {
    ...(command ? { command } : {}),
    ...(responseCode ? { responseCode } : {}),
    ...(code ? { code } : {}),
    ...(originalCode ? { originalCode } : {}),
    error: toErrorLine(`${command ?? ''} ${response}`),
    reason: [command, responseCode ?? originalCode ?? code ?? error.name].filter(Boolean).join(' '),
  }
}

/**
 * Whether the address is at fault (failed, at once) or anything else (retry): only a 5xx to RCPT concerns the address,
 * as does an address that no command can carry (notices.md, Bouncing).
 */
export function classifyFailure(failure: SmtpFailure): 'failed' | 'retry' {
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

/** SMTP and DSN statuses (RFC 3463) that mean an address takes no mail (notices.md, Bouncing). */
const deadStatuses = ['5.1.1', '5.1.2', '5.1.3', '5.1.10', '5.2.1']

/** What a status (RFC 3463, or a bare reply code) of a refusal at RCPT or of a report says of the address. */
export function classifyStatus(status: string): PointVerdict {
  if (deadStatuses.includes(status)) return { is: 'bouncing', code: status }
  return /^5(\.|\d\d$)/.test(status) ? { is: 'count', code: status } : { is: 'nothing' }
}

/**
 * The status of a refused address, from the outbox's text of the mail server's answer: `RCPT TO 550 5.1.1 …`; the reply
 * code if it has no other; null if the answer does not concern the address.
 */
export function parseRefusal(lastError: string): string | null {
  const answer = /^RCPT TO (?:[^\d]*\b)?(5\d\d)[ -]?(?:#?(5\.\d{1,3}\.\d{1,3}))?/.exec(lastError)
  return answer ? (answer[2] ?? answer[1] ?? null) : null
}
