import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { staffNotes } from '#/db/schema/staff-notes.ts'
import type { Store } from '#/db/store/index.ts'
import type { StaffGrant } from '#/lib/access/grants.ts'
import { regrantStaff } from '#/lib/access/regrant-staff.ts'
import { writeAudit } from '#/lib/audit/commands.ts'
import { now } from '#/lib/clock.ts'
import { AppError } from '#/lib/errors.ts'
import type { NewStaffNote } from './form.ts'

/**
 * Adds a note on an account for the staff to read; one that is there already is not added twice. The record names the note:
 * its words stand in one place alone. @throws AppError `not-found`
 */
export function addStaffNote(
  store: Store,
  grant: StaffGrant,
  slug: string,
  { id, text }: NewStaffNote,
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await regrantStaff(tx, grant, 'support')
    const [account] = await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.slug, slug))
    if (!account) throw new AppError('not-found')
    const added = await tx
      .insert(staffNotes)
      .values({ id, accountId: account.id, authorId: actor.user.id, text, at: now() })
      .onConflictDoNothing()
      .returning({ id: staffNotes.id })
    if (added.length === 0) return
    await writeAudit(tx, {
      actorId: actor.user.id,
      accountId: account.id,
      action: 'note.added',
      subjectId: id,
    })
  })
}
