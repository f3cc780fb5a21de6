import { expect, test, vi } from 'vitest'
import { createBodyCache } from './answer.ts'

const render = (text: string, until = 100) => vi.fn(() => ({ text, until }))

test('renders a body once per key, until it expires', () => {
  const kept = createBodyCache(10_000)
  const first = render('one')
  expect(kept.take('a', 10, first).bytes.toString()).toBe('one')
  expect(kept.take('a', 99, render('two')).bytes.toString()).toBe('one')
  expect(kept.take('b', 99, render('other')).bytes.toString()).toBe('other')
  expect(kept.take('a', 100, render('two', 200)).bytes.toString()).toBe('two')
  expect(first).toHaveBeenCalledOnce()
  // After a clock was put back, a body rendered later does not count.
  expect(kept.take('a', 50, render('one')).bytes.toString()).toBe('one')
})

test('the tag depends on the body only', () => {
  const kept = createBodyCache(10_000)
  const tag = kept.take('a', 0, render('same')).tag
  expect(tag).toMatch(/^"[\w-]{22}"$/)
  expect(kept.take('b', 7, render('same')).tag).toBe(tag)
  expect(kept.take('c', 0, render('Same')).tag).not.toBe(tag)
})

test('stays within its limit, and evicts the least recently used', () => {
  const kept = createBodyCache(20_000)
  const favourite = render('x'.repeat(1000))
  for (let turn = 0; turn < 5000; turn++) {
    kept.take('favourite', 0, favourite)
    kept.take(`zone ${turn}`, 0, render('y'.repeat(1000)))
    expect(kept.bytes).toBeLessThanOrEqual(20_000)
  }
  expect(favourite).toHaveBeenCalledOnce()
  expect(kept.bytes).toBeGreaterThan(10_000)
})

test('returns a body larger than the limit without caching it', () => {
  const kept = createBodyCache(100)
  expect(kept.take('a', 0, render('z'.repeat(1000))).bytes).toHaveLength(1000)
  expect(kept.bytes).toBe(0)
})
