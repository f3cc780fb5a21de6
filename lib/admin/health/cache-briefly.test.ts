import { expect, test } from 'vitest'
import { cacheBriefly } from './health.ts'

/** A lookup that takes 100 ms by its own clock; `fails`: it throws. */
function buildSlow() {
  const slow = { at: 0, asked: 0, fails: false }
  const find = async () => {
    slow.asked++
    slow.at += 100
    if (slow.fails) throw new Error('no')
    return slow.asked
  }
  return { slow, ask: cacheBriefly(find, { clock: () => slow.at }) }
}

test('caches for twenty times as long as the lookup took, then looks up again', async () => {
  const { slow, ask } = buildSlow()
  expect(await ask()).toBe(1)
  slow.at += 1999
  expect(await ask()).toBe(1)
  slow.at += 1
  expect(await ask()).toBe(2)
})

test('shares one lookup between concurrent callers', async () => {
  const { slow, ask } = buildSlow()
  expect(await Promise.all(Array.from({ length: 50 }, ask))).toEqual(Array(50).fill(1))
  expect(slow.asked).toBe(1)
})

test('does not cache failures, and does not wait for a hung lookup', async () => {
  const { slow, ask } = buildSlow()
  slow.fails = true
  await expect(ask()).rejects.toThrow('no')
  slow.fails = false
  expect(await ask()).toBe(2)

  let at = 0
  let asked = 0
  const hang = cacheBriefly(
    () => (asked++ === 0 ? new Promise<string>(() => undefined) : Promise.resolve('back')),
    { clock: () => at },
  )
  hang()
  at = 5000
  expect(await hang()).toBe('back')
})
