import { type Problem, problemMediaType, problemSchema } from '#/lib/platform/http/problem.ts'
import type { Answer } from './operation.ts'

/** What every operation that refuses says in the same way, by status. */
const refusals = {
  400: {
    description: 'The request cannot be read: no JSON, or it broke off.',
    title: 'The request cannot be read',
  },
  401: {
    description: 'No key, or one that is unknown, was revoked or has expired.',
    title: 'A valid key is required',
    headers: { 'WWW-Authenticate': 'How to show a key, and what was wrong with it (RFC 6750).' },
  },
  403: {
    description: 'The key lacks the scope.',
    title: 'The key may not do this',
    headers: { 'WWW-Authenticate': 'Names the scope (RFC 6750).' },
  },
  404: { description: 'Nothing is there.', title: 'Nothing is here' },
  409: { description: 'It cannot be carried out now.', title: 'The request cannot be carried out now' },
  413: { description: 'The body is too large.', title: 'The body is too large' },
  415: {
    description: 'The media type is not understood, or the body is compressed.',
    title: 'The media type is not supported',
  },
  422: {
    description: 'It is not valid. `errors` names each field that is wrong.',
    title: 'The request is not valid',
  },
  429: {
    description: 'Too many requests.',
    title: 'Too many requests',
    headers: { 'Retry-After': 'Seconds after which it is worth trying again.' },
  },
  503: {
    description: 'The store cannot take it now. Nothing was kept; send it again.',
    title: 'The store cannot take this now',
    headers: { 'Retry-After': 'Seconds after which it is worth trying again.' },
  },
} as const
export type RefusalStatus = keyof typeof refusals

type Told = { description?: string; errors?: Problem['errors'] }

/** The refusals of an operation as problem details; `told` says more of one, or shows what its errors look like. */
export function refuses(
  statuses: readonly RefusalStatus[],
  told: Partial<Record<RefusalStatus, Told>> = {},
): Record<number, Answer> {
  return Object.fromEntries(statuses.map((status) => [status, toAnswer(status, told[status] ?? {})]))
}

function toAnswer(status: RefusalStatus, { description, errors }: Told): Answer {
  const refusal = refusals[status]
  const detail = errors?.[0]?.detail
  const value: Problem = {
    type: 'about:blank',
    title: refusal.title,
    status,
    ...(detail && { detail }),
    ...(errors && { errors }),
  }
  return {
    description: description ?? refusal.description,
    content: {
      [problemMediaType]: { schema: problemSchema, examples: { refusal: { summary: refusal.title, value } } },
    },
    ...('headers' in refusal && { headers: refusal.headers }),
  }
}

/** With a key, every operation may answer these. */
export const keyRefusals = [401, 403, 429, 503] as const

/** Without one, these. */
export const publicRefusals = [429, 503] as const
