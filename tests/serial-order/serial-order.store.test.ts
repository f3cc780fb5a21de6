import { expect, test } from 'vitest'
import { listMissing } from '../../e2e/crash/part.ts'
import { known } from '../known.ts'
import { newTestLocation } from '../store.ts'
import { tryOrder } from './part.ts'

test('two instances with many clients keep a serial order, even when one is killed', async () => {
  const location = await newTestLocation()
  const url = known('url' in location ? location.url : null)
  const report = await tryOrder(url, { seed: 20_261_207, rounds: 3, commands: 28, clients: 8, kills: 1 })
  expect(listMissing(report)).toEqual([])
  expect(report.tried['mails arrived']).toBeGreaterThan(10)
})
