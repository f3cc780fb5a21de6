import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { settings } from '#/db/schema/record.ts'
import { newTestFolder } from '#/tests/folder.ts'
import { openBulkLoad } from './bulk-load.ts'
import { openSqlite } from './sqlite.ts'
import type { Writer } from './store.ts'

let folder: string
beforeEach(() => {
  folder = newTestFolder()
})

test('creates the file and its folder so that no other user can look into them', async () => {
  const file = join(folder, 'deep/er/recapito.sqlite')
  const store = await openSqlite(file)
  await store.close()
  expect(statSync(join(folder, 'deep/er')).mode & 0o077).toBe(0)
  const again = await openSqlite(file)
  expect(await again.read.$count(settings)).toBe(0)
  await again.close()
})

test('creates a file that no other user can read, also in an open folder', async () => {
  chmodSync(folder, 0o755)
  const store = await openSqlite(join(folder, 'recapito.sqlite'))
  await store.transact((tx) => tx.insert(settings).values({ key: 'a', value: 1 }).then())
  const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777])
  await store.close()
  expect(Object.fromEntries(modes)).toEqual({
    'recapito.sqlite': 0o600,
    'recapito.sqlite-shm': 0o600,
    'recapito.sqlite-wal': 0o600,
  })
})

test('does not let the reading connection write', async () => {
  const store = await openSqlite(join(folder, 'recapito.sqlite'))
  const reader = store.read as Writer
  await expect(async () => reader.insert(settings).values({ key: 'a', value: 1 })).rejects.toThrow(/readonly/)
  await store.close()
})

test('waits for running work before it closes', async () => {
  const file = join(folder, 'recapito.sqlite')
  const store = await openSqlite(file)
  const written = store.transact((tx) => tx.insert(settings).values({ key: 'a', value: 1 }))
  await store.close()
  await written
  const again = await openSqlite(file)
  expect(await again.read.$count(settings)).toBe(1)
  await again.close()
})

test('refuses to bulk-load a store that a server has open', async () => {
  const file = join(folder, 'recapito.sqlite')
  const store = await openSqlite(file)
  await store.read.$count(settings)
  await expect(openBulkLoad({ file })).rejects.toThrow('The store is in use. Stop the server first.')
  await store.transact((tx) => tx.insert(settings).values({ key: 'still', value: 'works' }).then())
  await store.close()
})
