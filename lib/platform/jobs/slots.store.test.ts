import { expect, test } from 'vitest'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { openTestStore } from '#/tests/store.ts'
import { claimSlot } from './slots.ts'

test('gives one of many callers the turn, and the next one after its time', async () => {
  const store = await openTestStore()
  const ask = () => Promise.all([1, 2, 3].map(() => claimSlot(store, 'drills', 60_000)))
  expect((await ask()).filter(Boolean)).toHaveLength(1)
  expect(await claimSlot(store, 'reviews', 60_000)).toBe(true)
  moveClock(30_000)
  expect((await ask()).filter(Boolean)).toHaveLength(0)
  moveClock(61_000)
  expect((await ask()).filter(Boolean)).toHaveLength(1)
  moveClock(7 * 86_400_000)
  expect((await ask()).filter(Boolean)).toHaveLength(1)
})

test('gives turns without delay after a fast clock is corrected', async () => {
  const store = await openTestStore()
  moveClock(365 * 86_400_000)
  expect(await claimSlot(store, 'drills', 60_000)).toBe(true)
  moveClock(0)
  expect(await claimSlot(store, 'drills', 60_000)).toBe(true)
  expect(await claimSlot(store, 'drills', 60_000)).toBe(false)
})

test('gives a worker with a slightly slow clock no turn before its time', async () => {
  const store = await openTestStore()
  expect(await claimSlot(store, 'drills', 6000)).toBe(true)
  moveClock(-5000)
  expect(await claimSlot(store, 'drills', 6000)).toBe(false)
})
