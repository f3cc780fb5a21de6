import { expect, test } from '@playwright/test'
import { listLost, type Report } from './crash/part.ts'
import { crashParts } from './crash/parts.ts'
import { oneOfTwoKilled } from './instances/run.ts'

// One after the other: each starts servers, and keeps a core busy.
test.describe.configure({ mode: 'default' })

/** Small doses of `npm run test:long -- crash` and `-- instances`; the shortest in one test. */
const doses = [{ kill: 5 }, { relay: 16 }, { clock: 2 }, { disk: 2, stopped: 1, pair: 2 }, { database: 2 }]

for (const dose of doses) {
  test(`nothing is lost: ${Object.keys(dose).join(', ')}`, async () => {
    test.setTimeout(180_000)
    for (const [name, times] of Object.entries(dose)) expectNothingLost(await crashParts[name]?.run(times))
  })
}

test('nothing is lost where one of two servers on one database is killed', async () => {
  test.setTimeout(180_000)
  expectNothingLost(await oneOfTwoKilled(1))
})

function expectNothingLost(report: Report | undefined): void {
  expect(report && listLost(report)).toEqual([])
  expect(report?.tried['events answered with 202']).toBeGreaterThan(10)
  expect(report?.tried['mails arrived']).toBeGreaterThan(10)
}
