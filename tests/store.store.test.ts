import { expect, test } from 'vitest'
import { limits as counts } from '#/db/schema/record.ts'
import { rateOf } from '#/lib/platform/limits/shared-rate.ts'
import { known } from './known.ts'
import { openTestStore, perTest } from './store.ts'

const store = perTest(openTestStore)
const limit = { perSecond: 1, atOnce: 10 }
const rates: ReturnType<typeof rateOf>[] = []

test('a test uses a rate, which is synchronised a second later', async () => {
  const rate = rateOf('test', limit)
  for (let times = 0; times < limit.atOnce; times++) rate.take('ada')
  expect([rate.ask('ada') > 0, await store.read.$count(counts)]).toEqual([true, 0])
  rates.push(rate)
})

test('the next test finds its store and the rate untouched', async () => {
  await known(rates[0]).settle()
  expect([rateOf('test', limit).ask('ada'), await store.read.$count(counts)]).toEqual([0, 0])
})
