import { and, asc, desc, eq, gt, lt, or, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { cases } from '#/db/schema/cases.ts'
import type { Reader } from '#/db/store/index.ts'
import type { StaffGrant } from '#/lib/access/grants.ts'
import { casesPerPage } from './queries.ts'
import type { CaseStatus } from './schema.ts'

const rank = sql<number>`case ${cases.category} when 'urgent' then 0 else 1 end`

/** The case a page ended with. */
export type QueueCursor = { rank: number; updatedAt: number; number: number }

/**
 * Staff's queue. Open: urgent first, then the one that waits longest. Closed: the newest first. `next` is where the
 * following page starts.
 */
export async function listQueue(
  read: Reader,
  _grant: StaffGrant,
  { status, after }: { status: CaseStatus; after: QueueCursor | null },
) {
  const later = after && (status === 'open' ? isLaterInQueue(after) : isEarlier(after))
  const order =
    status === 'open'
      ? [rank, asc(cases.updatedAt), asc(cases.number)]
      : [desc(cases.updatedAt), desc(cases.number)]
  const rows = await read
    .select({ case: cases, account: { slug: accounts.slug, name: accounts.name } })
    .from(cases)
    .innerJoin(accounts, eq(accounts.id, cases.accountId))
    .where(and(eq(cases.status, status), later ?? undefined))
    .orderBy(...order)
    .limit(casesPerPage + 1)
  const shown = rows.slice(0, casesPerPage)
  const last = shown.at(-1)?.case
  return { rows: shown, next: rows.length > casesPerPage && last ? last : null }
}

function isLaterInQueue(after: QueueCursor) {
  const sameTime = and(eq(cases.updatedAt, after.updatedAt), gt(cases.number, after.number))
  return or(
    gt(rank, after.rank),
    and(eq(rank, after.rank), or(gt(cases.updatedAt, after.updatedAt), sameTime)),
  )
}

function isEarlier(after: QueueCursor) {
  return or(
    lt(cases.updatedAt, after.updatedAt),
    and(eq(cases.updatedAt, after.updatedAt), lt(cases.number, after.number)),
  )
}

/** How many cases wait for staff. */
export function countOpenCases(read: Reader, _grant: StaffGrant): Promise<number> {
  return read.$count(cases, eq(cases.status, 'open'))
}
