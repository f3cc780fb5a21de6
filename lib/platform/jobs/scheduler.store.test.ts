import { expect, it } from 'vitest'
import { eventually } from '#/tests/eventually.ts'
import { openTestStore } from '#/tests/store.ts'
import { type PeriodicJob, startJobs, triggerJob } from './scheduler.ts'

it('runs a job repeatedly, also after a failure, and stopping waits for the running one', async () => {
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
  await eventually(() => expect(finished).toBeGreaterThan(1))
  await jobs.stop()
  const after = runs
  expect(finished).toBe(runs - 1)
  await store.schemaVersion()
  expect(runs).toBe(after)
})

it('starts jobs one after another, and a triggered one at once', async () => {
  const store = await openTestStore()
  const begun: string[] = []
  const named = (name: string): PeriodicJob => ({
    name,
    every: 3_600_000,
    async run() {
      begun.push(name)
    },
  })
  const jobs = startJobs(store, ['first', 'second', 'third'].map(named))
  expect(begun).toEqual(['first'])
  triggerJob('third')
  expect(begun).toEqual(['first', 'third'])
  await eventually(() => expect(begun).toEqual(['first', 'third', 'second']))
  await jobs.stop()
})

it('runs a triggered job at once, and once more if it was running already', async () => {
  const store = await openTestStore()
  const ends: (() => void)[] = []
  const job: PeriodicJob = {
    name: 'long',
    every: 3_600_000,
    run: () => new Promise<void>((resolve) => ends.push(resolve)),
  }
  const jobs = startJobs(store, [job])
  triggerJob('long')
  triggerJob('long')
  triggerJob('unknown')
  expect(ends).toHaveLength(1)
  ends[0]?.()
  await eventually(() => expect(ends).toHaveLength(2))
  ends[1]?.()
  await eventually(() => {
    triggerJob('long')
    expect(ends).toHaveLength(3)
  })
  const stopped = jobs.stop()
  for (const end of ends) end()
  await stopped
  const before = ends.length
  triggerJob('long')
  expect(ends).toHaveLength(before)
})

it('signals a long job that the server is stopping', async () => {
  const store = await openTestStore()
  const jobs = startJobs(store, [
    {
      name: 'long',
      every: 3_600_000,
      run: (_, stopping) =>
        new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve(), { once: true })),
    },
  ])
  await jobs.stop()
})
