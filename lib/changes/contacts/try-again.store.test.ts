import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { addressMarks } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { markAddress } from '#/lib/accounts/search/marks.ts'
import { buildOpenAccount } from '#/seed/accounts.ts'
import { buildMember, type SeededUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { openTestStore } from '#/tests/store.ts'
import { tryAddressAgain } from './try-again.ts'

const address = 'tech@contacts.example'
let store: Store
let people: { owner: SeededUser; editor: SeededUser; viewer: SeededUser }
beforeEach(async () => {
  store = await openTestStore()
  people = await store.transact(async (tx) => {
    const { account } = await buildOpenAccount(tx, { slug: 'clinica', alerts: [] })
    const build = async (role: 'owner' | 'editor' | 'viewer') =>
      (await buildMember(tx, { accountId: account.id, role })).user
    return { owner: await build('owner'), editor: await build('editor'), viewer: await build('viewer') }
  })
  await mark()
})

const mark = (of = address) =>
  store.transact((tx) => markAddress(tx, { address: of, deliveryId: null, status: '5.1.1' }, 1))
const marks = async () =>
  (await store.read.select().from(addressMarks)).map(({ addressKey }) => addressKey).sort()
const grant = (user: SeededUser) => grantAccount(store.read, actorOf(user), { slug: 'clinica' }, 'editor')
const audits = () =>
  store.read.select().from(auditEntries).where(eq(auditEntries.action, 'contacts.tried-again'))

test('clears the mark of that address alone, and says who did it', async () => {
  await mark('oncall@contacts.example')
  await tryAddressAgain(store, await grant(people.editor), 'Tech@Contacts.example')
  expect(await marks()).toEqual(['oncall@contacts.example'])
  expect(await audits()).toMatchObject([
    { actorId: people.editor.id, after: { address: 'Tech@Contacts.example' } },
  ])
})

test('does nothing where the address is not marked', async () => {
  const owner = await grant(people.owner)
  await tryAddressAgain(store, owner, address)
  await tryAddressAgain(store, owner, address)
  expect(await audits()).toHaveLength(1)
})

test('refuses an address of another account', async () => {
  await mark('tech@elsewhere.example')
  const tried = tryAddressAgain(store, await grant(people.owner), 'tech@elsewhere.example')
  await expect(tried).rejects.toMatchObject({ code: 'not-found' })
  expect(await marks()).toEqual([address, 'tech@elsewhere.example'])
})
