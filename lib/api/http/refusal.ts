import { isStoreFailure } from '#/db/store/failure.ts'
import type { EventProblem } from '#/lib/platform/http/problem.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { retryAfter } from '#/lib/platform/limits/too-many.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { AppError, errorStatus } from '#/lib/platform/values/errors.ts'

/** Seconds to wait before retrying a request that the store could not accept. */
export const storeRetryAfter = 5

/** The status for an error: 503 if the store may recover, 500 if we must fix something. */
export function statusOfFailure(error: unknown): 500 | 503 {
  return isStoreFailure(error) ? 503 : 500
}

export type RefusalParts = {
  title?: string
  detail?: string | undefined
  problems?: readonly EventProblem[]
  headers?: Record<string, string>
}

/** A 4xx or 5xx response that an endpoint throws; it becomes problem details (RFC 9457). */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly title: string
  readonly detail: string | undefined
  readonly problems: readonly EventProblem[]
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, { title, detail, problems = [], headers = {} }: RefusalParts = {}) {
    super(title ?? refusals[status]?.title ?? 'The request was refused')
    this.status = status
    this.title = this.message
    this.detail = detail
    this.problems = problems
    this.headers = headers
  }
}

const whenAgain = { 'Retry-After': 'Seconds to wait before retrying.' }

/** The default title of a refusal, and its text in the document. */
export const refusals: Record<number, { title: string; says?: string; headers?: Record<string, string> }> = {
  400: { title: 'The request is malformed', says: 'The body is incomplete or is not valid JSON.' },
  401: {
    title: 'A valid key is required',
    says: 'The key is missing, unknown, revoked or expired.',
    headers: { 'WWW-Authenticate': 'How to authenticate, and why the key was rejected (RFC 6750).' },
  },
  403: {
    title: 'The key is not allowed to do this',
    says: 'The key lacks the required scope.',
    headers: { 'WWW-Authenticate': 'Names the required scope (RFC 6750).' },
  },
  404: { title: 'Not found', says: 'Not found.' },
  405: { title: 'Method not allowed' },
  409: {
    title: 'The request conflicts with the current state',
    says: 'The request conflicts with the current state.',
  },
  413: { title: 'The body is too large', says: 'The body is too large.' },
  415: {
    title: 'Unsupported media type',
    says: 'The media type is not supported, or the body is compressed.',
  },
  422: {
    title: 'The request is not valid',
    says: 'The request is not valid. `errors` lists each invalid field.',
  },
  429: { title: 'Too many requests', says: 'Too many requests.', headers: whenAgain },
  500: { title: 'Internal server error' },
  503: {
    title: 'The store is temporarily unavailable',
    says: 'The store is temporarily unavailable. Nothing was saved; retry later.',
    headers: whenAgain,
  },
}

/**
 * The response for an error: an `AppError` by its code, a store failure 503, anything else 500; both with the log id.
 * `outcome`: a sentence about the state of the request.
 */
export function refusalOf(error: unknown, outcome = 'Nothing was changed.'): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof AppError) {
    const status = errorStatus[error.code]
    const detail = translatorFor('en', 'errors')(error.code, error.params)
    const wait = retryAfter(error)
    const headers = wait === null ? {} : { 'retry-after': String(wait) }
    return new Refusal(status, { problems: [{ pointer: '', code: error.code, detail }], headers })
  }
  if (isStoreFailure(error)) {
    const id = logFault(error, 'the store could not serve a request')
    const detail = `${outcome} Retry later. The error is in the log under id ${id}.`
    return new Refusal(503, { detail, headers: { 'retry-after': String(storeRetryAfter) } })
  }
  const id = logFault(error, 'request failed')
  return new Refusal(500, { detail: `${outcome} The error is in the log under id ${id}.` })
}

export function accountNotFound(headers: Record<string, string> = {}): Refusal {
  return new Refusal(404, { detail: 'Account not found.', headers })
}
