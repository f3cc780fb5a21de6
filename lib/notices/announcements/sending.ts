import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { engine } from '#/db/engine.ts'
import { announcementAccounts, announcements } from '#/db/schema/announcements.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import type { NoticeInput } from '#/lib/notices/intake/notice-input.ts'
import { NoticeWriter } from '#/lib/notices/intake/notice-writer.ts'
import { announcementKey } from '#/lib/notices/notice/keys.ts'
import { findAccountsById } from '#/lib/notices/routing/named-accounts.ts'
import { holdBulkMail } from '#/lib/platform/outbox/bulk-hold.ts'
import { restAfter } from '#/lib/platform/store/rest.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import type { Announcement } from './commands.ts'
import { type Holder, hasLeaseEnded, holdLease, leaseOf, noLease } from './lease.ts'
import { wordsFor } from './policy.ts'

/** Its name among the periodic jobs. */
export const announcementsJob = 'announcements'

/**
 * So many are told in one transaction. On SQLite everybody else waits for it, some ten milliseconds, and has a part
 * of that in between; PostgreSQL is asked a dozen things for each.
 */
export const accountsPerChunk = engine === 'sqlite' ? 50 : 200
const restShare = 0.4

/**
 * Sends the announcements that staff have let go, chunk by chunk, until none is left that nobody works at. Each account gets
 * its notice once, since that and its place in the list are written in one transaction; several workers may call it at once,
 * and one goes on where another died. Ends after the chunk under way once `stopping` is aborted.
 */
export async function sendAnnouncements(store: Store, stopping?: AbortSignal): Promise<void> {
  const owner = newId()
  for (let claimed = await claim(store, owner); claimed; claimed = await claim(store, owner)) {
    const letGo = holdBulkMail()
    await sendClaimed(store, claimed, owner, stopping).finally(letGo)
    if (stopping?.aborted) return
  }
}

async function claim(store: Store, owner: string): Promise<Announcement | null> {
  const isFree = and(
    eq(announcements.state, 'sending'),
    or(isNull(announcements.leaseUntil), hasLeaseEnded()),
  )
  const [next] = await store.read
    .select({ id: announcements.id })
    .from(announcements)
    .where(isFree)
    .orderBy(asc(announcements.startedAt), asc(announcements.id))
    .limit(1)
  if (!next) return null
  const [claimed] = await store.transact(
    (tx) =>
      tx
        .update(announcements)
        .set(leaseOf(owner))
        .where(and(eq(announcements.id, next.id), isFree))
        .returning(),
    { isolation: 'read committed' },
  )
  return claimed ?? null
}

async function sendClaimed(
  store: Store,
  announcement: Announcement,
  owner: string,
  stopping: AbortSignal | undefined,
): Promise<void> {
  const holder = { id: announcement.id, owner }
  let after = -1
  while (!stopping?.aborted) {
    let began = performance.now()
    const last = await store.transact((tx) => {
      // Not counted is how long it waited for its turn.
      began = performance.now()
      return sendChunk(tx, announcement, holder, after)
    })
    if (last === null) return
    after = last
    await restAfter(began, restShare)
  }
  // Whoever comes next need not wait for the lease to end.
  await store.transact(
    (tx) =>
      tx
        .update(announcements)
        .set(noLease)
        .where(and(eq(announcements.id, holder.id), eq(announcements.leaseOwner, owner))),
    { isolation: 'read committed' },
  )
}

/** Tells the next accounts; answers the place of the last one, null once there is nothing more to do here. */
async function sendChunk(
  tx: Writer,
  announcement: Announcement,
  holder: Holder,
  after: number,
): Promise<number | null> {
  if (!(await holdLease(tx, holder, 'sending'))) return null
  const rows = await tx
    .select()
    .from(announcementAccounts)
    .where(
      and(
        eq(announcementAccounts.announcementId, holder.id),
        gt(announcementAccounts.position, after),
        isNull(announcementAccounts.sentAt),
      ),
    )
    .orderBy(asc(announcementAccounts.position))
    .limit(accountsPerChunk)
  const last = rows.at(-1)
  if (!last) {
    await tx
      .update(announcements)
      .set({ state: 'sent', finishedAt: now(), ...noLease })
      .where(eq(announcements.id, holder.id))
    return null
  }
  await tellAccounts(tx, announcement, rows)
  await tx
    .update(announcements)
    .set({ done: last.position + 1 })
    .where(eq(announcements.id, holder.id))
  return last.position
}

/** Opens a notice for each of these accounts, to whomever routing finds now, and writes down which. */
async function tellAccounts(
  tx: Writer,
  announcement: Announcement,
  rows: (typeof announcementAccounts.$inferSelect)[],
): Promise<void> {
  const { id, category, severity, texts, links, startedAt, startedBy } = announcement
  const at = now()
  const found = await findAccountsById(
    tx,
    rows.map(({ accountId }) => accountId),
  )
  const accounts = [...found.values()]
  const writer = await NoticeWriter.begin(tx, { at, groups: [], accounts, people: true })
  // Everything else goes past it, but for emergencies: those go past no sign-in mail, and past the rest.
  const lane = category === 'emergency' ? 'ordinary' : 'bulk'
  const sent = rows.map((row) => {
    const account = found.get(row.accountId)
    if (!account || account.closedAt !== null) return { ...row, sentAt: at }
    const input: NoticeInput & { account: ReachedAccount } = {
      ...wordsFor(texts, account.defaultLocale),
      category,
      severity,
      links,
      account,
      occurredAt: startedAt ?? at,
      createdBy: startedBy,
      dedupKey: announcementKey(id),
      environment: 'production',
      origin: 'staff',
      kind: 'event',
    }
    const { row: notice } = writer.open(input, { lane, staffKnow: row.planned !== 'reaches' })
    return { ...row, noticeId: notice.id, sentAt: at }
  })
  await writer.finish()
  // One statement, which PostgreSQL runs in one go.
  await tx
    .insert(announcementAccounts)
    .values(sent)
    .onConflictDoUpdate({
      target: announcementAccounts.id,
      set: { noticeId: sql`excluded.notice_id`, sentAt: sql`excluded.sent_at` },
    })
}
