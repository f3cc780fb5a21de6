import { sql } from 'drizzle-orm'
import type { Reader } from '#/db/store/store.ts'
import type { OperatorGrant, StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import type { RetainedName } from '#/lib/privacy/personal-data/data-rules.ts'
import { tables } from '#/lib/privacy/personal-data/tables.ts'
import { type RetainedRow, retainedRows, retentionDays } from './retained-rows.ts'

/** The page shows "more" beyond this count. */
const maxWaiting = 1000

/** `waiting`: how many rows the next run deletes, or `more`. */
export type RetentionStatus = {
  name: RetainedName
  days: number
  setting: 'deliveryDays' | 'draftDays' | null
  waiting: number
  more: boolean
}

/** How long rows are retained, and how many are due for deletion. */
export async function listRetention(
  read: Reader,
  _grant: StaffGrant | OperatorGrant,
): Promise<RetentionStatus[]> {
  const settings = await readSettings(read)
  const standings: RetentionStatus[] = []
  for (const row of retainedRows) {
    const days = retentionDays(row.period, settings)
    const setting = 'setting' in row.period ? row.period.setting : null
    const waiting = await countWaiting(read, row, now() - days * day)
    standings.push({ name: row.name, days, setting, waiting, more: waiting === maxWaiting })
  }
  return standings
}

async function countWaiting(read: Reader, { table, isOld }: RetainedRow, before: number): Promise<number> {
  const some = read
    .select({ one: sql<number>`1`.as('one') })
    .from(tables[table])
    .where(isOld(before))
    .limit(maxWaiting)
    .as('some')
  const [row] = await read.select({ count: sql<number>`count(*)`.mapWith(Number) }).from(some)
  return row?.count ?? 0
}
