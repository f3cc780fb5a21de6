import pino from 'pino'
import { env } from '#/env.ts'

/** The one logger: JSON lines on standard output; never an address, code, token or key. Errors go under `error`. */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { error: describeError },
})

type LoggedError = { name: string; message: string; code?: string; stack?: string; cause?: unknown }

/**
 * The parts of an error that may be logged. Drizzle's message ends in the query's parameters, and PostgreSQL's detail
 * names values: both are personal data and stay out.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error
  const described: LoggedError = { name: error.name, message: error.message.split('\nparams: ', 1)[0] ?? '' }
  if ('code' in error && typeof error.code === 'string') described.code = error.code
  if (error.stack) described.stack = framesOf(error.stack, error.message)
  if (error.cause !== undefined) described.cause = describeError(error.cause)
  return described
}

/** The stack without the message at its start. */
function framesOf(stack: string, message: string): string {
  const start = stack.indexOf(message)
  return start < 0 ? '' : stack.slice(start + message.length).trimStart()
}
