import { and, desc, eq } from 'drizzle-orm'
import { contactRevisions } from '#/db/schema/accounts.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { findLastRevision } from '#/lib/accounts/account/last-revision.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { listAway } from '#/lib/accounts/members/activity.ts'
import { readStates } from '#/lib/accounts/points/states.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { type Finding, findUnansweredDrill, listFindings, needsCorrection, sortFindings } from './findings.ts'
import { isCheckDue } from './policy.ts'

export type PendingCheck = NonNullable<Awaited<ReturnType<typeof findPendingCheck>>>

/**
 * The check that is pending: since when, of which revision, with which findings; null without one.
 * `needsCorrection`: nobody can say that everything is right.
 */
export async function findPendingCheck(read: Reader, grant: AccountGrant<'viewer' | 'editor'>) {
  const { account, missing } = grant
  const at = now()
  if (account.checkDueAt === null || !isCheckDue(account, missing, at)) return null
  const revision = await findLastRevision(read, account.id)
  if (!revision) return null
  const findings = await readFindings(read, grant, at)
  return {
    dueAt: account.checkDueAt,
    version: revision.version,
    findings,
    needsCorrection: needsCorrection(findings),
  }
}

export async function readFindings(read: Reader, loaded: LoadedAccount, at: number): Promise<Finding[]> {
  const { contacts, members } = loaded
  if (!contacts) return []
  const alerts = members.filter(({ userId }) => contacts.alerts.includes(userId))
  const statuses = await readStates(read, loaded)
  const found = listFindings(loaded, statuses, await listAway(read, alerts, at))
  return sortFindings([...found, ...findUnansweredDrill(loaded)])
}

/** Who last submitted or confirmed all contacts, and when; null when nobody did. */
export async function findLastCheck(
  read: Reader,
  _grant: StaffGrant,
  { id, checkedAt, checkedBy }: LoadedAccount['account'],
): Promise<{ at: number; by: string; how: 'submitted' | 'confirmed' } | null> {
  const [submitted] = await read
    .select({ at: contactRevisions.savedAt, name: users.name, email: users.email })
    .from(contactRevisions)
    .leftJoin(users, eq(users.id, contactRevisions.savedBy))
    .where(and(eq(contactRevisions.accountId, id), eq(contactRevisions.cause, 'submitted')))
    .orderBy(desc(contactRevisions.version))
    .limit(1)
  if (checkedAt !== null && checkedAt >= (submitted?.at ?? 0)) {
    const [person] = await read
      .select({ name: users.name, email: users.email })
      .from(users)
      .where(eq(users.id, checkedBy ?? ''))
    return { at: checkedAt, by: person?.name || person?.email || '', how: 'confirmed' }
  }
  return submitted
    ? { at: submitted.at, by: submitted.name || submitted.email || '', how: 'submitted' }
    : null
}
