import { expect, test } from '@playwright/test'
import { listLost } from './crash/part.ts'
import { crashParts } from './crash/parts.ts'

/** Small doses of `npm run test:crash`; those of a second or two in one test, so that the longer ones run beside them. */
const doses = [{ kill: 8 }, { relay: 24, clock: 4 }, { disk: 2, stopped: 1, pair: 2 }, { database: 2 }]

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
