import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { minute } from '#/lib/platform/values/clock.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { logFault } from './fault.ts'

let lines: string[]
beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => {
    // Lets the faults of this test end.
    vi.advanceTimersByTime(2 * minute)
    vi.useRealTimers()
  })
  lines = recordLog()
})

const full = () =>
  Object.assign(new Error('database or disk is full'), { name: 'SqliteError', code: 'SQLITE_FULL' })
const read = () => lines.map((line) => JSON.parse(line))

test('logs what a failing store refuses once with its stack, then once a minute with a count, under one id', () => {
  const ids = Array.from({ length: 40 }, () => logFault(full(), 'refused', { of: 'this' }))
  expect(new Set(ids).size).toBe(1)
  const [id] = ids
  const stack = expect.stringContaining('at ')
  expect(read()).toMatchObject([{ id, msg: 'refused', of: 'this', error: { code: 'SQLITE_FULL', stack } }])
  vi.advanceTimersByTime(minute)
  logFault(full(), 'refused')
  vi.advanceTimersByTime(minute)
  expect(read().slice(1)).toMatchObject([
    { id, msg: 'refused', code: 'SQLITE_FULL', count: 39 },
    { id, count: 1 },
  ])
  expect(lines[1]).not.toContain('stack')
})

test('logs a fault as new after a minute without it', () => {
  const first = logFault(full(), 'refused')
  vi.advanceTimersByTime(minute)
  expect(logFault(full(), 'refused')).not.toBe(first)
  expect(lines).toHaveLength(2)
})

test('distinguishes what failed, and how', () => {
  const locked = Object.assign(new Error('database is locked'), { name: 'SqliteError', code: 'SQLITE_BUSY' })
  const ids = [logFault(full(), 'refused'), logFault(full(), 'not sent'), logFault(locked, 'refused')]
  expect(new Set(ids).size).toBe(3)
  expect(lines).toHaveLength(3)
})

test('logs each error that is not the store’s', () => {
  const ids = [logFault(new TypeError('x is none'), 'failed'), logFault(new TypeError('x is none'), 'failed')]
  expect(new Set(ids).size).toBe(2)
  expect(read()).toMatchObject(ids.map((id) => ({ id, error: { message: 'x is none' } })))
})
