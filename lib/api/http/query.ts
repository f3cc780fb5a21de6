import type { z } from 'zod'
import { problemAt, toEventIssues } from '#/lib/notices/parsing/issues.ts'
import type { EventProblem } from '#/lib/platform/http/problem.ts'
import { Refusal } from './refusal.ts'

/** Parses the query. Refuses unknown or repeated fields: a mistyped filter returns too much. @throws Refusal 422 */
export function parseQuery<Schema extends z.ZodObject>(query: URLSearchParams, schema: Schema) {
  const problems: EventProblem[] = []
  const given: Record<string, string> = {}
  for (const [name, value] of query) {
    if (!Object.hasOwn(schema.shape, name)) problems.push(problemAt([name], 'unknown', 'Unknown parameter.'))
    else if (Object.hasOwn(given, name)) problems.push(problemAt([name], 'repeated', 'Must not be repeated.'))
    else given[name] = value
  }
  const parsed = schema.safeParse(given)
  if (!parsed.success) problems.push(...toEventIssues(parsed.error.issues))
  if (!parsed.success || problems.length > 0) throw new Refusal(422, { problems })
  return parsed.data
}
