import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { staffNotes } from '#/db/schema/staff-notes.ts'
import type { Store } from '#/db/store/store.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import type { NewStaffNote } from './form.ts'

/**
 * Adds a staff note to an account. The same note sent twice is added once; other text from the same form is another
 * note. The audit record names the note without its text. @throws AppError `not-found`
 */
export function addStaffNote(store: Store, grant: StaffGrant, slug: string, { id: key, text }: NewStaffNote) {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const [account] = await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.slug, slug))
    if (!account) throw new AppError('not-found')
    const note = { accountId: account.id, authorId: actor.user.id, text }
    const [same] = await tx.select().from(staffNotes).where(eq(staffNotes.id, key))
    const isSame = same?.accountId === note.accountId && same.authorId === note.authorId && same.text === text
    if (isSame) return
    const id = same ? newId() : key
    await tx.insert(staffNotes).values({ id, ...note, at: now() })
    await writeAudit(tx, {
      actorId: actor.user.id,
      accountId: account.id,
      action: 'note.added',
      subjectId: id,
    })
  })
}
