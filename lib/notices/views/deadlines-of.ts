import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { type Awaited, type Deadline, findDeadlines } from '#/lib/notices/delivery/deadline.ts'

type Shown = readonly (Awaited & { id: string })[]

/** By notice id; only notices that wait for an answer. */
export type Deadlines = ReadonlyMap<string, Deadline>

/** The deadlines of the account's notices among these. */
export function findOwnDeadlines(read: Reader, grant: AccountGrant, shown: Shown): Promise<Deadlines> {
  return findDeadlines(
    read,
    shown.filter(({ accountId }) => accountId === grant.account.id),
  )
}

/** The deadlines of any notices, for staff. */
export function findDeadlinesForStaff(read: Reader, _grant: StaffGrant, shown: Shown): Promise<Deadlines> {
  return findDeadlines(read, shown)
}
