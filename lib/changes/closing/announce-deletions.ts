import { and, asc, eq, gt, gte, isNotNull, lte, notExists, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { deletionAt, warningAt } from '#/lib/accounts/account/closing-policy.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { mailOwners } from './commands.ts'
import { accountDeletion, accountDeletionStaff } from './mails.ts'

/**
 * Warns owners and staff once, a week before a closed account is deleted. The audit entry records it.
 * Returns how many accounts it announced.
 */
export const announceDeletions = forEachDue({
  turn: { name: 'closed accounts', every: minute },
  most: 50,
  due: listUnannounced,
  work: (tx, { id }) => announce(tx, id),
})

async function listUnannounced(read: Reader, most: number, id?: string): Promise<{ id: string }[]> {
  const announced = read
    .select({ one: sql`1` })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.accountId, accounts.id),
        gte(auditEntries.at, accounts.closedAt),
        // Makes the engine use the index of the account, not that of the action.
        sql`${auditEntries.action} || '' = 'account.deletion-announced'`,
      ),
    )
  return read
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        id === undefined ? undefined : eq(accounts.id, id),
        isNotNull(accounts.closedAt),
        lte(accounts.closedAt, now() - warningAt(0)),
        gt(accounts.closedAt, now() - deletionAt(0)),
        notExists(announced),
      ),
    )
    .orderBy(asc(accounts.closedAt))
    .limit(most)
}

async function announce(tx: Writer, id: string): Promise<boolean> {
  const at = now()
  const loaded = (await listUnannounced(tx, 1, id)).length > 0 ? await loadAccount(tx, { id }, at) : null
  const closedAt = loaded?.account.closedAt ?? null
  if (!loaded || closedAt === null) return false
  const { account } = loaded
  const deletedAt = deletionAt(closedAt)
  const why = { reason: account.closeReason, deletedAt }
  const recipients = await mailOwners(tx, loaded, { template: accountDeletion, ...why })
  const link = `${env.APP_URL}/admin/accounts/${account.slug}`
  const data = { accountName: account.name, ...why, link }
  for (const { to, locale } of await listStaffRecipients(tx))
    await queueMail(tx, accountDeletionStaff, { to, locale, accountId: id, data })
  const entry = {
    action: 'account.deletion-announced',
    subjectId: id,
    after: { deletedAt, told: recipients },
  } as const
  await writeAudit(tx, { actorId: null, accountId: id, ...entry })
  return true
}
