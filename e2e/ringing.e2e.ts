import { listMissing } from './crash/part.ts'
import { ringing } from './endpoints/ringing.ts'
import { expect, onlyInAll, test } from './fixtures.ts'

const formsAndTimes = onlyInAll(
  'lib/notices/endpoints calls servers of its own in the forms of ntfy and of a gateway',
)

/** A short version of `npm run test:long -- endpoints`. */
test(
  'an emergency rings by ntfy and by Kannel until one of them answers, and a drill by ntfy counts',
  formsAndTimes,
  async () => {
    const report = await ringing(2)
    expect(listMissing(report)).toEqual([])
    expect(report.tried).toMatchObject({ 'by the link of the text': 1, 'drills answered': 1 })
  },
)
