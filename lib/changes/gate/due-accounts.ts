import { and, asc, isNotNull, isNull, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** Open accounts whose date has come, longest due first. */
export function listDueAccounts(read: Reader, date: 'dueReminderAt' | 'reviewMailDueAt', most: number) {
  const dueAt = accounts[date]
  return read
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(isNotNull(dueAt), lte(dueAt, now()), isNull(accounts.closedAt)))
    .orderBy(asc(dueAt))
    .limit(most)
}
