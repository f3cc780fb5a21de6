import { inspect } from 'node:util'
import type { SmtpFailure } from '#/lib/platform/mail/policy.ts'
import { toLine } from '#/lib/platform/values/characters.ts'

const longestError = 500

/** `error` may name the address and goes only into the outbox; `reason` does not, and may be logged. */
export type Failure = SmtpFailure & { error: string; reason: string }

/** nodemailer's error in one line that any store takes: a server may answer with anything, of any length. */
export function parseFailure(thrown: unknown): Failure {
  const error: Error & SmtpFailure & { response?: string } =
    thrown instanceof Error ? thrown : new Error(typeof thrown === 'string' ? thrown : inspect(thrown))
  const { command, responseCode, code, originalCode } = error
  const said = error.code === 'EABORT' ? 'The mail server took too long.' : (error.response ?? error.message)
  return {
    ...(command ? { command } : {}),
    ...(responseCode ? { responseCode } : {}),
    ...(code ? { code } : {}),
    ...(originalCode ? { originalCode } : {}),
    error: toLine(`${command ?? ''} ${said.slice(0, 10 * longestError)}`)
      .slice(0, longestError)
      .toWellFormed(),
    reason: [command, responseCode ?? originalCode ?? code ?? error.name].filter(Boolean).join(' '),
  }
}
