import type { z } from 'zod'
import { toEventIssues } from '#/lib/notices/parsing/issues.ts'
import { toPointer } from '#/lib/notices/parsing/json-scan.ts'
import type { EventProblem } from '#/lib/platform/http/problem-item.ts'
import { Refusal } from './refusal.ts'

/** Parses the query. Refuses unknown or repeated fields: a mistyped filter returns too much. @throws Refusal 422 */
export function parseQuery<Schema extends z.ZodObject>(
  query: URLSearchParams,
  schema: Schema,
): z.output<Schema> {
  const problems: EventProblem[] = []
  const given: Record<string, string> = {}
  for (const [name, value] of query) {
    const problem = Object.hasOwn(schema.shape, name)
      ? { code: 'repeated', detail: 'It can be given once only.' }
      : { code: 'unknown', detail: 'There is no such parameter.' }
    const known = Object.hasOwn(schema.shape, name) && !Object.hasOwn(given, name)
    if (known) given[name] = value
    else problems.push({ pointer: toPointer([name]), ...problem })
  }
  const parsed = schema.safeParse(given)
  if (!parsed.success) problems.push(...toEventIssues(parsed.error.issues))
  if (!parsed.success || problems.length > 0) throw new Refusal(422, { problems })
  return parsed.data
}
