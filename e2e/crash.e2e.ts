import { expect, test } from '@playwright/test'
import { listLost } from './crash/part.ts'
import { crashParts } from './crash/parts.ts'

/** Small doses of `npm run test:long -- crash`; the shortest in one test. */
const doses = [{ kill: 5 }, { relay: 16 }, { clock: 2 }, { disk: 1, stopped: 1, pair: 1 }, { database: 2 }]

for (const dose of doses) {
  test(`nothing is lost: ${Object.keys(dose).join(', ')}`, async () => {
    test.setTimeout(180_000)
    for (const [name, times] of Object.entries(dose)) {
      const report = await crashParts[name]?.run(times)
      expect(report && listLost(report)).toEqual([])
      expect(report?.tried['events answered with 202']).toBeGreaterThan(10)
      expect(report?.tried['mails arrived']).toBeGreaterThan(10)
    }
  })
}
