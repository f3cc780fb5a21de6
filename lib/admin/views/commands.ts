import { and, eq, ne } from 'drizzle-orm'
import { savedViews } from '#/db/schema/saved-views.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import type { NewView, ViewChange } from './form.ts'
import { addressOf, queryOf } from './lists.ts'
import { maxViews, mayChangeView } from './policy.ts'

type Row = typeof savedViews.$inferSelect

/**
 * Saves the filters of a list under a name. The same sent twice is saved once. Returns the view's address.
 * @throws AppError `view-name-taken`, `views-full`
 */
export function saveView(store: Store, grant: StaffGrant, given: NewView): Promise<string> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const { list, name, shared } = given
    const query = queryOf(list, given.query)
    const view = { id: newId(), ownerId: actor.user.id, list, name, query, shared, createdAt: now() }
    const own = await listOwn(tx, view)
    if (own.some((one) => one.name === name && one.query === query && one.shared === shared))
      return addressOf(list, query)
    await assertRoom(tx, view)
    if (own.length >= maxViews) throw new AppError('views-full', { most: maxViews })
    await tx.insert(savedViews).values(view)
    if (shared) await record(tx, actor.user.id, { before: null, after: view })
    return addressOf(list, query)
  })
}

/**
 * Renames a view, or changes who sees it. Returns its address.
 * @throws AppError `not-found`, `forbidden`, `view-name-taken`, `views-full`
 */
export function changeView(store: Store, grant: StaffGrant, given: ViewChange): Promise<string> {
  return store.transact(async (tx) => {
    const { actor, before } = await findMine(tx, grant, given.view)
    const { name, shared } = given
    const after = { ...before, name, shared }
    const isSame = before.name === name && before.shared === shared
    if (!isSame) {
      await assertRoom(tx, after)
      await tx.update(savedViews).set({ name, shared }).where(eq(savedViews.id, before.id))
      if (before.shared || shared) await record(tx, actor.user.id, { before, after })
    }
    return addressOf(before.list, before.query)
  })
}

/** Deletes a view. Returns the address that it had. @throws AppError `not-found`, `forbidden` */
export function deleteView(store: Store, grant: StaffGrant, id: string): Promise<string> {
  return store.transact(async (tx) => {
    const { actor, before } = await findMine(tx, grant, id)
    await tx.delete(savedViews).where(eq(savedViews.id, id))
    if (before.shared) await record(tx, actor.user.id, { before, after: null })
    return addressOf(before.list, before.query)
  })
}

/** Another's own view is not found; another's shared one is an admin's to change. */
async function findMine(tx: Writer, grant: StaffGrant, id: string) {
  const { actor, staffRole } = await reauthoriseStaff(tx, grant, 'support')
  const userId = actor.user.id
  const [before] = await tx.select().from(savedViews).where(eq(savedViews.id, id))
  if (!before || !(before.shared || before.ownerId === userId)) throw new AppError('not-found')
  if (!mayChangeView(before, { userId, staffRole })) throw new AppError('admin-only')
  return { actor, before }
}

function listOwn(read: Reader, { ownerId, list, id }: Row): Promise<Row[]> {
  const isOwn = and(eq(savedViews.ownerId, ownerId), eq(savedViews.list, list), ne(savedViews.id, id))
  return read.select().from(savedViews).where(isOwn)
}

/** Names are unique among the views that a person sees, and staff can share only a limited number. */
async function assertRoom(read: Reader, view: Row): Promise<void> {
  const { list, id, shared } = view
  const isShared = and(eq(savedViews.list, list), eq(savedViews.shared, true), ne(savedViews.id, id))
  const seen = shared ? await read.select().from(savedViews).where(isShared) : []
  const names = [...(await listOwn(read, view)), ...seen].map((one) => one.name.toLowerCase())
  if (names.includes(view.name.toLowerCase())) throw new AppError('view-name-taken', {}, 'name')
  if (seen.length >= maxViews) throw new AppError('views-full', { most: maxViews })
}

/** Records what all staff see; a person's own views are their own. */
async function record(tx: Writer, actorId: string, change: { before: Row | null; after: Row | null }) {
  const { before, after } = change
  const toAudit = (row: Row | null) => row && { name: row.name, list: row.list, shared: row.shared }
  await writeAudit(tx, {
    actorId,
    action: before === null ? 'view.saved' : after === null ? 'view.deleted' : 'view.changed',
    subjectId: (after ?? before)?.id ?? null,
    before: toAudit(before),
    after: toAudit(after),
  })
}
