import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { notices } from '#/db/schema/notices.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import { lockRows } from '#/db/store/row-locks.ts'
import { exclusive, type Store, type Writer } from '#/db/store/store.ts'
import { type AccountGrant, assertOpen } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { tellEndpoints } from '#/lib/notices/delivery/tell-endpoints.ts'
import { recordDrillsAnswered } from '#/lib/notices/notice/drill-outcome.ts'
import { closedColumns, withoutTurns } from '#/lib/notices/notice/keys.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { findAnswerRole } from './drill-answer.ts'

/**
 * A member of any role acknowledges for the whole account; a second acknowledgement changes nothing. A resolved
 * emergency can still be acknowledged. A drill is answered only by whom it asked.
 * @throws AppError `not-found`, `locked`, `notice-closed`, `drill-of-others`
 */
export function acknowledgeNotice(
  store: Store,
  grant: AccountGrant<'viewer' | 'open' | 'act'>,
  noticeId: string,
): Promise<void> {
  return store.transact(async (tx) => {
    const { account, actor } = assertOpen(await reauthorise(tx, grant, 'viewer'))
    const notice = await findNoticeOf(tx, account.id, noticeId)
    if (notice.acknowledgedAt !== null) return
    if (notice.closedAt !== null && notice.dueAt === null) throw new AppError('notice-closed')
    if ((await findAnswerRole(tx, notice, actor)) !== 'answerer') throw new AppError('drill-of-others')
    const as = actor.user.name || actor.user.email
    const actorId = actor.user.id
    await answerNotices(tx, [noticeId], { userId: actorId, as }, now())
    await writeAudit(tx, {
      actorId,
      accountId: account.id,
      action: 'notice.acknowledged',
      subjectId: noticeId,
    })
  }, exclusive)
}

/**
 * A member closes the notice with a note; nobody is mailed. A closed drill has no outcome.
 * @throws AppError `not-found`, `locked`, `note-required`, `notice-closed` when somebody else closed it first
 */
export function closeNotice(
  store: Store,
  grant: AccountGrant<'viewer' | 'open' | 'act'>,
  given: { noticeId: string; note: string },
): Promise<void> {
  return store.transact(async (tx) => {
    const { account, actor } = assertOpen(await reauthorise(tx, grant, 'viewer'))
    const note = given.note.trim()
    if (!note) throw new AppError('note-required', {}, 'note')
    const notice = await findNoticeOf(tx, account.id, given.noticeId)
    const by = { userId: actor.user.id, note, accountId: account.id }
    if (notice.closedAt === null) return endNotice(tx, notice.id, { how: 'member', ...by })
    if (!isSameEnd(notice, by)) throw new AppError('notice-closed')
  }, exclusive)
}

/**
 * Staff end any notice, with an optional note. Closing a resolved notice that needs an answer stops the wait.
 * @throws AppError `not-found`, `notice-closed` when it has already ended
 */
export function closeNoticeAsStaff(
  store: Store,
  grant: StaffGrant,
  given: { noticeId: string; note: string },
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const [notice] = await tx.select().from(notices).where(eq(notices.id, given.noticeId))
    if (!notice) throw new AppError('not-found')
    const by = { userId: actor.user.id, note: given.note.trim(), accountId: notice.accountId }
    if (notice.closedAt === null) return endNotice(tx, notice.id, { how: 'staff', ...by })
    if (notice.dueAt !== null) return settleNotice(tx, notice.id, by)
    if (!isSameEnd(notice, by)) throw new AppError('notice-closed')
  }, exclusive)
}

type By = { userId: string; note: string; accountId: string | null }

/** The same form sent twice is harmless; a different note must not be lost silently. */
function isSameEnd({ closedBy, closeNote }: { closedBy: string | null; closeNote: string }, by: By): boolean {
  return closedBy === by.userId && closeNote === by.note
}

/** Stops waiting for an answer to a resolved notice. */
async function settleNotice(tx: Writer, id: string, { userId, note, accountId }: By): Promise<void> {
  const settled = { dueAt: null, closedBy: userId, closeNote: note }
  await tx.update(notices).set(settled).where(eq(notices.id, id))
  await writeAudit(tx, { actorId: userId, accountId, action: 'notice.settled', subjectId: id })
}

/** Finds the notice within the account only. @throws AppError `not-found` */
export async function findNoticeOf(tx: Writer, accountId: string, noticeId: string) {
  const [notice] = await tx
    .select()
    .from(notices)
    .where(and(eq(notices.id, noticeId), eq(notices.accountId, accountId)))
  if (!notice) throw new AppError('not-found')
  return notice
}

async function endNotice(
  tx: Writer,
  id: string,
  { how, userId, note, accountId }: By & { how: 'member' | 'staff' },
): Promise<void> {
  const [closed] = await tx
    .update(notices)
    .set({ ...closedColumns(id, how, now()), closedBy: userId, closeNote: note })
    .where(and(eq(notices.id, id), isNull(notices.closedAt)))
    .returning({ id: notices.id })
  if (!closed) return
  await tellEndpoints(tx, [id], 'closed', now())
  const after = { how }
  await writeAudit(tx, { actorId: userId, accountId, action: 'notice.closed', subjectId: id, after })
}

/** Columns that an undo restores. */
const undoColumns = {
  unansweredState: sql`${notices.state}`,
  unansweredDueAt: sql`${notices.dueAt}`,
  unansweredEscalateAt: sql`${notices.escalateAt}`,
}

/**
 * Answers the unanswered notices, which ends deadline and escalation. `as`: the name or address that the person used; `via`: the
 * delivery whose link they used. Returns how many were unanswered.
 */
export async function answerNotices(
  tx: Writer,
  noticeIds: readonly string[],
  by: { userId: string | null; as: string; via?: string },
  at: number,
): Promise<number> {
  let answered = 0
  for (const some of chunksOf(noticeIds, 5000)) {
    await lockRows(tx, notices, some)
    const rows = await tx
      .update(notices)
      .set({
        state: sql`case when ${notices.state} = 'closed' then 'closed' else 'acknowledged' end`,
        acknowledgedAt: at,
        acknowledgedBy: by.userId,
        acknowledgedAs: by.as,
        acknowledgedVia: by.via ?? null,
        ...undoColumns,
        dueAt: null,
        ...withoutTurns,
      })
      .where(and(inArray(notices.id, some), isNull(notices.acknowledgedAt)))
      .returning(pick(notices, 'id', 'kind', 'accountId', 'firstSeenAt'))
    await recordDrillsAnswered(tx, rows, at)
    const ids = rows.map(({ id }) => id)
    await tellEndpoints(tx, ids, 'acknowledged', at)
    answered += rows.length
  }
  return answered
}
