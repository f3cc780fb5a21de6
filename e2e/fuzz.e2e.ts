import { expect, isAll, test } from './fixtures.ts'
import { runFuzzRound } from './fuzz/round.ts'

test('answers hostile requests and keeps the store consistent', async ({ demoStore }) => {
  test.setTimeout(600_000)
  const numRuns = isAll ? 120 : 30
  const { actions, api } = await runFuzzRound(demoStore, { seed: 20_261_125, budget: { numRuns } })
  expect(actions.size).toBeGreaterThan(70)
  const counts = [...actions.values(), ...api.values()]
  expect(counts.reduce((sum, { taken }) => sum + taken, 0)).toBeGreaterThan(numRuns / 6)
})
