import type { z } from 'zod'
import type { EventProblem } from '#/lib/platform/http/problem.ts'

/** A problem with the field at this path. */
export function problemAt(at: readonly PropertyKey[], code: string, detail: string): EventProblem {
  return { pointer: toPointer(at), code, detail }
}

/** Zod's issues as problems; `at` is the value's path. `params: { code }` has a refinement's code. Quotes no value. */
export function toEventIssues(
  issues: readonly z.core.$ZodIssue[],
  at: readonly PropertyKey[] = [],
): EventProblem[] {
  return issues.map((issue) => ({ pointer: toPointer([...at, ...issue.path]), ...describeIssue(issue) }))
}

function describeIssue(issue: z.core.$ZodIssue): { code: string; detail: string } {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? { code: 'required', detail: 'Required.' }
        : { code: 'type', detail: `Must be ${withArticle(issue.expected)}.` }
    case 'invalid_value':
      return { code: 'value', detail: `Must be one of: ${issue.values.map(String).join(', ')}.` }
    case 'invalid_union': {
      const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : []
      if (options.length === 0) return { code: 'value', detail: 'Invalid value.' }
      return { code: 'value', detail: `Must be one of: ${options.map(String).join(', ')}.` }
    }
    case 'too_big':
      if (isNumber(issue)) return { code: 'range', detail: `Must be at most ${issue.maximum}.` }
      return { code: 'too-long', detail: `Must be at most ${issue.maximum}${unitOf(issue.origin)}.` }
    case 'too_small':
      if (isNumber(issue)) return { code: 'range', detail: `Must be at least ${issue.minimum}.` }
      return { code: 'required', detail: 'Must not be empty.' }
    case 'custom':
      return { code: String(issue.params?.code ?? 'value'), detail: issue.message }
    default:
      return { code: 'value', detail: 'Invalid value.' }
  }
}

const isNumber = ({ origin }: { origin: string }): boolean => origin === 'number' || origin === 'int'

const withArticle = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`)

const unitOf = (origin: string): string => (origin === 'string' ? ' characters' : ' items')

/** The JSON Pointer (RFC 6901) of a path. */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
