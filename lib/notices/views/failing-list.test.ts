import { expect, test } from 'vitest'
import { failingDeliveries } from './failing-list.ts'

test('an address is written as it was in links that people kept', () => {
  const id = '019a0000-0000-7000-8000-000000000000'
  expect(failingDeliveries.href({ status: 'all' })).toBe('/admin/notices/deliveries')
  expect(failingDeliveries.href({ status: 'bounces' }, { at: 1_764_000_000_000, id })).toBe(
    `/admin/notices/deliveries?status=bounces&after=1764000000000.${id}`,
  )
})
