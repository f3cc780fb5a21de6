import { expect, test } from 'vitest'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { eventually } from '#/tests/eventually.ts'
import { startTestWorker } from '#/tests/mail.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { startRelay } from '#/tests/relay.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { isMailDown, recordOutage } from './outage.ts'

const store = perTest(openTestStore)

test('reports mail as down from the start of a worker whose server fails, until it recovers', async () => {
  recordLog()
  expect(await isMailDown(store.read)).toBe(false)
  const relay = await startRelay({ connect: () => 421 })
  await startTestWorker(store, [relay], { rest: 50 }).tryRelays()
  await eventually(async () => expect(await isMailDown(store.read)).toBe(true))
  delete relay.manners.connect
  await eventually(async () => expect(await isMailDown(store.read)).toBe(false))
})

test('mail is not down while a second server works', async () => {
  recordLog()
  const worker = startTestWorker(store, [await startRelay({ connect: () => 421 }), await startRelay()])
  await worker.tryRelays()
  await worker.stop()
  expect(await isMailDown(store.read)).toBe(false)
})

test('a stopped worker’s outage expires', async () => {
  await recordOutage(store, true)
  moveClock(2 * minute)
  expect(await isMailDown(store.read)).toBe(true)
  moveClock(4 * minute)
  expect(await isMailDown(store.read)).toBe(false)
})
