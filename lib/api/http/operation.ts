import type { z } from 'zod'
import type { KeyScope } from '#/db/words/people.ts'
import { type Problem, problemMediaType, problemSchema } from '#/lib/platform/http/problem.ts'
import type { rates } from '#/lib/platform/limits/table.ts'
import { refusals } from './refusal.ts'

/** How a request sends its key: as a bearer token, as the password of HTTP Basic, or in its body. */
export type KeyPlace = 'bearer' | 'basic' | 'body'
export type Key = { scope: KeyScope; in: readonly KeyPlace[] }

export const tags = ['Events', 'Accounts', 'Notices', 'Mail server', 'Monitoring', 'Description'] as const
export type Tag = (typeof tags)[number]

export type Examples<Value = unknown> = Readonly<Record<string, { summary: string; value: Value }>>

/** A body by media type. A string schema describes anything that is not JSON. */
export type Contents = Readonly<Record<string, { schema: z.ZodType; examples: Examples }>>

/** `headers`: the notable ones with their descriptions. */
export type OperationResponse = {
  description: string
  content?: Contents
  headers?: Readonly<Record<string, string>>
}

/** A parameter of the path, or a header; a schema's fields describe the query. */
export type Parameter = { description: string; schema: z.ZodType; example?: string }

export type QuerySchema = z.ZodObject | undefined

/**
 * One method of one path: what `serve` checks before the handler, and what the document describes. Descriptions are
 * paragraphs separated by empty lines, with names in backticks. `id` never changes: generated clients call it.
 */
export type Operation<
  Path extends string = string,
  Asked extends Key | null = Key | null,
  Query extends QuerySchema = QuerySchema,
> = {
  id: string
  method: 'get' | 'post'
  path: Path
  tag: Tag
  summary: string
  description: string
  key: Asked
  /** The rate limit; null if the handler applies its own, or there is none. */
  rate: keyof typeof rates | null
  parameters?: Readonly<Record<string, Parameter>>
  headers?: Readonly<Record<string, Parameter>>
  query?: Query
  body?: Contents
  isBodyOptional?: boolean
  /** The most bytes to read of a body. */
  largestBody?: number
  /** Also served by a process that only sends mail. */
  everywhere?: boolean
  responses: Readonly<Record<number, OperationResponse>>
}

/** Defines an operation. Requests count towards the rate of their key or network, unless `rate` is null. */
export function operation<
  const Path extends string,
  const Asked extends Key | null,
  Query extends QuerySchema = undefined,
>({
  rate,
  refuses = {},
  ...defined
}: Omit<Operation<Path, Asked, Query>, 'rate'> & { rate?: null; refuses?: Refusals }): Operation<
  Path,
  Asked,
  Query
> {
  const byKey = defined.key ? { 401: {}, 403: {} } : {}
  const always = rate === null ? {} : { ...byKey, 429: {}, 503: {} }
  return {
    ...defined,
    rate: rate === null ? null : defined.key ? 'key-requests' : 'public-requests',
    responses: { ...defined.responses, ...describeRefusals({ ...always, ...refuses }) },
  }
}

export function inJson<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  examples: Examples<z.output<Schema>>,
  headers?: OperationResponse['headers'],
): OperationResponse {
  return { description, content: { 'application/json': { schema, examples } }, ...(headers && { headers }) }
}

/** By status: `description` adds to the common text, `errors` is an example. */
export type Refusals = Readonly<Record<number, { description?: string; errors?: Problem['errors'] }>>

export function describeRefusals(refused: Refusals): Record<number, OperationResponse> {
  const responses = Object.entries(refused).map(
    ([code, { description, errors }]): [string, OperationResponse] => {
      const status = Number(code)
      const { title = '', says = '', headers } = refusals[status] ?? {}
      const detail = errors?.[0]?.detail
      const value: Problem = {
        type: 'about:blank',
        title,
        status,
        ...(detail && { detail }),
        ...(errors && { errors }),
      }
      const content = {
        [problemMediaType]: { schema: problemSchema, examples: { refusal: { summary: title, value } } },
      }
      return [code, { description: description ?? says, content, ...(headers && { headers }) }]
    },
  )
  return Object.fromEntries(responses)
}
