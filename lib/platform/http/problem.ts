import { z } from 'zod'

export const problemMediaType = 'application/problem+json'

/** Most problems that an answer lists: nobody reads the five-hundredth. */
const maxProblems = 100

/** One place of a body, and what is wrong there. */
export const listedProblemSchema = z.object({ pointer: z.string(), code: z.string(), detail: z.string() })

/** Problem details (RFC 9457). `pointer` is a JSON Pointer in its URI fragment form (RFC 6901, section 6). */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Type of problem; about:blank if the status says everything.' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().optional(),
    errors: z.array(listedProblemSchema).optional().meta({ description: 'Each invalid field.' }),
  })
  .meta({
    id: 'Problem',
    description: 'Problem details, RFC 9457.',
    examples: [
      {
        type: 'about:blank',
        title: 'The event is not valid',
        status: 422,
        detail: 'Required to trigger.',
        errors: [{ pointer: '#/summary', code: 'required', detail: 'Required to trigger.' }],
      },
    ],
  })
export type Problem = z.infer<typeof problemSchema>

/** The document of a refusal. Its detail is the first problem's, so that a log line with the detail alone helps. */
export function buildProblem(refusal: {
  type?: string
  title: string
  status: number
  detail?: string
  problems?: readonly EventProblem[]
}): Problem {
  const problems = refusal.problems ?? []
  const detail = refusal.detail ?? problems[0]?.detail
  const errors = listProblems(problems)
  return {
    type: refusal.type ?? 'about:blank',
    title: refusal.title,
    status: refusal.status,
    ...(detail !== undefined && { detail }),
    ...(errors.length > 0 && { errors }),
  }
}

/** Problems as an answer lists them: the first hundred, with pointers as URI fragments. */
export function listProblems(problems: readonly EventProblem[]): EventProblem[] {
  return problems
    .slice(0, maxProblems)
    .map(({ pointer, code, detail }) => ({ pointer: toFragment(pointer), code, detail }))
}

/** A lone surrogate in a name cannot be encoded and becomes U+FFFD. */
function toFragment(pointer: string): string {
  return `#${pointer.toWellFormed().split('/').map(encodeURIComponent).join('/')}`
}

/** One problem of a body. `pointer` is a JSON Pointer (RFC 6901), empty for the whole body. */
export type EventProblem = { pointer: string; code: string; detail: string }
