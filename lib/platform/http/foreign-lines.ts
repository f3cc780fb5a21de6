import { format } from 'node:util'
import { log } from '#/lib/platform/log/log.ts'
import { currentResponse } from '#/lib/platform/log/origin.ts'
import { countForLine } from '#/lib/platform/log/throttle.ts'
import { withoutOpenSsl } from '#/lib/platform/values/characters.ts'
import { isBeingRead, logUnreadable } from './unreadable.ts'

/**
 * Turns console output of Next and libraries into lines of our log, without addresses, tokens or keys. Next prints
 * whole errors there, and their messages may hold the values of a query.
 */
export function catchForeignLines(target: Pick<Console, 'error' | 'warn'> = console): void {
  target.error = (...given: unknown[]) => {
    // instrumentation.ts counts bare errors where it answers them.
    const isBare = !given.some((one) => typeof one === 'string' && /\w/.test(one))
    if (!(isBare && isBeingRead())) logForeign('error', given, target.error)
  }
  target.warn = (...given: unknown[]) => {
    // Next itself answers a request for an unknown action.
    if (isBeingRead() && given.some((one) => one instanceof Error)) logUnreadable('action')
    else logForeign('warn', given, target.warn)
  }
}

/**
 * What comes up while we serve a request may quote it, and its sender can repeat it at any rate: such a line says what
 * failed and where, in no words of the request, once a minute. Our own lines have the messages of our errors.
 */
function logForeign(level: 'error' | 'warn', given: readonly unknown[], printed: Console['error']): void {
  const error = given.find((one) => one instanceof Error)
  const isOfNode = typeof given[0] === 'string' && /^\(node:\d+\) /.test(given[0])
  if (!currentResponse() || isOfNode) {
    const text = withoutSecrets(format(...given.filter((one) => one !== error)))
    log[level]({ ...(error !== undefined && { error }), ...(text && { text }) }, 'from the server')
    return
  }
  const here = { stack: '' }
  Error.captureStackTrace(here, printed)
  const at = framesOf(error ?? here)
  const count = countForLine(`foreign ${error?.name} ${at}`)
  if (count !== null) log[level]({ ...(error && { name: error.name }), at, count }, 'from the server')
}

/** The first frames of a stack, without the message before them, whose lines may look like frames. */
function framesOf({ stack = '', message = '' }: { stack?: string; message?: string }): string[] {
  const begins = stack.indexOf(message)
  if (begins < 0) return []
  return stack
    .slice(begins + message.length)
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, 5)
    .map((line) => line.trim())
}

const longest = 500

/** A text from outside, without addresses, tokens of links and keys. */
export function withoutSecrets(text: string): string {
  return withoutOpenSsl(text.slice(0, 10 * longest))
    .replace(/[^\s@<>"']+@[^\s@<>"']+/g, '…')
    .replace(/[\w-]{22,}/g, '…')
    .replace(/\b\d{8}\b/g, '…')
    .slice(0, longest)
    .trim()
}
