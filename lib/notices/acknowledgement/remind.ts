import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { exclusive, type Store } from '#/db/store/store.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { reachedColumns } from '#/lib/accounts/reachability/reachables.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { NoticeWriter, toPending } from '#/lib/notices/intake/notice-writer.ts'
import { canRemind } from '#/lib/notices/notice/shown.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/** Minimum time before staff can send a notice again (milliseconds). */
export const reminderInterval = 15 * minute

/**
 * Mails an unanswered notice again to the people it reaches now, as a reminder; it turns unroutable if that is nobody.
 * Returns its state after that.
 * @throws AppError `not-found`, `notice-answered`, `account-closed`, `reminded-lately`
 */
export function remindOfNotice(store: Store, grant: StaffGrant, noticeId: string) {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const [notice] = await tx.select().from(notices).where(eq(notices.id, noticeId))
    if (!notice) throw new AppError('not-found')
    const [account] = notice.accountId
      ? await tx.select(reachedColumns).from(accounts).where(eq(accounts.id, notice.accountId))
      : []
    if (!account || !canRemind(notice)) throw new AppError('notice-answered')
    assertNotClosed(account)
    const at = now()
    if (notice.lastMailAt !== null && at < notice.lastMailAt + reminderInterval)
      throw new AppError('reminded-lately')
    await consumeLimit(tx, 'staff-mail', actor.user.id)
    const { category, environment } = notice
    const groups = [{ accountId: account.id, category, environment }]
    const writer = await NoticeWriter.begin(tx, { at, groups, accounts: [account] })
    const pending = toPending(notice)
    await writer.remind(pending)
    await writer.finish()
    const by = { actorId: actor.user.id, accountId: account.id }
    await writeAudit(tx, { ...by, action: 'notice.reminded', subjectId: notice.id })
    return pending.row.state
  }, exclusive)
}
