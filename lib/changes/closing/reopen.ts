import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { cases } from '#/db/schema/cases.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { closingVersion, mayReopen, movedDate } from '#/lib/accounts/account/closing-policy.ts'
import { type Account, assertAccount } from '#/lib/accounts/account/load-account.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import type { AdministratorGrant } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { reauthoriseClosing } from './commands.ts'
import { accountReopened } from './mails.ts'
import { mailOwners } from './tell.ts'

/**
 * Opens a closed account again, as it was: its state, its people, its cases. What it waited for comes as long after as it was
 * ahead when it was closed, so that nobody is mailed for the days between. Invitations and notices that ended stay so.
 * @throws AppError `not-found`, `account-open`, `reopened-late` once its time is over, `stale`, as `reauthoriseStaff`
 */
export function reopenAccount(
  store: Store,
  grant: AdministratorGrant,
  { slug, version }: { slug: string; version?: string },
): Promise<void> {
  return store.transact(async (tx) => {
    const actorId = await reauthoriseClosing(tx, grant)
    const before = await assertAccount(tx, { slug })
    const { account } = before
    const { closedAt, closeReason } = account
    if (closedAt === null) throw new AppError('account-open')
    const at = now()
    if (!mayReopen(closedAt, at)) throw new AppError('reopened-late')
    if (version !== undefined && version !== closingVersion(account))
      throw new AppError('stale', {}, 'version')
    const { after } = await changeAccount(tx, before, {
      kind: 'reopened',
      actorId,
      async write(rows) {
        await reopenCases(tx, account.id, closedAt)
        await rows.set({
          closedAt: null,
          closedBy: null,
          closeReason: '',
          ...movedDates(account, closedAt, at),
        })
        await moveQuestions(tx, account.id, at - closedAt)
      },
      audit: {
        action: 'account.reopened',
        subjectId: account.id,
        before: { closedAt, reason: closeReason },
        after: { state: account.state },
      },
    })
    await mailOwners(tx, after, { template: accountReopened })
  })
}

const dates = ['dueAt', 'dueReminderAt', 'reviewDueAt', 'reviewMailDueAt', 'drillDueAt'] as const

function movedDates(account: Account, closedAt: number, at: number): Partial<Account> {
  return Object.fromEntries(dates.map((date) => [date, movedDate(account[date], closedAt, at)]))
}

async function moveQuestions(tx: Writer, accountId: string, by: number): Promise<void> {
  await tx
    .update(confirmations)
    .set({ mailDueAt: sql`${confirmations.mailDueAt} + ${Math.max(0, by)}` })
    .where(and(eq(confirmations.accountId, accountId), isNotNull(confirmations.mailDueAt)))
}

/** Those that were closed with the account, by the very instant. */
async function reopenCases(tx: Writer, accountId: string, closedAt: number): Promise<void> {
  await tx
    .update(cases)
    .set({ status: 'open', closedAt: null, closedBy: null })
    .where(and(eq(cases.accountId, accountId), eq(cases.closedAt, closedAt)))
}
