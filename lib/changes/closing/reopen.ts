import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { cases } from '#/db/schema/cases.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { closingVersion, mayReopen, movedDate } from '#/lib/accounts/account/closing-policy.ts'
import type { Account } from '#/lib/accounts/account/standing.ts'
import { indexAccount } from '#/lib/accounts/search/index-account.ts'
import { applyDueRule } from '#/lib/changes/gate/due-rule.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { accountReopened } from './account-reopened.ts'
import { type ClosingGrant, demandStanding, regrantClosing } from './commands.ts'
import { mailOwners } from './tell.ts'

/**
 * Opens a closed account again, as it was: its state, its people, its cases. What it waited for comes as long after as it was
 * ahead when it was closed, so that nobody is mailed for the days between. Invitations and notices that ended stay so.
 * @throws AppError `not-found`, `account-open`, `reopened-late` once its time is over, `stale`, as `regrantStaff`
 */
export function reopenAccount(
  store: Store,
  grant: ClosingGrant,
  { slug, version }: { slug: string; version?: string },
): Promise<void> {
  return store.transact(async (tx) => {
    const actorId = await regrantClosing(tx, grant)
    const { account } = await demandStanding(tx, slug)
    const { closedAt, closeReason } = account
    if (closedAt === null) throw new AppError('account-open')
    const at = now()
    if (!mayReopen(closedAt, at)) throw new AppError('reopened-late')
    if (version !== undefined && version !== closingVersion(account))
      throw new AppError('stale', {}, 'version')
    await reopenCases(tx, account.id, closedAt)
    await moveDates(tx, account, closedAt, at)
    const standing = await demandStanding(tx, slug)
    // Its type may ask for more than it did, or a member may be gone.
    await applyDueRule(tx, standing)
    await indexAccount(tx, account.id)
    await writeAudit(tx, {
      actorId,
      accountId: account.id,
      action: 'account.reopened',
      subjectId: account.id,
      before: { closedAt, reason: closeReason },
      after: { state: account.state },
    })
    await mailOwners(tx, standing, { template: accountReopened })
  })
}

async function moveDates(tx: Writer, account: Account, closedAt: number, at: number): Promise<void> {
  const moved = (date: number | null) => movedDate(date, closedAt, at)
  await tx
    .update(accounts)
    .set({
      closedAt: null,
      closedBy: null,
      closeReason: '',
      dueAt: moved(account.dueAt),
      dueReminderAt: moved(account.dueReminderAt),
      reviewDueAt: moved(account.reviewDueAt),
      reviewMailDueAt: moved(account.reviewMailDueAt),
      drillDueAt: moved(account.drillDueAt),
    })
    .where(eq(accounts.id, account.id))
  await tx
    .update(confirmations)
    .set({ mailDueAt: sql`${confirmations.mailDueAt} + ${Math.max(0, at - closedAt)}` })
    .where(and(eq(confirmations.accountId, account.id), isNotNull(confirmations.mailDueAt)))
}

/** Those that were closed with the account, by the very instant. */
async function reopenCases(tx: Writer, accountId: string, closedAt: number): Promise<void> {
  await tx
    .update(cases)
    .set({ status: 'open', closedAt: null, closedBy: null })
    .where(and(eq(cases.accountId, accountId), eq(cases.closedAt, closedAt)))
}
