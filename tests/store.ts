import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, inject, onTestFinished } from 'vitest'
import { openStore } from '#/db/store/index.ts'
import { engine, type Store, type StoreLocation } from '#/db/store/store.ts'
import type { SharedRate } from '#/lib/platform/limits/shared-rate.ts'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { newTestFolder } from './folder.ts'
import { leaveOutNeighbour } from './neighbour.ts'
import { onDatabase } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated, empty file. */
    sqliteTemplate: string
    /** The test server without a database name; `template` is migrated and empty. */
    postgresUrl: string
  }
}

const shared = globalThis as typeof globalThis & {
  recapitoStore?: Promise<Store>
  recapitoRates?: Map<string, SharedRate>
}

/**
 * An empty, migrated store of the project's engine for the running test (or its `beforeEach`), which `getStore()` also
 * answers. When the test ends, it is closed and removed, and a clock that the test moved goes right again.
 */
export async function openTestStore(): Promise<Store> {
  const location = engine === 'postgres' ? await emptyPostgres() : await copySqlite()
  const opened = leaveOutNeighbour(await openStore(location))
  let closing: Promise<void> | undefined
  const store = { ...opened, close: () => (closing ??= opened.close()) }
  shared.recapitoStore = Promise.resolve(store)
  onTestFinished(async () => {
    moveClock(0)
    await endRates()
    delete shared.recapitoStore
    await store.close()
  })
  return store
}

/** Rates settle a second after a request: without this, with the store of another test. */
async function endRates(): Promise<void> {
  for (const rate of shared.recapitoRates?.values() ?? []) await rate.settle().catch(() => undefined)
  delete shared.recapitoRates
}

/** Calls `make` before each test of the file: `const store = perTest(openTestStore)`. */
export function perTest<Made extends object>(make: () => Promise<Made>): Made {
  const made = {} as Made
  beforeEach(async () => {
    Object.assign(made, await make())
  })
  return made
}

/** The place of an empty, migrated store, for tests that open and close it themselves. */
export function newTestLocation(): Promise<StoreLocation> {
  return engine === 'postgres' ? clonePostgres() : copySqlite()
}

async function copySqlite(): Promise<StoreLocation> {
  const file = join(newTestFolder(), 'recapito.sqlite')
  copyFileSync(inject('sqliteTemplate'), file)
  return { file }
}

async function clonePostgres(): Promise<StoreLocation> {
  const url = await createClone()
  onTestFinished(() => onServer('postgres', `drop database ${url.split('/').at(-1)} with (force)`))
  return { url }
}

/** A clone takes 100 ms and more, so the tests of a file share databases, emptied for each test. */
const emptied: string[] = []

async function emptyPostgres(): Promise<StoreLocation> {
  const url = emptied.pop() ?? (await createClone())
  onTestFinished(async () => {
    await onServer(url.split('/').at(-1) ?? '', emptyEveryTable)
    emptied.push(url)
  })
  return { url }
}

const emptyEveryTable = `do $$
  declare one record;
  begin
    set local session_replication_role = replica;
    for one in select tablename from pg_tables where schemaname = 'public' loop
      execute format('delete from public.%I', one.tablename);
    end loop;
  end
$$`

async function createClone(): Promise<string> {
  const name = `test_${newId().replaceAll('-', '')}`
  await onServer('postgres', `create database ${name} template template`)
  return `${inject('postgresUrl')}${name}`
}

async function onServer(database: string, command: string): Promise<void> {
  await onDatabase(`${inject('postgresUrl')}${database}`, (client) => client.query(command))
}
