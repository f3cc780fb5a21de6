import pino from 'pino'
import { env } from '#/env.ts'
import { describeError } from './log-error.ts'

/** The one logger: JSON lines on standard output; never an address, code, token or key. Errors go under `error`. */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { error: describeError },
})
