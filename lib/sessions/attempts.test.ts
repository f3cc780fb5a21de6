import { afterEach, expect, test } from 'vitest'
import { moveClock } from '#/lib/clock.ts'
import { createAttemptLimit, networkOf } from './attempts.ts'

afterEach(() => moveClock(0))

test('so many attempts a window for each key, and more once the window has passed', () => {
  const limit = createAttemptLimit(2, 60_000)
  expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([
    true,
    true,
    false,
    true,
  ])
  moveClock(60_001)
  expect(limit.take('a')).toBe(true)
})

test('an attempt given back counts no more; a stranger has nothing to give back', () => {
  const limit = createAttemptLimit(1, 60_000)
  limit.giveBack('a')
  expect(limit.take('a')).toBe(true)
  limit.giveBack('a')
  expect([limit.take('a'), limit.take('a')]).toEqual([true, false])
})

test('a flood of keys is forgotten, oldest first', () => {
  const limit = createAttemptLimit(1, 60_000)
  for (let key = 0; key <= 10_000; key++) limit.take(String(key))
  expect([limit.take('0'), limit.take('10000')]).toEqual([true, false])
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['203.0.113.9, 192.0.2.7', '192.0.2.7'],
  ['192.0.2.7:4711', '192.0.2.7'],
  ['::ffff:127.0.0.1', '127.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2::6', '2001:db8:1:2'],
  ['2001:db8::6', '2001:db8:0:0'],
  [null, ''],
])('the network of %s is %s', (forwarded, network) => {
  expect(networkOf(forwarded)).toBe(network)
})
