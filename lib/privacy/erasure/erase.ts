import { eq, isNull } from 'drizzle-orm'
import { challenges } from '#/db/schema/people.ts'
import { erasures, settings } from '#/db/schema/record.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { erasedPlaceholder } from '#/db/words/people.ts'
import { clearMarks } from '#/lib/accounts/proof/marks.ts'
import { revokeInvitationsTo } from '#/lib/changes/effects/revoke-invitations.ts'
import { reauthoriseAdministrator } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdministratorGrant } from '#/lib/identity/access/staff-grants.ts'
import { findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import {
  type ErasureSubject,
  formatSubject,
  isNumber,
  parseSubject,
} from '#/lib/privacy/personal-data/subject.ts'
import { listServed } from './current-data.ts'
import { eraseFromAccount } from './erase-from-account.ts'
import { assertNoObstacles, erasePerson, findObstacles } from './erase-person.ts'
import { listNumberEndpoints } from './numbers.ts'
import { erasurePhases } from './queries.ts'

/** Most accounts whose contacts one transaction changes, at some ten milliseconds each; the job changes the rest. */
export const accountsPerBatch = 5

/** More endpoints are not looked for in history: each is a word of its queries. */
const allEndpoints = { after: '', most: 500 }

/** The address of a key, with its person if there is one, or the number with its endpoints. */
export async function findSubject(read: Reader, key: string): Promise<ErasureSubject> {
  const user = await findUserByEmail(read, key)
  const person = user && { id: user.id, name: user.name }
  if (!isNumber(key)) return { key, person }
  return { key, person, endpoints: (await listNumberEndpoints(read, key, allEndpoints)).map(({ id }) => id) }
}

/**
 * Starts to erase an address and returns the erasure's id. At once the person is no member, no staff and signed out,
 * the first accounts lose the address from their contacts, and its invitations are revoked. The job then removes it
 * from the history (product.md, Personal data). An erasure cannot be stopped.
 * @throws AppError `erase-running`, `erase-self`, and as `assertNoObstacles` and `grantStaff`
 */
export function eraseAddress(store: Store, grant: AdministratorGrant, key: string): Promise<string> {
  return store.transact(async (tx) => {
    const actorId = await reauthoriseAdministrator(tx, grant)
    const subject = await findSubject(tx, key)
    await assertNotRunning(tx, key)
    if (subject.person && subject.person.id === actorId) throw new AppError('erase-self')
    assertNoObstacles(await findObstacles(tx, subject.person, key))
    const id = newId()
    const found = await eraseCurrentData(tx, subject, actorId)
    const asked = { address: formatSubject(subject), askedBy: actorId, askedAt: now() }
    await tx.insert(erasures).values({ id, ...asked, phase: erasurePhases[0], found })
    await writeAudit(tx, { actorId, action: 'personal.erased', subjectId: id, after: { found } })
    return id
  })
}

async function assertNotRunning(tx: Writer, key: string): Promise<void> {
  const running = await tx.select().from(erasures).where(isNull(erasures.finishedAt))
  if (running.some(({ address }) => address !== null && parseSubject(address).key === key))
    throw new AppError('erase-running')
}

/** Erases what is stored about the address today, and returns how many rows, by kind. */
async function eraseCurrentData(
  tx: Writer,
  subject: ErasureSubject,
  actorId: string | null,
): Promise<Record<string, number>> {
  const { key, person } = subject
  const found: Record<string, number> = {}
  const count = (kind: string, number: number) => {
    if (number > 0) found[kind] = number
  }
  const served = await listServed(tx, key, { after: '', most: accountsPerBatch })
  for (const accountId of served) await eraseFromAccount(tx, accountId, subject, actorId)
  count('contacts', served.length)
  if (person) {
    found.users = 1
    for (const [kind, number] of Object.entries(await erasePerson(tx, person, actorId))) count(kind, number)
  }
  count('invitations', await revokeInvitationsTo(tx, key, actorId))
  await tx.delete(challenges).where(eq(challenges.emailKey, key))
  await clearMarks(tx, [key])
  await unsetAddresses(tx, key, actorId)
  return found
}

/** Clears the address from the settings: mail to staff then goes to all of them, and the guide shows no address. */
async function unsetAddresses(tx: Writer, key: string, actorId: string | null): Promise<void> {
  const given = await readSettings(tx)
  for (const name of ['staffAddress', 'supportAddress'] as const) {
    if (addressKey(given[name]) !== key) continue
    // The address may come from the environment: then there is no row to update.
    await tx
      .insert(settings)
      .values({ key: name, value: '' })
      .onConflictDoUpdate({ target: settings.key, set: { value: '' } })
    const change = { before: { [name]: erasedPlaceholder }, after: { [name]: '' } }
    await writeAudit(tx, { actorId, action: 'settings.saved', subjectId: 'programme', ...change })
  }
}
