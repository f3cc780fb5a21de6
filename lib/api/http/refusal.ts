import type { EventProblem } from '#/lib/platform/http/problem.ts'

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
  410: { title: 'No longer available', says: 'It is over.' },
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

export function accountNotFound(headers: Record<string, string> = {}): Refusal {
  return new Refusal(404, { detail: 'Account not found.', headers })
}
