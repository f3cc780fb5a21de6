import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accountAddresses } from '#/db/schema/account-index.ts'
import type { Writer } from '#/db/store/store.ts'
import type { ContactFormValues, ContactInformation } from '#/db/words/accounts.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { listMatching } from '#/lib/accounts/search/account-list.ts'
import { indexUnindexed, refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { submitContacts } from '#/lib/changes/contacts/commands.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { buildAccount, buildOpenAccount, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildDelivery, buildMark, buildNotice } from '#/seed/notices.ts'
import { buildMember, buildStaff, buildUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { known } from '#/tests/known.ts'
import { openTestStore } from '#/tests/store.ts'
import { readStates } from './states.ts'

/** A live account with an owner and these contacts. */
async function buildOwned(tx: Writer, slug: string, given: Partial<ContactInformation>) {
  const owner = await buildUser(tx)
  const account = await buildAccount(tx, { slug, state: 'live', firstCompleteAt: 1 })
  const content = completeContacts([owner.id], given)
  await buildRevision(tx, { accountId: account.id, savedBy: owner.id, savedAt: 1, content })
  await buildMember(tx, { accountId: account.id, userId: owner.id })
  await refreshSearchRow(tx, account.id)
  return { owner, content }
}

test('tells of each address whether it bounces or is confirmed, since when, and what the mail server said', async () => {
  const store = await openTestStore()
  const lastError = 'RCPT TO 550 5.1.1 no such user'
  await store.transact(async (tx) => {
    const anna = await buildUser(tx, { email: 'Anna@studio.example' })
    const { account } = await buildOpenAccount(tx, { slug: 'studio', alerts: [anna.id] })
    await buildMember(tx, { accountId: account.id, userId: anna.id, createdAt: 500 })
    const notice = await buildNotice(tx, { accountId: account.id })
    const failed = { recipient: 'oncall@contacts.example', status: 'failed', lastError } as const
    const { id: deliveryId } = await buildDelivery(tx, notice, failed)
    await buildMark(tx, { address: 'oncall@contacts.example', deliveryId, markedAt: 900 })
    await buildMark(tx, { address: 'operations@contacts.example', deliveryId: null, markedAt: 800 })
  })
  await indexUnindexed(store)
  const isTech = eq(accountAddresses.addressKey, 'tech@contacts.example')
  await store.transact((tx) => tx.update(accountAddresses).set({ confirmedAt: 700 }).where(isTech))
  const standing = known(await loadAccount(store.read, { slug: 'studio' }, now()))
  const found = await readStates(store.read, standing)
  expect(found.get('anna@studio.example')).toEqual({ status: 'confirmed', since: 500, member: true })
  expect(found.get('tech@contacts.example')).toEqual({ status: 'confirmed', since: 700, member: false })
  expect(found.get('support@contacts.example')).toMatchObject({ status: 'unconfirmed' })
  const bouncing = { status: 'bouncing', since: 900, code: '5.1.1', said: lastError, given: true }
  expect(found.get('oncall@contacts.example')).toEqual(bouncing)
  expect(found.get('operations@contacts.example')).toMatchObject({ status: 'bouncing', said: '' })
})

test('gives an address in a draft the status of the stored one, however it is typed', async () => {
  const store = await openTestStore()
  const address = 'tech@xn--clinica--80a.example'
  const { owner, content } = await store.transact(async (tx) => {
    await markAddress(tx, { address, deliveryId: null, status: '5.1.1' }, 900)
    return buildOwned(tx, 'idn', { technical: [{ address, label: '', locale: null }] })
  })
  const grant = await grantAccount(store.read, actorOf(owner), { slug: 'idn' }, 'editor')
  const values = toFormValues(content)
  values.technical = [{ address: ' Tech@Clinica-è.example', label: '', locale: '' }]
  const statuses = await readStates(store.read, grant, values)
  expect(statuses.get('tech@clinica-è.example')?.status).toBe('bouncing')
})

test('keeps an address bouncing in every account, whatever one submits, also when it adds the address again', async () => {
  const store = await openTestStore()
  const dead = 'Dead@contacts.example'
  const staff = grantStaff(actorOf(await store.transact((tx) => buildStaff(tx)), 'support'), 'support')
  const serving = { address: dead, label: '', locale: null }
  const support = { ...serving, phone: '', helpUrl: '' }
  const served = { technical: [serving], operations: [serving], 'brand-support': support }
  const build = (slug: string) => store.transact((tx) => buildOwned(tx, slug, served))
  const people = { corrects: await build('corrects'), keeps: await build('keeps') }
  await store.transact((tx) => markAddress(tx, { address: dead, deliveryId: null, status: '5.1.1' }, 900))

  async function look(slug: keyof typeof people) {
    const grant = await grantAccount(store.read, actorOf(people[slug].owner), { slug }, 'editor')
    const statuses = await readStates(store.read, grant)
    const { rows } = await listMatching(store.read, staff, { bouncing: true })
    const isListed = rows.some(({ account }) => account.slug === slug)
    return { grant, status: statuses.get('dead@contacts.example')?.status, isListed }
  }
  async function submit(slug: keyof typeof people, write: (text: string) => string) {
    const { grant } = await look(slug)
    const values: ContactFormValues = JSON.parse(write(JSON.stringify(toFormValues(people[slug].content))))
    const save = { version: grant.account.contactsVersion, environment: 'production', values } as const
    expect(await submitContacts(store, grant, save)).toMatchObject({ kind: 'submitted' })
  }
  expect(await look('corrects')).toMatchObject({ status: 'bouncing', isListed: true })

  await submit('keeps', (text) => text.replaceAll('"opens":"09:00"', '"opens":"10:00"'))
  expect(await look('keeps')).toMatchObject({ status: 'bouncing', isListed: true })
  expect(await look('corrects')).toMatchObject({ status: 'bouncing', isListed: true })

  await submit('corrects', (text) => text.replaceAll(dead, 'alive@contacts.example'))
  expect(await look('corrects')).toMatchObject({ status: undefined, isListed: false })
  expect(await look('keeps')).toMatchObject({ status: 'bouncing', isListed: true })

  await submit('corrects', (text) => text)
  expect(await look('corrects')).toMatchObject({ status: 'bouncing', isListed: true })
  expect(await look('keeps')).toMatchObject({ status: 'bouncing', isListed: true })
})
