import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { withMinimumDuration } from './minimum-duration.ts'

async function measure(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await withMinimumDuration(60, work).catch(() => null)
  return performance.now() - start
}

test('delays fast results and errors', async () => {
  expect(await measure(async () => 'known')).toBeGreaterThanOrEqual(59)
  expect(await measure(async () => Promise.reject(new Error('no')))).toBeGreaterThanOrEqual(59)
})

test('returns the result or rethrows the error', async () => {
  await expect(withMinimumDuration(0, async () => 'known')).resolves.toBe('known')
  await expect(withMinimumDuration(0, async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
})
