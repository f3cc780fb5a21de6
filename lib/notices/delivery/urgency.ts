import type { notices as rows } from '#/db/schema/notices.ts'
import { severities } from '#/db/words/notices.ts'

/** What makes a notice urgent. `dueAt`: when its answer is due; null once answered or closed. Times in milliseconds. */
export type Urgent = Pick<
  typeof rows.$inferSelect,
  'category' | 'severity' | 'dueAt' | 'occurredAt' | 'firstSeenAt'
>

/** Sorts notices for a list: emergencies, then overdue ones, then by severity, each oldest first. */
export function sortByUrgency<Notice extends Urgent>(notices: readonly Notice[], at: number): Notice[] {
  const rank = ({ category, severity, dueAt, occurredAt, firstSeenAt }: Notice) => [
    category === 'emergency' ? 0 : 1,
    dueAt !== null && dueAt <= at ? 0 : 1,
    severities.indexOf(severity),
    occurredAt ?? firstSeenAt,
  ]
  return notices
    .map((notice) => ({ notice, rank: rank(notice) }))
    .toSorted((one, other) => compare(one.rank, other.rank))
    .map(({ notice }) => notice)
}

function compare(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((value, at) => value !== other[at])
  return (one[place] ?? 0) - (other[place] ?? 0)
}
