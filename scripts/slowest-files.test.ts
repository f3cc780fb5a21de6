import { expect, test } from 'vitest'
import { formatSlowest, readPlaywrightSeconds, readVitestSeconds } from './slowest-files.ts'

test('adds a file’s time on both engines', () => {
  const testResults = [
    { name: '/home/db/store.test.ts', startTime: 1_000, endTime: 3_500 },
    { name: '/home/db/store.test.ts', startTime: 2_000, endTime: 3_000 },
    { name: '/home/lib/a.test.ts', startTime: 0, endTime: 10 },
  ]
  expect([...readVitestSeconds({ testResults }, '/home')]).toEqual([
    ['db/store.test.ts', 3.5],
    ['lib/a.test.ts', 0.01],
  ])
})

test('adds the tests of a browser file, those in groups too', () => {
  const specOf = (...durations: number[]) => ({
    tests: [{ results: durations.map((duration) => ({ duration })) }],
  })
  const suites = [
    {
      file: 'a.e2e.ts',
      specs: [specOf(1_000), specOf(500, 500)],
      suites: [{ file: 'fixtures.ts', specs: [specOf(3_000)] }],
    },
    { file: 'b.e2e.ts', specs: [specOf(7)] },
  ]
  expect([...readPlaywrightSeconds({ suites })]).toEqual([
    ['e2e/a.e2e.ts', 5],
    ['e2e/b.e2e.ts', 0.007],
  ])
})

test('prints the ten slowest files, the slowest first', () => {
  const seconds = new Map(Array.from({ length: 12 }, (_, at) => [`${at}.test.ts`, at * 10]))
  const lines = formatSlowest(seconds).split('\n')
  expect(lines).toHaveLength(10)
  expect(lines[0]).toBe('  110.0 s  11.test.ts')
  expect(lines.at(-1)).toBe('   20.0 s  2.test.ts')
})
