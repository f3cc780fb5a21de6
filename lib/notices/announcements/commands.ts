import { and, eq, inArray } from 'drizzle-orm'
import { announcements } from '#/db/schema/announcements.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { AnnouncementState } from '#/db/words/announcements.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { noLease } from '#/lib/platform/jobs/leases.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { editableStates } from './policy.ts'

export type Announcement = typeof announcements.$inferSelect

/** What staff write, and to whom. */
export type AnnouncementContent = Pick<Announcement, 'category' | 'severity' | 'texts' | 'links' | 'audience'>

/** Each command first locks its row and names the state it must be in, so it never loses against the chunks of a sending. */
export const oneRow = { isolation: 'read committed' } as const

/**
 * A new draft under the id that its form has, so that a form sent twice makes one. Answers its id.
 * @throws AppError `stale` where that id's draft says something else, such as when somebody went back and wrote on; as `reauthoriseStaff`
 */
export function createAnnouncement(
  store: Store,
  grant: StaffGrant,
  { id, ...content }: AnnouncementContent & { id: string },
): Promise<string> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const made = await tx
      .insert(announcements)
      .values({ id, state: 'draft', ...content, createdBy: actor.user.id, createdAt: now() })
      .onConflictDoNothing()
      .returning({ id: announcements.id })
    if (made.length > 0) {
      await writeAudit(tx, {
        actorId: actor.user.id,
        action: 'announcement.created',
        subjectId: id,
        after: content,
      })
    } else if (!says(await findRow(tx, id), content)) throw new AppError('stale')
    return id
  }, oneRow)
}

/**
 * Changes text or audience of one that is not sent; what was previewed of it counts no more. One that is left as it is stays
 * as it is. @throws AppError `stale`, `announcement-state`, `not-found`, as `reauthoriseStaff`
 */
export function changeAnnouncement(
  store: Store,
  grant: StaffGrant,
  { id, version, ...content }: Partial<AnnouncementContent> & { id: string; version: number },
): Promise<Announcement> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const before = await findRow(tx, id)
    if (before.version === version && says(before, content)) return before
    const after = await moveFrom(
      tx,
      { id, version, states: editableStates },
      { ...content, state: 'draft', version: version + 1, frozenAt: null, counts: null, done: 0, ...noLease },
    )
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'announcement.changed',
      subjectId: id,
      before: pick(before, content),
      after: content,
    })
    return after
  }, oneRow)
}

/** Changes the row where it is as expected. @throws AppError `stale`, `announcement-state`, `not-found` */
export async function moveFrom(
  tx: Writer,
  from: { id: string; version?: number; states: readonly AnnouncementState[] },
  set: Partial<typeof announcements.$inferInsert>,
): Promise<Announcement> {
  const { id, version, states } = from
  const [moved] = await tx
    .update(announcements)
    .set(set)
    .where(
      and(
        eq(announcements.id, id),
        inArray(announcements.state, [...states]),
        version === undefined ? undefined : eq(announcements.version, version),
      ),
    )
    .returning()
  if (moved) return moved
  const found = await findRow(tx, id)
  if (!states.includes(found.state)) throw new AppError('announcement-state')
  throw new AppError('stale', {}, 'version')
}

/** @throws AppError `not-found` */
export async function findRow(tx: Pick<Writer, 'select'>, id: string): Promise<Announcement> {
  const [row] = await tx.select().from(announcements).where(eq(announcements.id, id))
  if (!row) throw new AppError('not-found')
  return row
}

/** Whether an announcement says all of this already. */
function says(row: Announcement, content: Partial<AnnouncementContent>): boolean {
  const inOrder = (of: Partial<AnnouncementContent>) =>
    JSON.stringify(Object.keys(content).map((name) => of[name as keyof AnnouncementContent]))
  return inOrder(row) === inOrder(content)
}

function pick(row: Announcement, names: Partial<AnnouncementContent>): Partial<AnnouncementContent> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, row[name as keyof AnnouncementContent]]))
}

type Asked = { id: string; version: number }

/**
 * Lets the frozen list that was looked at be sent; the job `sending` does it. Pressing twice sends once. False where it was
 * let go already.
 * @throws AppError `stale` where it was changed or frozen anew since, `announcement-state` where nobody would get it, `not-found`,
 * `too-often`, as `reauthoriseStaff`
 */
export function beginSending(store: Store, grant: StaffGrant, { id, version }: Asked): Promise<boolean> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const found = await findRow(tx, id)
    if (found.startedAt !== null && found.version === version) return false
    if (found.version !== version) throw new AppError('stale', {}, 'version')
    if (!found.counts || found.counts.accounts === 0) throw new AppError('announcement-state')
    await takeLimit(tx, 'announcements', actor.user.id)
    const { category, severity, audience, counts } = await moveFrom(
      tx,
      { id, version, states: ['ready'] },
      { state: 'sending', startedBy: actor.user.id, startedAt: now(), done: 0, ...noLease },
    )
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'announcement.sent',
      subjectId: id,
      after: { category, severity, audience, counts },
    })
    return true
  }, oneRow)
}

/**
 * Stops half way: of the accounts to come none is told after the chunk that is under way. What is queued already goes out.
 * @throws AppError `announcement-state` where it is not being sent, `not-found`, as `reauthoriseStaff`
 */
export function stopSending(store: Store, grant: StaffGrant, id: string): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const stopped = { state: 'stopped', stoppedBy: actor.user.id, stoppedAt: now(), ...noLease } as const
    const { done } = await moveFrom(tx, { id, states: ['sending'] }, stopped)
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'announcement.stopped',
      subjectId: id,
      after: { accounts: done },
    })
  }, oneRow)
}

/** Goes on where it was stopped. @throws AppError `announcement-state` where it is not stopped, `not-found`, as `reauthoriseStaff` */
export function continueSending(store: Store, grant: StaffGrant, id: string): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const { done } = await moveFrom(
      tx,
      { id, states: ['stopped'] },
      { state: 'sending', stoppedBy: null, stoppedAt: null, ...noLease },
    )
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'announcement.continued',
      subjectId: id,
      before: { accounts: done },
    })
  }, oneRow)
}
