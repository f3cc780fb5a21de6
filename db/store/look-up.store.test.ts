import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { pick } from '#/db/columns.ts'
import { settings } from '#/db/schema/record.ts'
import { openTestStore } from '#/tests/store.ts'
import { insertAll, insertMany, rowsFor } from './insert-many.ts'
import { defineLookUp } from './look-up.ts'

const columns = pick(settings, 'key', 'value')
const isNot = (other: (name: string) => unknown) => sql`${settings.key} <> ${other('but')}`
const find = defineLookUp<{ key: string; value: unknown }>(settings, columns, {
  by: settings.key,
  also: isNot,
})

test('finds each row once, even if requested twice or missing', async () => {
  const store = await openTestStore()
  const rows = Array.from({ length: 700 }, (_, n) => ({ key: `"k,{${n}}\\'`, value: [n] }))
  await store.transact((tx) => insertMany(tx, settings, rows))
  const keys = rows.map(({ key }) => key)
  const found = await find(store.read, [...keys, ...keys, 'none'], { but: keys[3] ?? '' })
  expect(found.toSorted((one, other) => keys.indexOf(one.key) - keys.indexOf(other.key))).toEqual(
    rows.filter((_, n) => n !== 3),
  )
  expect(await find(store.read, [], { but: '' })).toEqual([])
})

test('replaces rows only of a set that is marked as replacing', async () => {
  const store = await openTestStore()
  const old = { key: 'old', value: 1 }
  const insert = (value: number) =>
    store.transact((tx) => insertAll(tx, [rowsFor(settings, [{ key: 'same', value }], settings.key)]))
  await store.transact((tx) => insertMany(tx, settings, [old]))
  await insert(1)
  await insert(2)
  await expect(
    store.transact((tx) => insertMany(tx, settings, [{ key: 'same', value: 3 }])),
  ).rejects.toThrow()
  const kept = await find(store.read, ['old', 'same'], { but: '' })
  expect(kept).toHaveLength(2)
  expect(kept).toContainEqual({ key: 'same', value: 2 })
})
