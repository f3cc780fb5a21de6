import { expect, test } from 'vitest'
import { periodicJobs } from '#/lib/boot/jobs.ts'
import { drillsPerTurn, drillTurnLength, minutesFor } from './policy.ts'
import { drillsJob } from './sending.ts'

test('a campaign lasts as long as is told: one worker alone looks in time for each turn', () => {
  const every = periodicJobs.find(({ name }) => name === drillsJob)?.every ?? Number.POSITIVE_INFINITY
  const betweenTurns = Math.ceil(drillTurnLength / every) * every
  const accounts = 10_000
  const minutes = ((accounts / drillsPerTurn) * betweenTurns) / 60_000
  expect(minutes / minutesFor(accounts)).toBeLessThan(1.1)
})
