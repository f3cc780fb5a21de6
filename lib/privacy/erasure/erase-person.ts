import { and, eq } from 'drizzle-orm'
import { memberships, staff } from '#/db/schema/people.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { isLastOwner } from '#/lib/accounts/members/policy.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { removeStaffRole } from '#/lib/changes/effects/staff-role.ts'
import { isInStaffEmails } from '#/lib/identity/people/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import type { SubjectPerson } from '#/lib/privacy/personal-data/subject.ts'
import { clearPerson } from './clear-person.ts'

/** Why a person cannot be erased yet: nobody else has their rights. */
export type Obstacles = {
  /** The open accounts whose only owner they are. */
  ownedAlone: { slug: string; name: string }[]
  isLastAdmin: boolean
  /** `STAFF_EMAILS` names them, so the next start would make them staff again. */
  inStaffEmails: boolean
}

/** What prevents erasing a person now (product.md, People: the checks of a removal). */
export async function findObstacles(
  read: Reader,
  person: SubjectPerson | null,
  key: string,
): Promise<Obstacles> {
  const inStaffEmails = isInStaffEmails(key)
  if (!person) return { ownedAlone: [], isLastAdmin: false, inStaffEmails }
  const owned = await read
    .select({ accountId: memberships.accountId })
    .from(memberships)
    .where(and(eq(memberships.userId, person.id), eq(memberships.role, 'owner')))
  const ownedAlone: Obstacles['ownedAlone'] = []
  for (const { accountId } of owned) {
    const loaded = await loadAccount(read, { id: accountId }, now())
    if (!loaded || loaded.account.closedAt !== null) continue
    if (!isLastOwner(loaded.members, person.id)) continue
    ownedAlone.push({ slug: loaded.account.slug, name: loaded.account.name })
  }
  const admins = await read.select({ id: staff.userId }).from(staff).where(eq(staff.role, 'admin'))
  return { ownedAlone, isLastAdmin: admins.length === 1 && admins[0]?.id === person.id, inStaffEmails }
}

const maxNamed = 5

/** @throws AppError `erase-last-owner`, `erase-last-admin`, `erase-kept` */
export function assertNoObstacles({ ownedAlone, isLastAdmin, inStaffEmails }: Obstacles): void {
  if (inStaffEmails) throw new AppError('erase-kept')
  if (isLastAdmin) throw new AppError('erase-last-admin')
  if (ownedAlone.length === 0) return
  const named = ownedAlone.slice(0, maxNamed)
  const accounts = named.map(({ name }) => name).join(', ')
  throw new AppError('erase-last-owner', { accounts, more: Math.max(0, ownedAlone.length - maxNamed) })
}

/**
 * Ends a person's memberships and staff rights as a removal does, and deletes their sessions and passkeys at once.
 * Returns how many of each there were.
 */
export async function erasePerson(
  tx: Writer,
  person: SubjectPerson,
  actorId: string | null,
): Promise<{ memberships: number; sessions: number; passkeys: number }> {
  const joined = await tx.select().from(memberships).where(eq(memberships.userId, person.id))
  for (const { accountId } of joined) await leave(tx, accountId, person, actorId)
  const [role] = await tx.select().from(staff).where(eq(staff.userId, person.id))
  if (role) await removeStaffRole(tx, person.id, actorId)
  return { memberships: joined.length, ...(await clearPerson(tx, person.id)) }
}

/** Ends a membership without asking the address to confirm its contacts: the erasure removes it there too. */
async function leave(
  tx: Writer,
  accountId: string,
  person: SubjectPerson,
  actorId: string | null,
): Promise<void> {
  const loaded = await loadAccount(tx, { id: accountId }, now())
  const member = loaded?.members.find(({ userId }) => userId === person.id)
  if (!loaded || !member) return
  const said = { before: { role: member.role }, after: { because: 'erased' } }
  await changeAccount(tx, loaded, {
    kind: 'member-erased',
    actorId,
    write: (rows) => rows.removeMember(person.id),
    audit: { action: 'member.removed', subjectId: person.id, ...said },
  })
}
