import { expect, test } from 'vitest'
import { reachQuestion } from './reach-list.ts'

test('an address is written as it was in links that people kept', () => {
  const path = '/accounts/aurora/notices/reach'
  const asked = { category: 'emergency', environment: 'sandbox' } as const
  expect(reachQuestion.href(asked, null, path)).toBe(`${path}?category=emergency&environment=sandbox`)
  expect(reachQuestion.href({ environment: 'production' }, null, path)).toBe(`${path}?environment=production`)
  expect(reachQuestion.read({ environment: ['sandbox'], category: 'word' })).toEqual({
    category: null,
    environment: null,
  })
})
