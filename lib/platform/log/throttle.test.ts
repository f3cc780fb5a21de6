import { expect, onTestFinished, test } from 'vitest'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { countForLine } from './throttle.ts'

test('lets a line of each kind through once a minute, with the count since the last', () => {
  onTestFinished(() => moveClock(0))
  expect([countForLine('a'), countForLine('a'), countForLine('a'), countForLine('b')]).toEqual([
    1,
    null,
    null,
    1,
  ])
  moveClock(minute)
  expect([countForLine('a'), countForLine('b'), countForLine('b')]).toEqual([3, 1, null])
})
