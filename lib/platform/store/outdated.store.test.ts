import { isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { erasures } from '#/db/schema/record.ts'
import { readHealth } from '#/lib/admin/health/health.ts'
import { startJobs } from '#/lib/platform/jobs/scheduler.ts'
import { withLease } from '#/lib/platform/jobs/with-lease.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { eventually } from '#/tests/eventually.ts'
import { queue, removedMail, startTestWorker } from '#/tests/mail.ts'
import { migrateUnder, openOwnStore } from '#/tests/newer-version.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { startRelay } from '#/tests/relay.ts'
import { stopOnceOutdated } from './outdated.ts'

test('health is outdated once a newer version migrated the store, also where nothing is written', async () => {
  const store = await openOwnStore()
  const { engine } = store
  const known = await store.schemaVersion()
  await migrateUnder(store)
  expect(await readHealth(async () => store, minute)).toEqual({
    status: 'outdated',
    store: { engine, schemaVersion: known + 1 },
  })
})

test('a process without requests notices, and logs it once', async () => {
  const store = await openOwnStore()
  const lines = recordLog()
  let stops = 0
  stopOnceOutdated(store, async () => stops++)
  await migrateUnder(store)
  await eventually(() => expect(stops).toBe(1))
  await expect(store.transact(async () => undefined)).rejects.toThrow('newer Recapito')
  const said = lines.filter((line) => line.includes('older than its store'))
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/has migrated the store to schema \d+; this process knows \d+/)
})

test('a worker whose store was migrated under it records what it sent and releases the rest', async () => {
  const store = await openOwnStore()
  const lines = recordLog()
  const relay = await startRelay()
  relay.manners.data = () => {
    if (relay.received.length === 1) void migrateUnder(store)
  }
  for (let n = 0; n < 40; n++) await queue(store, removedMail(`m${n}@b.example`))
  const worker = startTestWorker(store, [relay], { stop: minute })
  const jobs = startJobs(store, [
    { name: 'a write', every: 1, run: () => store.transact(async () => undefined) },
  ])
  let isStopped = false
  stopOnceOutdated(store, () => Promise.all([worker.stop(), jobs.stop()]).then(() => (isStopped = true)))
  await eventually(() => expect(isStopped).toBe(true))
  const mails = await store.read.select().from(outbox)
  const accepted = mails.filter(({ status }) => status === 'accepted')
  expect(accepted).toHaveLength(relay.received.length)
  expect(accepted.length).toBeLessThan(40)
  const others = mails.filter((mail) => !accepted.includes(mail))
  for (const mail of others) expect(mail).toMatchObject({ status: 'queued', attempts: 0, leaseOwner: null })
  expect(lines.filter((line) => JSON.parse(line).level >= 50)).toHaveLength(1)
})

test('long work whose store was migrated under it releases its row', async () => {
  const store = await openOwnStore()
  await store.transact((tx) => tx.insert(erasures).values({ id: 'one', askedAt: 1, found: {} }))
  const work = withLease({
    table: erasures,
    length: minute,
    isOpen: isNull(erasures.finishedAt),
    since: erasures.askedAt,
    async part(store) {
      await migrateUnder(store)
      return store.transact<'more'>(async () => 'more')
    },
  })
  await expect(work.run(store)).rejects.toThrow('newer Recapito')
  expect(await store.read.select().from(erasures)).toMatchObject([{ leaseOwner: null, leaseUntil: null }])
})
