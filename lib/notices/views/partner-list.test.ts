import { expect, test } from 'vitest'
import type { TimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { type PartnerView, partnerNotices } from './partner-list.ts'

const after: TimeCursor = { at: 1_750_000_000_000, id: '01990000-0000-7000-8000-000000000001' }

const nothing: PartnerView = { state: null, category: null, kind: null }

test.each<[Partial<PartnerView>, TimeCursor | null, string]>([
  [{}, null, ''],
  [{ state: 'overdue' }, null, '?state=overdue'],
  [
    { state: 'closed', category: 'emergency', kind: 'event' },
    null,
    '?state=closed&category=emergency&kind=event',
  ],
  [{ kind: 'exercise' }, after, '?kind=exercise&after=1750000000000.01990000-0000-7000-8000-000000000001'],
])('%j after %j is %s, there and back', (chosen, cursor, text) => {
  expect(partnerNotices.href(chosen, cursor)).toBe(text)
  const query = Object.fromEntries(new URLSearchParams(text))
  expect(partnerNotices.read(query)).toEqual({ ...nothing, ...chosen })
  expect(partnerNotices.after(query)).toEqual(cursor)
})

test.each([
  { state: 'current', category: 'nothing', kind: 'drill', after: 'x' },
  { state: ['open', 'closed'], after: '12.not-an-id' },
  { after: '99999999999999999999.01990000-0000-7000-8000-000000000001' },
])('%j asks for nothing', (query) => {
  expect(partnerNotices.read(query)).toEqual(nothing)
  expect(partnerNotices.after(query)).toBeNull()
})
