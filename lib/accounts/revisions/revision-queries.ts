import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import { contactRevisions } from '#/db/schema/accounts.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ContactInformation, RevisionCause } from '#/db/words/accounts.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'

/** The right to read an account's history: a member's, or staff's together with the account they look at. */
export type HistoryRight = AccountGrant | { staff: StaffGrant; accountId: string }

/**
 * One revision beside the one it followed. `person` submitted it or, where `cause` is `left`, left the account; where it is
 * `refused`, it is the address that said "This is not me". `removedBy` removed whoever left, null where they went by themselves. Names are empty where a person is not known any more.
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
 * A page of the history, newest first. `names` are those of everyone who ever was an alert contact in it, members or
 * not; `older` is the key of the next page.
 */
export type HistoryPage = { entries: HistoryEntry[]; names: Record<string, string>; older: number | null }

const perPage = 20

/** The revisions of an account before the one with the version `before`, or its last ones. */
export async function listRevisions(
  read: Reader,
  right: HistoryRight,
  before?: number | undefined,
): Promise<HistoryPage> {
  const accountId = 'staff' in right ? right.accountId : right.account.id
  const rows = await read
    .select()
    .from(contactRevisions)
    .where(
      and(
        eq(contactRevisions.accountId, accountId),
        before === undefined ? undefined : lt(contactRevisions.version, before),
      ),
    )
    .orderBy(desc(contactRevisions.version))
    .limit(perPage + 1)
  const names = await namesOf(
    read,
    rows.flatMap(({ content, leaverId, savedBy }) => [...content.alerts, savedBy, leaverId ?? savedBy]),
  )
  const entries = rows.slice(0, perPage).map((row, index) => ({
    version: row.version,
    savedAt: row.savedAt,
    cause: row.cause,
    person: row.refusedAddress ?? names[row.leaverId ?? row.savedBy] ?? '',
    removedBy: row.leaverId === null || row.leaverId === row.savedBy ? null : (names[row.savedBy] ?? ''),
    content: row.content,
    previous: rows[index + 1]?.content ?? null,
  }))
  return { entries, names, older: rows.length > perPage ? (entries.at(-1)?.version ?? null) : null }
}

/** A revision by itself: which, of when, and by whom. `person` as in `HistoryEntry`. */
export type Revision = Pick<HistoryEntry, 'version' | 'savedAt' | 'cause' | 'person' | 'content'>

/** These revisions of an account, as far as it has them, and the names of all who are alert contacts in one. */
export async function findRevisions(
  read: Reader,
  right: HistoryRight,
  versions: readonly number[],
): Promise<{ revisions: Revision[]; names: Record<string, string> }> {
  if (versions.length === 0) return { revisions: [], names: {} }
  const accountId = 'staff' in right ? right.accountId : right.account.id
  const rows = await read
    .select()
    .from(contactRevisions)
    .where(and(eq(contactRevisions.accountId, accountId), inArray(contactRevisions.version, [...versions])))
    .orderBy(desc(contactRevisions.version))
  const names = await namesOf(
    read,
    rows.flatMap(({ content, leaverId, savedBy }) => [...content.alerts, leaverId ?? savedBy]),
  )
  const revisions = rows.map(({ version, savedAt, cause, content, leaverId, refusedAddress, savedBy }) => ({
    version,
    savedAt,
    cause,
    content,
    person: refusedAddress ?? names[leaverId ?? savedBy] ?? '',
  }))
  return { revisions, names }
}

/** Reads `?before=`, the key of a page; undefined asks for the first. */
export function parseHistoryKey(raw: string | string[] | undefined): number | undefined {
  const [key = ''] = [raw ?? ''].flat()
  return /^\d{1,9}$/.test(key) ? Number(key) : undefined
}

async function namesOf(read: Reader, userIds: string[]): Promise<Record<string, string>> {
  if (userIds.length === 0) return {}
  const people = await read
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(inArray(users.id, [...new Set(userIds)]))
  return Object.fromEntries(people.map(({ id, name, email }) => [id, name || email]))
}
