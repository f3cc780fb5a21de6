import { expect, test } from 'vitest'
import { cacheBriefly } from './cache-briefly.ts'

/** Something that takes 100 ms by a clock of its own, each time it is asked; `fails`: instead of an answer. */
function buildSlow() {
  const slow = { at: 0, asked: 0, fails: false }
  const find = async () => {
    slow.asked++
    slow.at += 100
    if (slow.fails) throw new Error('no')
    return slow.asked
  }
  return { slow, ask: cacheBriefly(find, () => slow.at) }
}

test('what took 100 ms to find is answered for twenty times as long, and then found anew', async () => {
  const { slow, ask } = buildSlow()
  expect(await ask()).toBe(1)
  slow.at += 1999
  expect(await ask()).toBe(1)
  slow.at += 1
  expect(await ask()).toBe(2)
})

test('however many ask at once, it is found once', async () => {
  const { slow, ask } = buildSlow()
  expect(await Promise.all(Array.from({ length: 50 }, ask))).toEqual(Array(50).fill(1))
  expect(slow.asked).toBe(1)
})

test('a failure is not kept, nor is one waited for that never ends', async () => {
  const { slow, ask } = buildSlow()
  slow.fails = true
  await expect(ask()).rejects.toThrow('no')
  slow.fails = false
  expect(await ask()).toBe(2)

  let at = 0
  let asked = 0
  const hang = cacheBriefly(
    () => (asked++ === 0 ? new Promise<string>(() => undefined) : Promise.resolve('back')),
    () => at,
  )
  hang()
  at = 5000
  expect(await hang()).toBe('back')
})
