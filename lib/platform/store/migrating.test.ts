import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { second } from '#/lib/platform/values/clock.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { followMigration, isMigrating } from './migrating.ts'

let lines: string[]
beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  lines = recordLog()
})
const read = () => lines.map((line) => JSON.parse(line))

test('logs every 5 s what a migration does, and its end', async () => {
  await followMigration(async (onStep) => {
    onStep(null)
    await vi.advanceTimersByTimeAsync(5 * second)
    onStep({ name: '0001_a', nth: 1, of: 2 })
    await vi.advanceTimersByTimeAsync(9 * second)
    onStep({ name: '0002_b', nth: 2, of: 2 })
    expect(isMigrating()).toBe(true)
    await vi.advanceTimersByTimeAsync(second)
  })
  expect(isMigrating()).toBe(false)
  expect(read()).toMatchObject([
    { msg: 'waiting for another process that holds the store', seconds: 5 },
    { msg: 'migrating the store', name: '0001_a', nth: 1, of: 2, seconds: 10 },
    { msg: 'migrating the store', name: '0002_b', nth: 2, of: 2, seconds: 15 },
    { msg: 'the store was migrated', seconds: 15 },
  ])
})

test('says of a store that was only locked that it waits, and nothing of a migration', async () => {
  await followMigration(async (onStep) => {
    onStep(null)
    await vi.advanceTimersByTimeAsync(6 * second)
  })
  expect(read()).toMatchObject([{ msg: 'waiting for another process that holds the store' }])
  expect(lines).toHaveLength(1)
})

test('logs nothing about a store that needs no migration', async () => {
  const opened = await followMigration(async () => {
    expect(isMigrating()).toBe(false)
    await vi.advanceTimersByTimeAsync(20 * second)
    return 'store'
  })
  expect(opened).toBe('store')
  expect(lines).toEqual([])
})

test('is over if the migration fails', async () => {
  const failing = followMigration(async (onStep) => {
    onStep(null)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(isMigrating()).toBe(false)
  expect(lines).toEqual([])
})
