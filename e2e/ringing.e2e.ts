import { listMissing } from './crash/part.ts'
import { ringing } from './endpoints/ringing.ts'
import { expect, test } from './fixtures.ts'

/** A short version of `npm run test:long -- endpoints`. */
test('an emergency rings by ntfy and by Kannel until one of them answers, and a drill by ntfy counts', async () => {
  const report = await ringing(2)
  expect(listMissing(report)).toEqual([])
  expect(report.tried).toMatchObject({ 'by the link of the text': 1, 'drills answered': 1 })
})
