import { expect, it, vi } from 'vitest'
import { openTestStore } from '#/tests/store.ts'
import { startJobs } from './scheduler.ts'

it('runs a job again and again, also after it failed, and stopping waits for the one that runs', async () => {
  const store = await openTestStore()
  let runs = 0
  let finished = 0
  const jobs = startJobs(store, [
    {
      name: 'count',
      every: 1,
      async run(given) {
        runs++
        if (runs === 1) throw new Error('once')
        await given.schemaVersion()
        finished++
      },
    },
  ])
  await vi.waitFor(() => expect(finished).toBeGreaterThan(1))
  await jobs.stop()
  const after = runs
  expect(finished).toBe(runs - 1)
  await store.schemaVersion()
  expect(runs).toBe(after)
})
