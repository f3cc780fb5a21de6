import { setImmediate } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { copyOlderStore } from '#/tests/older-store.ts'
import { slowMigrations } from '#/tests/slow-migration.ts'
import { knownMigrations, type MigrationStep } from './migrations.ts'
import { openSqlite } from './sqlite.ts'

test('migrates an older store step by step while this process keeps working', async () => {
  const file = copyOlderStore('0.5.0')
  slowMigrations(file, 100)
  const steps: MigrationStep[] = []
  let turns = 0
  let isOpen = false
  const opening = openSqlite(file, { onStep: (step) => steps.push(step) }).finally(() => (isOpen = true))
  while (!isOpen) {
    await setImmediate()
    if (steps.length > 0 && !isOpen) turns++
  }
  const store = await opening
  const of = knownMigrations('sqlite') - 9
  expect(await store.schemaVersion()).toBe(knownMigrations('sqlite'))
  await store.close()
  expect(steps.slice(0, 2)).toEqual([null, { name: '0009_challenge_counts', nth: 1, of }])
  expect(steps).toHaveLength(of + 1)
  expect(turns).toBeGreaterThan(of)
})

test('says in one sentence why an older store cannot be migrated, and leaves it as it was', async () => {
  const file = copyOlderStore('0.5.0')
  const old = new Sqlite(file)
  old.exec('create table saved_views (n integer)')
  await expect(openSqlite(file)).rejects.toThrow(
    /cannot be brought to this version: table .*saved_views.* already exists/,
  )
  expect(old.prepare('select count(*) from __drizzle_migrations').pluck().get()).toBe(9)
  old.close()
})
