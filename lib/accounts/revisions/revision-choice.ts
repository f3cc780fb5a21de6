import { type HistoryPage, parseHistoryKey } from './revision-queries.ts'

type Query = Record<string, string | string[] | undefined>

/** The versions of two revisions to compare; null if not chosen. */
export type RevisionChoice = { from: number | null; to: number | null }

/** Reads `?from=&to=`. The first page defaults to the last revision and the one before it. */
export function parseRevisionChoice(query: Query, { entries }: Pick<HistoryPage, 'entries'>): RevisionChoice {
  const from = parseHistoryKey(query.from) ?? null
  const to = parseHistoryKey(query.to) ?? null
  if (from !== null || to !== null || parseHistoryKey(query.before) !== undefined) return { from, to }
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
