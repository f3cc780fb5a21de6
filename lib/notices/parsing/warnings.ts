import { defaultSandboxNames, type NoticeCategory } from '#/db/words/notices.ts'
import type { EventProblem } from '#/lib/platform/http/problem.ts'
import { problemAt } from './issues.ts'
import { asFields } from './json.ts'
import type { SourceDefaults } from './schema.ts'
import { findCategory, productionNames, toName } from './words.ts'

/** Unknown names in an event, reported so that we never guess silently (formats.md). */
type Path = readonly PropertyKey[]

/** Warns of a named environment that is neither one of the source's names of Sandbox nor a name of Production. */
export function warnOfEnvironment(name: unknown, source: SourceDefaults, at: Path): EventProblem[] {
  const sandboxNames = source.sandboxNames ?? defaultSandboxNames
  if (isUnsaid(name) || [...sandboxNames, ...productionNames].includes(toName(name))) return []
  const detail = `Treated as Production. The Sandbox names of this event source are ${sandboxNames.join(', ')}.`
  return [problemAt(at, 'unknown-environment', detail)]
}

/** Warns of an unknown category. `taken`: the one it got instead. */
export function warnOfCategory(name: unknown, taken: NoticeCategory, at: Path): EventProblem[] {
  if (isUnsaid(name) || findCategory(name)) return []
  return [problemAt(at, 'unknown-category', `Unknown category; treated as ${taken}.`)]
}

/** Warns of each ignored member. */
export function warnOfMembers(
  body: unknown,
  known: Readonly<Record<string, unknown>>,
  at: Path,
): EventProblem[] {
  return Object.keys(asFields(body) ?? {})
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => problemAt([...at, name], 'unknown-member', 'Unknown member; ignored.'))
}

function isUnsaid(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}
