import { and, desc, eq, lt, or } from 'drizzle-orm'
import { users } from '#/db/schema/people.ts'
import { staffNotes } from '#/db/schema/staff-notes.ts'
import type { Reader } from '#/db/store/index.ts'
import type { StaffGrant } from '#/lib/access/grants.ts'
import type { TimeCursor } from '#/lib/time-cursor.ts'

export const notesPerPage = 25
export type StaffNote = { id: string; author: string; text: string; at: number }

/** The notes on an account, newest first; `next` is where the following page starts. */
export async function listStaffNotes(
  read: Reader,
  _grant: StaffGrant,
  accountId: string,
  after: TimeCursor | null,
): Promise<{ notes: StaffNote[]; next: TimeCursor | null }> {
  const rows = await read
    .select({
      id: staffNotes.id,
      name: users.name,
      email: users.email,
      text: staffNotes.text,
      at: staffNotes.at,
    })
    .from(staffNotes)
    .innerJoin(users, eq(users.id, staffNotes.authorId))
    .where(
      and(
        eq(staffNotes.accountId, accountId),
        after
          ? or(lt(staffNotes.at, after.at), and(eq(staffNotes.at, after.at), lt(staffNotes.id, after.id)))
          : undefined,
      ),
    )
    .orderBy(desc(staffNotes.at), desc(staffNotes.id))
    .limit(notesPerPage + 1)
  const notes = rows
    .slice(0, notesPerPage)
    .map(({ name, email, ...note }) => ({ ...note, author: name || email }))
  return { notes, next: rows.length > notesPerPage ? (notes.at(-1) ?? null) : null }
}

export function countStaffNotes(read: Reader, _grant: StaffGrant, accountId: string): Promise<number> {
  return read.$count(staffNotes, eq(staffNotes.accountId, accountId))
}
