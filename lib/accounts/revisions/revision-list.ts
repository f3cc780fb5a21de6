import { defineList, offsetCursor, type Query } from '#/lib/platform/lists/define-list.ts'
import type { HistoryPage } from './revision-queries.ts'

/** A version in an address; the first, if there are several. */
const version = {
  parse: (given: Query[string]) => offsetCursor.parse([given].flat()[0], {}),
  format: (value: number | null) => (value === null ? '' : String(value)),
  defaultText: '',
}

/**
 * The history of an account's contact information, and the versions of two revisions to compare, null if not chosen; each
 * side has its own address.
 */
export const revisionList = defineList(
  '',
  { from: version, to: version },
  { cursor: { key: 'before', parse: version.parse, format: String } },
)
export type RevisionChoice = ReturnType<typeof revisionList.read>

/** The choice of a page. The first page defaults to the last revision and the one before it. */
export function parseRevisionChoice(query: Query, { entries }: Pick<HistoryPage, 'entries'>): RevisionChoice {
  const chosen = revisionList.read(query)
  if (chosen.from !== null || chosen.to !== null || revisionList.after(query) !== null) return chosen
  return { from: entries[1]?.version ?? null, to: entries[0]?.version ?? null }
}

/** Orders the choice from older to newer; a single revision is compared with nothing. */
export function orderChoice({ from, to }: RevisionChoice): { before: number | null; after: number } | null {
  if (from === null || to === null) {
    const only = from ?? to
    return only === null ? null : { before: null, after: only }
  }
  return { before: Math.min(from, to), after: Math.max(from, to) }
}
