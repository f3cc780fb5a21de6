import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { settings } from '#/db/schema/record.ts'
import { newTestFolder } from '#/tests/folder.ts'
import { openSqlite } from './sqlite.ts'
import type { Writer } from './store.ts'

let folder: string
beforeEach(() => {
  folder = newTestFolder()
})

test('creates the file and its folder readable only by their owner', async () => {
  chmodSync(folder, 0o755)
  const store = await openSqlite(join(folder, 'deep/er/recapito.sqlite'))
  await store.transact((tx) => tx.insert(settings).values({ key: 'a', value: 1 }))
  const made = join(folder, 'deep/er')
  const modes = ['.', ...readdirSync(made)].map((name) => [name, statSync(join(made, name)).mode & 0o777])
  await store.close()
  expect(Object.fromEntries(modes)).toEqual({
    '.': 0o700,
    'recapito.sqlite': 0o600,
    'recapito.sqlite-shm': 0o600,
    'recapito.sqlite-wal': 0o600,
  })
})

test('waits for the disk at each commit, also of the last before a power cut', async () => {
  const store = await openSqlite(join(folder, 'recapito.sqlite'))
  const full = 2
  const synchronous = sql<number>`synchronous`
  const asked = store.transact((tx) => tx.select({ synchronous }).from(sql`pragma_synchronous`).then())
  expect(await asked).toEqual([{ synchronous: full }])
  await store.close()
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
