import { expect, test } from 'vitest'
import { buildAccount } from '#/seed/accounts.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { openTestStore } from '#/tests/store.ts'
import { findNamedAccount, listAccountNames, suggestAccount } from './named-queries.ts'
import { indexUnindexed } from './refresh-search-row.ts'

test('finds the account that staff name, unless two match', async () => {
  const store = await openTestStore()
  const { id, grace } = await store.transact(async (tx) => {
    const { id } = await buildAccount(tx, { slug: 'aurora', name: 'Clinìca Aurora' })
    await buildAccount(tx, { slug: 'molo', name: 'Studio Molo' })
    await buildAccount(tx, { slug: 'molo-2', name: 'Studio Molo' })
    await buildAccount(tx, { slug: 'levante', name: 'AURORA' })
    return { id, grace: await buildStaff(tx) }
  })
  await indexUnindexed(store)
  const staff = staffGrant(grace, 'support')
  const find = async (named: string) => (await findNamedAccount(store.read, staff, named))?.slug ?? null
  expect(await find(' Clinica AURORA ')).toBe('aurora')
  expect(await find('aurora')).toBe('aurora')
  expect(await find(id)).toBe('aurora')
  expect(await find('molo-2')).toBe('molo-2')
  expect(await find('Studio Molo')).toBeNull()
  expect(await find('Clinica')).toBeNull()
  expect(await find('')).toBeNull()
  expect((await listAccountNames(store.read, staff)).map(({ slug }) => slug)).toEqual([
    'aurora',
    'levante',
    'molo',
    'molo-2',
  ])
})

test('suggests the open account that an unknown name resembles', async () => {
  const store = await openTestStore()
  const grace = await store.transact(async (tx) => {
    await buildAccount(tx, { slug: 'aurora', name: 'Clinica Aurora' })
    await buildAccount(tx, { slug: 'levante', name: 'Levante', closedAt: 1 })
    return buildStaff(tx)
  })
  const suggest = async (named: string) =>
    (await suggestAccount(store.read, staffGrant(grace, 'support'), named))?.slug ?? null
  expect(await suggest('clinica-aurara')).toBe('aurora')
  expect(await suggest('levanto')).toBeNull()
  expect(await suggest(' ')).toBeNull()
})
