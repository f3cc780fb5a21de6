import { format } from 'node:util'
import { log } from '#/lib/platform/log/log.ts'
import { isBeingRead, logUnreadable } from './unreadable.ts'

/**
 * Turns console output of Next and libraries into lines of our log, without addresses, tokens or keys. Next prints
 * whole errors there, and their messages may hold the values of a query.
 */
export function catchForeignLines(target: Pick<Console, 'error' | 'warn'> = console): void {
  target.error = (...given: unknown[]) => {
    // instrumentation.ts counts bare errors where it answers them.
    const isBare = !given.some((one) => typeof one === 'string' && /\w/.test(one))
    if (!(isBare && isBeingRead())) log.error(lineOf(given), 'from the server')
  }
  target.warn = (...given: unknown[]) => {
    // Next itself answers a request for an unknown action.
    if (isBeingRead() && given.some((one) => one instanceof Error)) logUnreadable('action')
    else log.warn(lineOf(given), 'from the server')
  }
}

function lineOf(given: readonly unknown[]): { error?: unknown; text?: string } {
  const error = given.find((one) => one instanceof Error)
  const texts = given.filter((one) => !(one instanceof Error))
  const text = withoutSecrets(format(...texts))
  return { ...(error !== undefined && { error }), ...(text && { text }) }
}

const longest = 500

/** A text from outside, without addresses, tokens of links and keys. */
export function withoutSecrets(text: string): string {
  return text
    .slice(0, 10 * longest)
    .replace(/[^\s@<>"']+@[^\s@<>"']+/g, '…')
    .replace(/[\w-]{22,}/g, '…')
    .replace(/\b\d{8}\b/g, '…')
    .slice(0, longest)
    .trim()
}
