import { and, eq, isNotNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { exclusive, type Reader, type Store, type Writer } from '#/db/store/store.ts'
import type { NoticeCategory, NoticeState } from '#/db/words/notices.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { type ReachedAccount, reachedColumns } from '#/lib/accounts/reachability/reachables.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { tellEndpoints } from '#/lib/notices/delivery/tell-endpoints.ts'
import { NoticeWriter, toPending } from '#/lib/notices/intake/notice-writer.ts'
import { listOpenByKey, type OpenRow } from '#/lib/notices/intake/open-notices.ts'
import { closedColumns, noticeKey, withoutTurns } from '#/lib/notices/notice/keys.ts'
import { findNamedAccounts } from '#/lib/notices/routing/reach.ts'
import { findSilence } from '#/lib/notices/routing/routing.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { cancelledColumns } from '#/lib/platform/outbox/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

type Notice = typeof notices.$inferSelect

/**
 * `slug` and `category` correct the sender; without them the notice keeps its own. `summary` and `details` are the
 * words that staff write for an unreadable event, which has none.
 */
export type RouteAgain = {
  noticeId: string
  slug?: string | null
  category?: NoticeCategory
  summary?: string
  details?: string
}

/**
 * Routes an unroutable notice by the current contacts, to another account if staff name one. Retries failed addresses
 * unless they are marked. Joins the account's open notice of the same key and source. The key stays, so later events under the
 * wrong name still reach this notice. Returns the resulting notice and its state.
 * @throws AppError `not-found`, `not-unroutable`, `account-required`, `unknown-account`, `account-closed`,
 * `summary-required`
 */
export function routeAgain(
  store: Store,
  grant: StaffGrant,
  given: RouteAgain,
): Promise<{ noticeId: string; state: NoticeState }> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const [notice] = await tx.select().from(notices).where(eq(notices.id, given.noticeId))
    if (!notice) throw new AppError('not-found')
    if (notice.state !== 'unroutable') throw new AppError('not-unroutable')
    const account = await findAccount(tx, notice, given.slug ?? null)
    assertNotClosed(account, 'slug')
    const category = given.category ?? notice.category
    const words = unreadText(notice, given)
    const key = noticeKey({ ...notice, account, category })
    const at = now()
    const silence = findSilence({ ...notice, category, account })
    const isMoved = account.id !== notice.accountId || category !== notice.category
    const placed = {
      accountId: account.id,
      category,
      silence,
      problem: '',
      // An emergency always asks.
      asksAnswer: notice.asksAnswer || category === 'emergency',
      ...words,
      ...(isMoved && { dueAt: null, ...withoutTurns }),
    }
    const groups = [{ accountId: account.id, category, environment: notice.environment }]
    const writer = await NoticeWriter.begin(tx, { at, groups, accounts: [account] })
    const { own } = await listOpenByKey(tx, [key], notice.sourceId)
    const same = own.find(({ id }) => id !== notice.id)
    const by = { actorId: actor.user.id, accountId: account.id }
    const before = { accountId: notice.accountId, category: notice.category }
    const after = { accountId: account.id, category }
    await writeAudit(tx, { ...by, action: 'notice.routed-again', subjectId: notice.id, before, after })
    if (same) {
      writer.join(toPending(same), true)
      await writer.finish()
      const joined = { ...closedColumns(notice.id, 'joined', at), closedBy: actor.user.id }
      const isUnroutable = and(eq(notices.id, notice.id), eq(notices.state, 'unroutable'))
      await tx.update(notices).set(joined).where(isUnroutable)
      await tellEndpoints(tx, [notice.id], 'closed', at)
      return { noticeId: same.id, state: same.state }
    }
    await tx.update(notices).set(placed).where(eq(notices.id, notice.id))
    if (notice.accountId !== null && notice.accountId !== account.id) await withdraw(tx, notice, at)
    const row: OpenRow = { ...notice, ...placed, step: null }
    const pending = toPending(row)
    if (silence) writer.record(pending)
    else await writer.route(pending, { bySomebody: true })
    await writer.finish()
    return { noticeId: notice.id, state: pending.row.state }
  }, exclusive)
}

/** Cancels pending mail to the account that the notice did not concern. */
async function withdraw(tx: Writer, { id, accountId }: Notice, at: number): Promise<void> {
  await tx
    .update(outbox)
    .set({ status: 'expired', ...cancelledColumns(at) })
    .where(and(eq(outbox.noticeId, id), eq(outbox.accountId, accountId ?? ''), isNotNull(outbox.dueAt)))
}

/** Only staff can write the text of an unreadable event. */
function unreadText(notice: Notice, { summary = '', details = '' }: RouteAgain): Partial<Notice> {
  if (notice.summary || notice.topic) return {}
  if (!summary) throw new AppError('summary-required', {}, 'summary')
  return { summary, ...(details && { details }) }
}

async function findAccount(read: Reader, notice: Notice, slug: string | null): Promise<ReachedAccount> {
  if (slug) {
    const [named] = await read.select(reachedColumns).from(accounts).where(eq(accounts.slug, slug))
    if (!named) throw new AppError('unknown-account', {}, 'slug')
    return named
  }
  if (notice.accountId !== null) {
    const [own] = await read.select(reachedColumns).from(accounts).where(eq(accounts.id, notice.accountId))
    if (own) return own
  }
  const meanwhile = (await findNamedAccounts(read, [notice.accountText])).get(notice.accountText)
  if (!meanwhile) throw new AppError('account-required', {}, 'slug')
  return meanwhile
}
