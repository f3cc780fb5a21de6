import { eq } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import { lockRows } from '#/db/store/row-locks.ts'
import { exclusive, type Store, type Writer } from '#/db/store/store.ts'
import { updateMany } from '#/db/store/update-many.ts'
import { type AccountGrant, assertOpen } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isNotified, listTriedOfEach, stateOf } from '#/lib/notices/delivery/deliveries.ts'
import { escalateDueOf } from '#/lib/notices/delivery/escalations.ts'
import { fallBack } from '#/lib/notices/delivery/follow-up.ts'
import { repeatDueOf } from '#/lib/notices/delivery/repeats.ts'
import { tellEndpoints } from '#/lib/notices/delivery/tell-endpoints.ts'
import { acknowledgementBefore, listUndone, type UndoAction } from '#/lib/notices/notice/undone.ts'
import { writeAudits } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { findNoticeOf } from './commands.ts'
import { canHandBack, unanswered, undoableUntil, undoRefusal } from './undo-policy.ts'

/**
 * A member undoes their own acknowledgement within ten minutes (notices.md, Undo); a second time changes nothing.
 * @throws AppError `not-found`, `locked`, `undo-ended`, `too-many`
 */
export function undoAcknowledgement(
  store: Store,
  grant: AccountGrant<'viewer' | 'open' | 'act'>,
  noticeId: string,
): Promise<void> {
  return store.transact(async (tx) => {
    const { account, actor } = assertOpen(await reauthorise(tx, grant, 'viewer'))
    const notice = await findNoticeOf(tx, account.id, noticeId)
    if (notice.acknowledgedAt === null) return
    const actorId = actor.user.id
    const at = now()
    const who = { userId: actorId }
    if (undoableUntil(notice, who, at) === null)
      throw new AppError('undo-ended', { why: undoRefusal(notice, who) })
    await consumeLimit(tx, 'undos', `${noticeId} ${actorId}`)
    await revert(tx, [notice], { action: 'notice.acknowledgement-undone', actorId }, at)
  }, exclusive)
}

/**
 * Staff hand an acknowledged notice back, with a reason that the account sees. `acknowledgedAt`: of the acknowledgement
 * that they saw. The same form sent twice is harmless.
 * @throws AppError `not-found`, `reason-required`, `not-acknowledged`
 */
export function handBackNotice(
  store: Store,
  grant: StaffGrant,
  given: { noticeId: string; reason: string; acknowledgedAt: number },
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const actorId = actor.user.id
    const reason = given.reason.trim()
    if (!reason) throw new AppError('reason-required', {}, 'reason')
    const [notice] = await tx.select().from(notices).where(eq(notices.id, given.noticeId))
    if (!notice) throw new AppError('not-found')
    if (!canHandBack(notice) || notice.acknowledgedAt !== given.acknowledgedAt) {
      const undone = await listUndone(tx, notice)
      const isSame = (one: (typeof undone)[number]) =>
        one.actorId === actorId && one.reason === reason && one.acknowledgedAt === given.acknowledgedAt
      if (undone.some(isSame)) return
      throw new AppError('not-acknowledged')
    }
    await revert(tx, [notice], { action: 'notice.handed-back', actorId, after: { reason } }, now())
  }, exclusive)
}

type Undoable = Parameters<typeof unanswered>[0] &
  Parameters<typeof acknowledgementBefore>[0] &
  Pick<typeof notices.$inferSelect, 'id' | 'accountId'>
type Act = { action: UndoAction; actorId: string | null; after?: { reason: string } }

/**
 * Makes acknowledged notices unanswered again, and queues the mail that has come due in the same transaction, so
 * that its sender can be asked first. The caller checks whether an undo is allowed.
 */
export async function revert(
  tx: Writer,
  acknowledged: readonly Undoable[],
  act: Act,
  at: number,
): Promise<void> {
  const ids = acknowledged.map(({ id }) => id)
  await lockRows(tx, notices, ids)
  await updateMany(
    tx,
    notices,
    acknowledged.map((notice) => ({ id: notice.id, ...unanswered(notice, at) })),
  )
  await writeAudits(
    tx,
    acknowledged.map((notice) => ({
      ...act,
      accountId: notice.accountId,
      subjectId: notice.id,
      before: acknowledgementBefore(notice),
    })),
  )
  await tellEndpoints(tx, ids, 'reopened', at)
  await applyFailures(tx, ids, at)
  const isDue = (notice: Undoable) => (unanswered(notice, at).escalateAt ?? at + 1) <= at
  const accountIds = new Set(acknowledged.filter(isDue).map(({ accountId }) => accountId))
  for (const accountId of accountIds) if (accountId !== null) await escalateDueOf(tx, accountId)
  const groups = new Map(
    acknowledged.map(({ accountId, category }) => [`${accountId} ${category}`, { accountId, category }]),
  )
  for (const { accountId, category } of groups.values())
    if (accountId !== null) await repeatDueOf(tx, { accountId, category })
}

/**
 * Messages that failed or were withheld, or endpoints that became silent, while the notice was acknowledged did not move it to the
 * next step; now they do (notices.md, Routing).
 */
async function applyFailures(tx: Writer, ids: readonly string[], at: number): Promise<void> {
  const tried = [...(await listTriedOfEach(tx, ids)).values()].flat()
  const isFailed = ({ status, silent }: (typeof tried)[number]) =>
    silent ? stateOf(status) !== 'accepted' : stateOf(status) === 'failed' && status !== 'superseded'
  const failed = tried.filter((one) => isNotified(one) && isFailed(one))
  const lastOf = new Map(failed.map((one) => [one.noticeId ?? one.digestId, one]))
  for (const delivery of lastOf.values()) await fallBack(tx, delivery, at)
}
