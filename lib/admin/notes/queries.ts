import { and, desc, eq } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { users } from '#/db/schema/people.ts'
import { staffNotes } from '#/db/schema/staff-notes.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isBefore, type TimeCursor, toPage } from '#/lib/platform/lists/time-cursor.ts'

export const notesPerPage = 25
export type StaffNote = { id: string; author: string; text: string; at: number }

/** The notes on an account, newest first; `next` is where the next page starts. */
export async function listStaffNotes(
  read: Reader,
  _grant: StaffGrant,
  accountId: string,
  after: TimeCursor | null,
): Promise<{ notes: StaffNote[]; next: TimeCursor | null }> {
  const rows = await read
    .select({ ...pick(staffNotes, 'id', 'text', 'at'), ...pick(users, 'name', 'email') })
    .from(staffNotes)
    .innerJoin(users, eq(users.id, staffNotes.authorId))
    .where(and(eq(staffNotes.accountId, accountId), isBefore(staffNotes.at, staffNotes.id, after)))
    .orderBy(desc(staffNotes.at), desc(staffNotes.id))
    .limit(notesPerPage + 1)
  const { shown, next } = toPage(rows, notesPerPage, ({ at }) => at)
  return { notes: shown.map(({ name, email, ...note }) => ({ ...note, author: name || email })), next }
}

export function countStaffNotes(read: Reader, _grant: StaffGrant, accountId: string): Promise<number> {
  return read.$count(staffNotes, eq(staffNotes.accountId, accountId))
}
