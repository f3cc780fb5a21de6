import { and, inArray, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { settings } from '#/db/schema/record.ts'
import { openTestStore } from '#/tests/store.ts'
import { defineListQuery } from './list-query.ts'

const named = Array.from({ length: 20 }, (_, number) => `setting-${number}`)

const listSettings = defineListQuery((read, keys) =>
  read.select({ key: settings.key }).from(settings).where(inArray(settings.key, keys)),
)
const listLater = defineListQuery((read, keys, other) =>
  read
    .select({ key: settings.key })
    .from(settings)
    .where(and(inArray(settings.key, keys), sql`${settings.key} > ${other('after')}`)),
)

it.each([0, 1, 2, 16, 17, 20])('answers the rows of %i values at every call', async (count) => {
  const store = await openTestStore()
  await store.transact((tx) => tx.insert(settings).values(named.map((key) => ({ key, value: key }))))
  const asked = named.slice(0, count)
  for (const keys of [asked, asked.toReversed(), asked]) {
    const found = (await listSettings(store.read, keys)).map(({ key }) => key)
    expect(found.toSorted()).toEqual(asked.toSorted())
  }
  expect(await listSettings(store.read, ['none', 'at all'])).toEqual([])
})

it('batches only calls with the same parameters, and sees what a transaction wrote', async () => {
  const store = await openTestStore()
  await store.transact(async (tx) => {
    await tx.insert(settings).values(named.map((key) => ({ key, value: key })))
    expect(await listSettings(tx, ['setting-3'])).toEqual([{ key: 'setting-3' }])
    expect(await listSettings(store.read, ['setting-3'])).toEqual([])
  })
  const pair = ['setting-3', 'setting-5']
  const after = async (key: string) => (await listLater(store.read, pair, { after: key })).length
  expect([await after('setting-0'), await after('setting-4'), await after('setting-9')]).toEqual([2, 1, 0])
})
