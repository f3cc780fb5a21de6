import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm'
import { announcementAccounts, announcements } from '#/db/schema/announcements.ts'
import { engine, type Writer } from '#/db/store/store.ts'
import { findAccountsById, type ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import type { NoticeInput } from '#/lib/notices/intake/notice-input.ts'
import { NoticeWriter } from '#/lib/notices/intake/notice-writer.ts'
import { announcementKey } from '#/lib/notices/notice/keys.ts'
import { planFor } from '#/lib/notices/routing/reach.ts'
import { type LeasedRun, noLease, type PartResult, withLease } from '#/lib/platform/jobs/with-lease.ts'
import { pauseBulk } from '#/lib/platform/outbox/lane.ts'
import { transactAndRest } from '#/lib/platform/store/pause.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { Announcement } from './commands.ts'
import { planOutcome, textsFor } from './policy.ts'

/** The name of the periodic job. */
export const announcementsJob = 'announcements'

/** Accounts per transaction: a chunk blocks SQLite for tens of milliseconds and costs a dozen PostgreSQL queries. */
export const accountsPerChunk = engine === 'sqlite' ? 50 : 200
const restShare = 0.4

/** Milliseconds after which another worker takes over from a silent one. */
export const leaseTime = 15_000

/** Sends announcements in chunks. One transaction writes notice and place in the list, so each gets one. */
export const sending = withLease({
  table: announcements,
  length: leaseTime,
  isOpen: eq(announcements.state, 'sending'),
  since: announcements.startedAt,
  part: (store, run) =>
    transactAndRest(store, (tx) => sendChunk(tx, run), { share: restShare, exclusive: true }),
  share: 0,
  begin: pauseBulk,
})

async function sendChunk(tx: Writer, run: LeasedRun): Promise<PartResult> {
  const announcement = await sending.hold(tx, run)
  if (!announcement) return 'lost'
  const isOwn = eq(announcements.id, announcement.id)
  const { announcementId, position, sentAt } = announcementAccounts
  const rows = await tx
    .select()
    .from(announcementAccounts)
    .where(and(eq(announcementId, announcement.id), gte(position, announcement.done), isNull(sentAt)))
    .orderBy(asc(position))
    .limit(accountsPerChunk)
  const last = rows.at(-1)
  if (!last) {
    const sent = { state: 'sent' as const, finishedAt: now(), ...noLease }
    await tx.update(announcements).set(sent).where(isOwn)
    return 'over'
  }
  await sendToAccounts(tx, announcement, rows)
  const done = last.position + 1
  await tx.update(announcements).set({ done }).where(isOwn)
  return 'more'
}

/** Opens a notice for each account by its current routing, and records it in the list. */
async function sendToAccounts(
  tx: Writer,
  announcement: Announcement,
  rows: (typeof announcementAccounts.$inferSelect)[],
): Promise<void> {
  const { id, category, severity, texts, links, window, asksAnswer, startedAt, startedBy } = announcement
  const at = now()
  const ids = rows.map(({ accountId }) => accountId)
  const found = await findAccountsById(tx, ids)
  const accounts = [...found.values()]
  const writer = await NoticeWriter.begin(tx, { at, groups: [], accounts })
  // Bulk mail yields to all other mail; an emergency announcement yields to sign-in mail only.
  const lane = category === 'emergency' ? 'ordinary' : 'bulk'
  const sent = rows.map((row) => {
    const account = found.get(row.accountId)
    if (!account || account.closedAt !== null) return { ...row, sentAt: at }
    const input: NoticeInput & { account: ReachedAccount } = {
      ...textsFor(texts, account.defaultLocale),
      category,
      severity,
      links,
      window,
      asksAnswer,
      account,
      environment: 'production',
      origin: 'staff',
      kind: 'event',
      occurredAt: startedAt ?? at,
      createdBy: startedBy,
      dedupKey: announcementKey(id),
    }
    const { row: notice } = writer.open(input, { lane, staffKnow: row.planned !== 'reaches' })
    const plan = planFor(writer.reach, notice)
    return { ...row, noticeId: notice.id, sentAt: at, ...(plan && { planned: planOutcome(plan).planned }) }
  })
  await writer.finish()
  await tx
    .insert(announcementAccounts)
    .values(sent)
    .onConflictDoUpdate({
      target: announcementAccounts.id,
      set: {
        noticeId: sql`excluded.notice_id`,
        planned: sql`excluded.planned`,
        sentAt: sql`excluded.sent_at`,
      },
    })
}
