import { killOnce } from './crash/kill.ts'
import { listMissing, type Report } from './crash/part.ts'
import { crashParts } from './crash/parts.ts'
import { expect, onlyInAll, test } from './fixtures.ts'
import { oneOfTwoKilled } from './instances/run.ts'

// In sequence, because each test starts servers and uses a whole core.
test.describe.configure({ mode: 'default' })

test('loses nothing if it is killed as an event was answered', async () => {
  test.setTimeout(600_000)
  expectNothingLost(await killOnce('accepted'))
})

/** Short versions of `npm run test:long -- crash` and `-- instances`; the shortest ones share a test. */
const doses = [{ kill: 7 }, { relay: 16 }, { clock: 2 }, { disk: 2, stopped: 1, pair: 2 }, { database: 2 }]

test.describe(
  'disturbed otherwise',
  onlyInAll('one kill -9 shows that the store and the queue are one'),
  () => {
    for (const dose of doses) {
      test(`loses nothing: ${Object.keys(dose).join(', ')}`, async () => {
        test.setTimeout(600_000)
        for (const [name, times] of Object.entries(dose))
          expectNothingLost(await crashParts[name]?.run(times))
      })
    }

    test('loses nothing if one of two servers on one database is killed', async () => {
      test.setTimeout(600_000)
      expectNothingLost(await oneOfTwoKilled(1))
    })
  },
)

function expectNothingLost(report: Report | undefined): void {
  expect(report && listMissing(report)).toEqual([])
  expect(report?.tried['events answered with 202']).toBeGreaterThan(10)
  expect(report?.tried['mails arrived']).toBeGreaterThan(10)
  expect(report?.tried['webhooks arrived'] ?? 11).toBeGreaterThan(10)
}
