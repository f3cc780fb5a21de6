import { and, asc, eq, or } from 'drizzle-orm'
import { savedViews } from '#/db/schema/saved-views.ts'
import type { Reader } from '#/db/store/store.ts'
import type { SavedList } from '#/db/words/saved-views.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { addressOf } from './lists.ts'
import { mayChangeView } from './policy.ts'

export type SavedView = { id: string; name: string; href: string; shared: boolean; mayChange: boolean }

/** The reader's own views of a list, then those that colleagues share, each by name. */
export async function listViews(read: Reader, grant: StaffGrant, list: SavedList): Promise<SavedView[]> {
  const who = { userId: grant.actor.user.id, staffRole: grant.staffRole }
  const rows = await read
    .select()
    .from(savedViews)
    .where(
      and(eq(savedViews.list, list), or(eq(savedViews.ownerId, who.userId), eq(savedViews.shared, true))),
    )
    .orderBy(asc(savedViews.name), asc(savedViews.id))
  const isOthers = ({ ownerId }: (typeof rows)[number]) => Number(ownerId !== who.userId)
  return rows
    .toSorted((one, other) => isOthers(one) - isOthers(other))
    .map((row) => ({
      id: row.id,
      name: row.name,
      href: addressOf(list, row.query),
      shared: row.shared,
      mayChange: mayChangeView(row, who),
    }))
}
