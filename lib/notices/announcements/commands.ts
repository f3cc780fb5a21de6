import { and, eq, inArray } from 'drizzle-orm'
import { announcements } from '#/db/schema/announcements.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { AnnouncementState } from '#/db/words/announcements.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import type { AuditAction } from '#/lib/platform/audit/actions.ts'
import { type AuditEntry, writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { noLease } from '#/lib/platform/jobs/with-lease.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { editableStates } from './policy.ts'
import { isOver } from './window.ts'

export type Announcement = typeof announcements.$inferSelect

export type AnnouncementContent = Pick<
  Announcement,
  'category' | 'severity' | 'texts' | 'links' | 'window' | 'asksAnswer' | 'audience'
>

/** Each command locks its row first and checks the state, so it never conflicts with a sending chunk. */
export const readCommitted = { isolation: 'read committed' } as const

type Audit = (action: AuditAction, said?: Pick<AuditEntry, 'before' | 'after'>) => Promise<void>

/** Runs a staff member's change to one announcement; `audit` records it. */
function asStaff<Result>(
  store: Store,
  grant: StaffGrant,
  subjectId: string,
  work: (tx: Writer, by: string, audit: Audit) => Promise<Result>,
): Promise<Result> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const actorId = actor.user.id
    return work(tx, actorId, (action, said) => writeAudit(tx, { actorId, action, subjectId, ...said }))
  }, readCommitted)
}

/**
 * Creates a draft under the form's id, so a form sent twice makes one draft. Returns the id. @throws AppError `stale`
 * when the draft already has other content, for example after going back; as `reauthoriseStaff`
 */
export function createAnnouncement(
  store: Store,
  grant: StaffGrant,
  { id, ...content }: AnnouncementContent & { id: string },
): Promise<string> {
  return asStaff(store, grant, id, async (tx, createdBy, audit) => {
    const made = await tx
      .insert(announcements)
      .values({ id, state: 'draft', ...content, createdBy, createdAt: now() })
      .onConflictDoNothing()
      .returning({ id: announcements.id })
    if (made.length > 0) await audit('announcement.created', { after: content })
    else if (!says(await findRow(tx, id), content)) throw new AppError('stale')
    return id
  })
}

/**
 * Changes text or audience of an unsent announcement, which invalidates its preview. The same content changes nothing.
 * @throws AppError `stale`, `announcement-state`, `not-found`, as `reauthoriseStaff`
 */
export function changeAnnouncement(
  store: Store,
  grant: StaffGrant,
  { id, version, ...content }: Partial<AnnouncementContent> & { id: string; version: number },
): Promise<Announcement> {
  return asStaff(store, grant, id, async (tx, _, audit) => {
    const before = await findRow(tx, id)
    if (before.version === version && says(before, content)) return before
    const empty = { frozenAt: null, counts: null, done: 0, ...noLease }
    const draft = { ...content, state: 'draft' as const, version: version + 1, ...empty }
    const after = await updateInState(tx, { id, version, states: editableStates }, draft)
    await audit('announcement.changed', { before: pick(before, content), after: content })
    return after
  })
}

/** Changes the row if it has the expected state. @throws AppError `stale`, `announcement-state`, `not-found` */
export async function updateInState(
  tx: Writer,
  from: { id: string; version?: number; states: readonly AnnouncementState[] },
  set: Partial<typeof announcements.$inferInsert>,
): Promise<Announcement> {
  const { id, version, states } = from
  const isSame = version === undefined ? undefined : eq(announcements.version, version)
  const [moved] = await tx
    .update(announcements)
    .set(set)
    .where(and(eq(announcements.id, id), inArray(announcements.state, [...states]), isSame))
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

/** Whether the announcement already has this content. */
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
 * Starts sending to the previewed list; the job `sending` does the work. Returns false if it has already started.
 * @throws AppError `stale` when it was changed or listed again since, `announcement-state` when nobody would get it,
 * `window-over`, `not-found`, `too-often`, as `reauthoriseStaff`
 */
export function beginSending(store: Store, grant: StaffGrant, { id, version }: Asked): Promise<boolean> {
  return asStaff(store, grant, id, async (tx, startedBy, audit) => {
    const found = await findRow(tx, id)
    if (found.startedAt !== null && found.version === version) return false
    if (found.version !== version) throw new AppError('stale', {}, 'version')
    if (!found.counts || found.counts.accounts === 0) throw new AppError('announcement-state')
    if (found.window && isOver(found.window, now())) throw new AppError('window-over')
    await consumeLimit(tx, 'announcements', startedBy)
    const begun = { state: 'sending' as const, startedBy, startedAt: now(), done: 0, ...noLease }
    const moved = await updateInState(tx, { id, version, states: ['ready'] }, begun)
    const { category, severity, audience, counts } = moved
    await audit('announcement.sent', { after: { category, severity, audience, counts } })
    return true
  })
}

/**
 * Stops after the current chunk. Queued mail still goes out.
 * @throws AppError `announcement-state` when it is not being sent, `not-found`, as `reauthoriseStaff`
 */
export function stopSending(store: Store, grant: StaffGrant, id: string): Promise<void> {
  return asStaff(store, grant, id, async (tx, stoppedBy, audit) => {
    const stopped = { state: 'stopped', stoppedBy, stoppedAt: now(), ...noLease } as const
    const { done } = await updateInState(tx, { id, states: ['sending'] }, stopped)
    await audit('announcement.stopped', { after: { accounts: done } })
  })
}

/**
 * Resumes sending.
 * @throws AppError `announcement-state` when it is not stopped, `window-over`, `not-found`, as `reauthoriseStaff`
 */
export function continueSending(store: Store, grant: StaffGrant, id: string): Promise<void> {
  return asStaff(store, grant, id, async (tx, _, audit) => {
    const begun = { state: 'sending', stoppedBy: null, stoppedAt: null, ...noLease } as const
    const { done, window } = await updateInState(tx, { id, states: ['stopped'] }, begun)
    if (window && isOver(window, now())) throw new AppError('window-over')
    await audit('announcement.continued', { before: { accounts: done } })
  })
}
