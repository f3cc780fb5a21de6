import { and, desc, eq, inArray, lt, type SQL } from 'drizzle-orm'
import { contactRevisions } from '#/db/schema/accounts.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ContactInformation, RevisionCause } from '#/db/words/accounts.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'

/** The right to read an account's history: a member's, or staff's with the account they look at. */
type HistoryRight = AccountGrant | { staff: StaffGrant; accountId: string }

/**
 * A revision and the one before it. `person` submitted it, left the account if `cause` is `left`, or is the address that
 * said "This is not me" if it is `refused`. `removedBy` removed the person who left; null if they left on their own. Names
 * are empty if a person is no longer known.
 */
export type HistoryEntry = {
  version: number
  savedAt: number
  cause: RevisionCause
  person: string
  removedBy: string | null
  content: ContactInformation
  previous: ContactInformation | null
}

/**
 * A page of the history, newest first. `names`: of all who were ever alert contacts in it; `older`: the key of the next
 * page.
 */
export type HistoryPage = { entries: HistoryEntry[]; names: Record<string, string>; older: number | null }

const perPage = 20

/** The revisions of an account before the version `before`, or its last ones. */
export async function listRevisions(
  read: Reader,
  right: HistoryRight,
  before: number | null = null,
): Promise<HistoryPage> {
  const isBefore = before === null ? undefined : lt(contactRevisions.version, before)
  const { revisions, names } = await readRevisions(read, right, isBefore)
  const entries = revisions
    .slice(0, perPage)
    .map((revision, index) => ({ ...revision, previous: revisions[index + 1]?.content ?? null }))
  return { entries, names, older: revisions.length > perPage ? (entries.at(-1)?.version ?? null) : null }
}

/** One revision: which, when, and by whom, as in `HistoryEntry`. */
export type Revision = Omit<HistoryEntry, 'previous'>

/** The account's revisions with these versions, and the names of all people in them. */
export async function findRevisions(
  read: Reader,
  right: HistoryRight,
  versions: readonly number[],
): Promise<{ revisions: Revision[]; names: Record<string, string> }> {
  if (versions.length === 0) return { revisions: [], names: {} }
  return readRevisions(read, right, inArray(contactRevisions.version, [...versions]))
}

async function readRevisions(read: Reader, right: HistoryRight, which: SQL | undefined) {
  const accountId = 'staff' in right ? right.accountId : right.account.id
  const rows = await read
    .select()
    .from(contactRevisions)
    .where(and(eq(contactRevisions.accountId, accountId), which))
    .orderBy(desc(contactRevisions.version))
    .limit(perPage + 1)
  const names = await namesOf(
    read,
    rows.flatMap(({ content, leaverId, savedBy }) => [...content.alerts, savedBy, leaverId ?? savedBy]),
  )
  const revisions = rows.map(
    ({ version, savedAt, cause, content, leaverId, refusedAddress, savedBy }): Revision => ({
      version,
      savedAt,
      cause,
      person: refusedAddress ?? names[leaverId ?? savedBy] ?? '',
      removedBy: leaverId === null || leaverId === savedBy ? null : (names[savedBy] ?? ''),
      content,
    }),
  )
  return { revisions, names }
}

async function namesOf(read: Reader, userIds: string[]): Promise<Record<string, string>> {
  if (userIds.length === 0) return {}
  const people = await read
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(inArray(users.id, [...new Set(userIds)]))
  return Object.fromEntries(people.map(({ id, name, email }) => [id, name || email]))
}
