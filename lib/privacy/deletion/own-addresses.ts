import { and, eq, inArray, ne } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { pick } from '#/db/columns.ts'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { invitations, memberships, users } from '#/db/schema/people.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { endpointKey } from '#/db/words/points.ts'
import { refusalKeys } from '#/lib/changes/confirmations/endpoint-code.ts'
import { entriesOf } from '#/lib/contacts/fields/entries.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { isAffiliated } from './people.ts'

/**
 * The keys of the addresses that only this account has or ever had, and of its endpoints: the deletion also deletes what is stored
 * about them. Addresses of other accounts, of people who belong elsewhere, and of staff are left out.
 */
export async function listOwnAddresses(read: Reader, accountId: string): Promise<string[]> {
  const all = [...(await listAddresses(read, accountId))]
  const { staffAddress, supportAddress } = await readSettings(read)
  const others = new Set<string>([addressKey(staffAddress), addressKey(supportAddress)])
  for (const keys of chunksOf(all, 500)) {
    const shared = await read
      .select({ key: accountAddresses.addressKey })
      .from(accountAddresses)
      .where(and(inArray(accountAddresses.addressKey, keys), ne(accountAddresses.accountId, accountId)))
    for (const { key } of shared) others.add(key)
    const people = await read
      .select(pick(users, 'id', 'emailKey'))
      .from(users)
      .where(inArray(users.emailKey, keys))
    for (const person of people) {
      if (await isAffiliated(read, person, accountId)) others.add(person.emailKey)
    }
  }
  return all.filter((key) => !others.has(key))
}

async function listAddresses(read: Reader, accountId: string): Promise<Set<string>> {
  const isOwn = <Column extends SQLiteColumn>(of: { accountId: Column }) => eq(of.accountId, accountId)
  const { addressKey: address } = accountAddresses
  const indexed = await read.select({ address }).from(accountAddresses).where(isOwn(accountAddresses))
  const asked = await read
    .select(pick(confirmations, 'address'))
    .from(confirmations)
    .where(isOwn(confirmations))
  const invited = await read
    .select({ address: invitations.email })
    .from(invitations)
    .where(isOwn(invitations))
  const members = await read
    .select({ address: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(isOwn(memberships))
  const { content } = contactRevisions
  const revisions = await read.select({ content }).from(contactRevisions).where(isOwn(contactRevisions))
  const drafts = await read
    .select(pick(contactDrafts, 'values'))
    .from(contactDrafts)
    .where(isOwn(contactDrafts))
  const points = await read
    .select(pick(endpoints, 'id', 'accountId', 'host', 'target', 'sealed'))
    .from(endpoints)
    .where(isOwn(endpoints))
  const submitted = revisions.flatMap((revision) => entriesOf(revision.content))
  const typed = drafts.flatMap(({ values }) => entriesOf(values))
  const entries = [...submitted, ...typed].map(({ entry }) => entry)
  const addresses = [...indexed, ...asked, ...invited, ...members, ...entries].map((one) => one.address)
  const keys = points.flatMap((point) => [endpointKey(point.id), ...refusalKeys(point)])
  return new Set([...addresses, ...keys].filter(Boolean).map(addressKey))
}
