import { and, asc, eq, isNull } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { invitations, memberships, passkeys, sessions, staff, users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import type { FieldId } from '#/db/words/accounts.ts'
import { erasedPlaceholder } from '#/db/words/people.ts'
import { type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { isPending } from '#/lib/accounts/invitations/pending.ts'
import { listHolders } from '#/lib/accounts/points/holders.ts'
import { entriesOf } from '#/lib/contacts/fields/entries.ts'
import { fieldsWith } from '#/lib/contacts/fields/fields-with.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { type ErasureSubject, isNumber } from '#/lib/privacy/personal-data/subject.ts'
import { countNumberHolders, findNumber, listNumberEndpoints } from './numbers.ts'

/** An account with the address typed into its contacts. */
export type AccountWithAddress = {
  loaded: LoadedAccount
  fields: FieldId[]
  label: string
  confirmedAt: number | null
}

/** The next accounts that have the address in their contacts, or the number, by id. */
export async function listServed(
  read: Reader,
  key: string,
  page: { after: string; most: number },
): Promise<string[]> {
  return isNumber(key)
    ? (await listNumberEndpoints(read, key, page)).map(({ accountId }) => accountId)
    : await listHolders(read, key, { ...page, as: 'contact' })
}

/** The same with what their contacts have of it. */
export async function listServedAccounts(
  read: Reader,
  { key }: ErasureSubject,
  page: { after: string; most: number },
): Promise<AccountWithAddress[]> {
  const served: AccountWithAddress[] = []
  for (const id of await listServed(read, key, page)) {
    const loaded = await loadAccount(read, { id }, now())
    const number = loaded && isNumber(key) ? await findNumber(read, key, loaded) : null
    if (loaded && number) {
      const { label, confirmedAt } = number.endpoint
      served.push({ loaded, fields: number.fields, label, confirmedAt })
      continue
    }
    const fields = fieldsWith(loaded?.contacts ?? null, key)
    if (!loaded || fields.length === 0) continue
    const [kept] = await read
      .select({ confirmedAt: accountAddresses.confirmedAt })
      .from(accountAddresses)
      .where(and(eq(accountAddresses.accountId, id), eq(accountAddresses.addressKey, key)))
    const given = entriesOf(loaded.contacts).find(({ entry }) => addressKey(entry.address) === key)
    const label = given?.entry.label ?? ''
    served.push({ loaded, fields, label, confirmedAt: kept?.confirmedAt ?? null })
  }
  return served
}

/** How many accounts have the address in their contacts. */
export async function countServedAccounts(read: Reader, { key }: ErasureSubject): Promise<number> {
  if (isNumber(key)) return countNumberHolders(read, key)
  const isServed = and(eq(accountAddresses.addressKey, key), eq(accountAddresses.isContact, true))
  return read.$count(accountAddresses, isServed)
}

/** What the store holds of an address today, without the accounts that list it. Times in milliseconds UTC. */
export type CurrentData = Awaited<ReturnType<typeof readCurrentData>>

export async function readCurrentData(read: Reader, { key, person }: ErasureSubject) {
  const mark = (await findMarks(read, [key])).get(key)
  const invited = await read
    .select({ account: accounts.name, slug: accounts.slug, ...pick(invitations, 'role', 'createdAt') })
    .from(invitations)
    .leftJoin(accounts, eq(accounts.id, invitations.accountId))
    .where(and(eq(invitations.emailKey, key), isPending()))
    .orderBy(asc(accounts.name))
  const { staffAddress, supportAddress } = await readSettings(read)
  return {
    person: person && (await readPerson(read, person.id)),
    invited,
    mark: mark ? { status: mark.status, markedAt: mark.markedAt } : null,
    isStaffAddress: addressKey(staffAddress) === key,
    isSupportAddress: addressKey(supportAddress) === key,
  }
}

async function readPerson(read: Reader, id: string) {
  const [found] = await read
    .select({
      ...pick(users, 'id', 'name', 'email', 'locale', 'timeZone', 'theme', 'density', 'createdAt'),
      staffRole: staff.role,
    })
    .from(users)
    .leftJoin(staff, eq(staff.userId, users.id))
    .where(and(eq(users.id, id), isNull(users.erasedAt)))
  if (!found) return null
  const joined = await read
    .select({
      account: accounts.name,
      slug: accounts.slug,
      ...pick(memberships, 'role', 'createdAt', 'lastSeenAt'),
    })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
    .where(eq(memberships.userId, id))
    .orderBy(asc(accounts.name))
  const signedIn = await read
    .select({
      method: sessions.method,
      browser: sessions.userAgent,
      ...pick(sessions, 'createdAt', 'lastUsedAt', 'endedAt'),
    })
    .from(sessions)
    .where(eq(sessions.userId, id))
    .orderBy(asc(sessions.createdAt))
  const keys = await read
    .select(pick(passkeys, 'name', 'createdAt', 'lastUsedAt'))
    .from(passkeys)
    .where(eq(passkeys.userId, id))
    .orderBy(asc(passkeys.createdAt))
  const earlierAddresses = await listEarlierAddresses(read, id)
  return { ...found, memberships: joined, sessions: signedIn, passkeys: keys, earlierAddresses }
}

const maxEarlierAddresses = 100

/** The addresses that a person signed in with before. An admin looks up and erases each of them separately. */
async function listEarlierAddresses(read: Reader, id: string): Promise<string[]> {
  const changes = await read
    .select({ before: auditEntries.before })
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectId, id), eq(auditEntries.action, 'user.address-changed')))
    .orderBy(asc(auditEntries.at))
    .limit(maxEarlierAddresses)
  const kept = changes.flatMap(({ before }) => {
    const email = typeof before === 'object' && before !== null && 'email' in before ? before.email : null
    return typeof email === 'string' && email !== erasedPlaceholder ? [email] : []
  })
  return [...new Set(kept)]
}
