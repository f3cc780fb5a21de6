import { type HistoryPage, parseHistoryKey } from './revision-queries.ts'

type Query = Record<string, string | string[] | undefined>

/** Which two revisions are compared, by their versions: null where none is chosen. */
export type RevisionChoice = { from: number | null; to: number | null }

/** What `?from=&to=` chooses; where it says neither, the last revision and the one before it, on the first page alone. */
export function parseRevisionChoice(query: Query, { entries }: Pick<HistoryPage, 'entries'>): RevisionChoice {
  const from = parseHistoryKey(query.from) ?? null
  const to = parseHistoryKey(query.to) ?? null
  if (from !== null || to !== null || parseHistoryKey(query.before) !== undefined) return { from, to }
  return { from: entries[1]?.version ?? null, to: entries[0]?.version ?? null }
}

/** What is compared, from the older to the newer whichever was chosen first; alone, a revision is compared with nothing. */
export function orderChoice({ from, to }: RevisionChoice): { before: number | null; after: number } | null {
  if (from === null || to === null) {
    const only = from ?? to
    return only === null ? null : { before: null, after: only }
  }
  return { before: Math.min(from, to), after: Math.max(from, to) }
}
