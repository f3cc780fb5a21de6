import { eq } from 'drizzle-orm'
import { staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { type CaseMessage, type CaseThread, listNotes, readCaseLinks, readSaid } from './queries.ts'
import { findCase } from './updates.ts'

/** Whom a case is assigned to; `isStaff` is false for who has lost the right since, whose cases are nobody's. */
export type Assignee = { userId: string; name: string; isStaff: boolean }

/** What staff see of a case: notes among them too, whose it is, and how its account stands. */
export type StaffCase = Omit<CaseThread, 'messages'> & {
  messages: (CaseMessage & { internal: boolean })[]
  assignee: Assignee | null
  standing: LoadedAccount
}

/** Any case, for staff; null where there is none of this number. */
export async function findCaseForStaff(
  read: Reader,
  grant: StaffGrant,
  number: number,
): Promise<StaffCase | null> {
  const found = await findCase(read, number)
  const standing = found && (await loadAccount(read, { id: found.accountId }, now()))
  if (!found || !standing) return null
  const said = (await readSaid(read, found.id)).map((message) => ({ ...message, internal: false }))
  const notes = (await listNotes(read, grant, found.id)).map((message) => ({ ...message, internal: true }))
  return {
    case: found,
    messages: [...said, ...notes].sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1)),
    ...(await readCaseLinks(read, found)),
    assignee: found.assigneeId === null ? null : await readAssignee(read, found.assigneeId),
    standing,
  }
}

async function readAssignee(read: Reader, userId: string): Promise<Assignee | null> {
  const [person] = await read
    .select({ name: users.name, email: users.email, role: staff.role })
    .from(users)
    .leftJoin(staff, eq(staff.userId, users.id))
    .where(eq(users.id, userId))
  return person ? { userId, name: person.name || person.email, isStaff: person.role !== null } : null
}
