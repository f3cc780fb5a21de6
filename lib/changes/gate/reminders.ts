import { and, asc, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { contactsDueReminder } from './contacts-due.ts'
import { mailDeadline } from './deadline.ts'

/**
 * Reminds accounts before their deadline. Locked accounts get no reminder: their members see the gate. Returns how many
 * accounts it reminded.
 */
export const sendDueReminders = forEachDue({
  turn: { name: 'due reminders', every: minute },
  // A type's new rule sets one deadline for thousands. Three days have room for more than 400,000.
  most: 100,
  due: (read, most) => listDueAccounts(read, 'dueReminderAt', most),
  work: (tx, { id }) => remind(tx, id),
})

/** Open accounts whose date has come, longest due first. */
export function listDueAccounts(read: Reader, date: 'dueReminderAt' | 'checkMailDueAt', most: number) {
  const dueAt = accounts[date]
  return read
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(isNotNull(dueAt), lte(dueAt, now()), isNull(accounts.closedAt)))
    .orderBy(asc(dueAt))
    .limit(most)
}

async function remind(tx: Writer, accountId: string): Promise<boolean> {
  const [claimed] = await tx
    .update(accounts)
    .set({ dueReminderAt: null })
    .where(and(eq(accounts.id, accountId), lte(accounts.dueReminderAt, now()), isNull(accounts.closedAt)))
    .returning({ id: accounts.id })
  const loaded = claimed ? await loadAccount(tx, { id: accountId }, now()) : null
  if (!loaded || loaded.locked || loaded.account.dueAt === null) return false
  // A changed rule of the type may have just made the missing field optional.
  if (loaded.missing.length === 0) return false
  await mailDeadline(tx, loaded, loaded.account.dueAt, contactsDueReminder)
  return true
}
