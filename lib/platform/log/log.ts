import { createHmac } from 'node:crypto'
import pino from 'pino'
import { env } from '#/env.ts'
import { AppError, type ErrorCode } from '#/lib/platform/values/errors.ts'
import { currentNetwork, currentOrigin } from './origin.ts'

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

type Event = { level: 'info' | 'warn'; fields: readonly string[]; says: string }

/**
 * Security events in the log; docs/logs.md shows this table. Fields are ids, codes and names of ours:
 * never an address, a code, a token or a key. Each line of a request also has `network`, a keyed hash.
 */
export const logEvents = {
  'signed-in': { level: 'info', fields: ['userId', 'method'], says: 'someone signed in' },
  'sign-in-refused': {
    level: 'info',
    fields: ['method', 'reason'],
    says: 'a person from a provider was refused; `reason`: no-address, unverified or stranger (docs/sign-in.md)',
  },
  'passkey-refused': {
    level: 'warn',
    fields: ['reason', 'userId'],
    says: 'a passkey was refused, when shown or added',
  },
  'provider-failed': {
    level: 'warn',
    fields: ['code', 'reason', 'count'],
    says: 'a sign-in with a provider failed; logged once a minute for each reason; `count`: failures since the last line; `reason`: see docs/sign-in.md, never text from the caller',
  },
  'wrong-code': {
    level: 'info',
    fields: ['left'],
    says: 'a wrong code was entered; `left`: remaining tries',
  },
  'wrong-key': { level: 'info', fields: [], says: 'an unknown API key was used' },
  'wrong-link': { level: 'info', fields: [], says: 'an invalid email link was opened' },
  refused: {
    level: 'info',
    fields: ['code', 'userId', 'sourceId', 'of'],
    says: 'access was refused; a right is missing, or nothing with this id exists for this person; `of`: action, page, file or api',
  },
  'sent-from-elsewhere': {
    level: 'warn',
    fields: ['by'],
    says: 'a form was sent from another site; `by`: the header that showed it, `sec-fetch-site` or `origin`; a proxy that changes the host also causes this',
  },
  unreadable: {
    level: 'info',
    fields: ['of', 'count'],
    says: 'a request could not be read; logged once a minute; `count`: requests since the last line; `of`: form, action (one that this build does not have, as after an upgrade) or router-state',
  },
  'limit-reached': {
    level: 'warn',
    fields: ['limit', 'whom'],
    says: 'a limit was reached; logged once per period for each person or network; `whom`: a keyed hash',
  },
  acted: {
    level: 'info',
    fields: ['action', 'entryId', 'actorId', 'sourceId', 'accountId', 'subjectId'],
    says: 'an audit log entry was written; the entry has the values',
  },
  'proxy-not-trusted': {
    level: 'warn',
    fields: [],
    says: 'X-Forwarded-For from a private network outside TRUSTED_PROXIES was ignored; logged once',
  },
} as const satisfies Record<string, Event>

type LogEvent = keyof typeof logEvents
type Fields<Name extends LogEvent> = (typeof logEvents)[Name]['fields'][number]

/** Logs one of the events. What is null or empty is left out. */
export function logEvent<Name extends LogEvent>(
  event: Name,
  fields: Partial<Record<Fields<Name>, string | number | null>>,
): void {
  // The audit log has actions of the command line, and their output goes to its user.
  if (currentOrigin() === 'command-line') return
  const { level, says } = logEvents[event]
  const network = currentNetwork()
  const known = Object.entries(fields).filter(([, value]) => value !== null && value !== '')
  log[level](
    { event, ...Object.fromEntries(known), ...(network && { network: hashWhom(network) }) },
    says.split(/[;,]/)[0],
  )
}

/** A keyed hash of an address or network for the log: equal for equal ones, and meaningless without the secret. */
export function hashWhom(whom: string): string {
  return createHmac('sha256', env.AUTH_SECRET).update(`limit ${whom}`).digest('base64url').slice(0, 27)
}

/** Authorisation failures. Validation failures of forms do not belong in the log. */
const ofRights: readonly ErrorCode[] = [
  'forbidden',
  'admin-only',
  'not-found',
  'signed-out',
  'challenge-ended',
  'invitation-ended',
  'invitation-other-address',
  'invitation-sign-in',
  'only-admins-invite',
  'passkey-required',
  'staff-sign-in',
  'passkey-late',
  'passkey-proof',
]

/** Logs an authorisation failure, and ignores other refusals. */
export function logRefusal(
  error: unknown,
  by: { of: 'action' | 'page' | 'file' | 'api'; userId?: string | null; sourceId?: string | null },
): void {
  if (error instanceof AppError && ofRights.includes(error.code)) {
    logEvent('refused', {
      code: error.code,
      of: by.of,
      userId: by.userId ?? null,
      sourceId: by.sourceId ?? null,
    })
  }
}

/** Logs that a valid key asked for something outside its source's scopes. */
export function logMissingScope(): void {
  logEvent('refused', { code: 'missing-scope', of: 'api' })
}
