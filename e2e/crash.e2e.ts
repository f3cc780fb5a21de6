import { expect, test } from '@playwright/test'
import { runCrashRounds } from './crash/rounds.ts'

test('a server that is killed at any moment loses nothing it has promised', async () => {
  test.setTimeout(180_000)
  const report = await runCrashRounds(12)
  expect(report.findings).toEqual({
    lostEvents: [],
    doubledNotices: [],
    untold: [],
    notAccepted: [],
    notArrived: [],
    doubledDeliveries: [],
    strangers: [],
  })
  expect(report.triggered).toBeGreaterThan(100)
  expect(report.resolved).toBeGreaterThan(10)
})
