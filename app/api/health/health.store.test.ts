import { expect, it } from 'vitest'
import { engine } from '#/db/store/store.ts'
import { readHealth, withVersion } from '#/lib/admin/health/health.ts'
import { readVersion } from '#/lib/platform/log/version.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { openTestStore } from '#/tests/store.ts'

it('names the engine, its schema, and how long mail has waited', async () => {
  const store = await openTestStore()
  expect(await readHealth(async () => store, minute)).toEqual({
    status: 'ok',
    store: { engine, schemaVersion: await store.schemaVersion() },
    outbox: { waiting: 0, oldestWaitingSeconds: 0, endpoints: { waiting: 0, oldestWaitingSeconds: 0 } },
  })
})

it('is unavailable when the store cannot be opened, fails, or does not answer in time', async () => {
  const closed = await openTestStore()
  await closed.close()
  expect(await readHealth(() => Promise.reject(new Error('no')), minute)).toEqual({ status: 'unavailable' })
  expect(await readHealth(async () => closed, minute)).toEqual({ status: 'unavailable' })
  expect(await readHealth(() => new Promise(() => undefined), 20)).toEqual({ status: 'unavailable' })
})

it('counts waiting mail once for concurrent requests', async () => {
  const store = await openTestStore()
  let counted = 0
  const select = ((...columns: Parameters<typeof store.read.select>) => {
    counted++
    return store.read.select(...columns)
  }) as typeof store.read.select
  const watched = { ...store, read: { ...store.read, select } as typeof store.read }
  const answers = await Promise.all(Array.from({ length: 20 }, () => readHealth(async () => watched, minute)))
  expect(answers.every(({ status }) => status === 'ok')).toBe(true)
  expect(counted).toBe(1)
})

it('answers with the version of the process, and with the commit of its build if that has one', async () => {
  const store = await openTestStore()
  const { version } = readVersion()
  expect(withVersion(await readHealth(async () => store, minute))).toMatchObject({ status: 'ok', version })
  const migrating = { status: 'migrating' } as const
  expect(withVersion(migrating)).toEqual({ ...migrating, version })
  const build = { version: '1.2.3', commit: '1a2b3c4d5e6f' }
  expect(withVersion(migrating, build)).toEqual({ ...migrating, ...build })
})
