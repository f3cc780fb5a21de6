import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clampToArrival, parseInstant } from './instant.ts'

describe('an instant of RFC 3339', () => {
  test.each([
    ['2026-11-25T11:04:20.123456789Z', '2026-11-25T11:04:20.123Z', '2026-11-25T11:04:20.123456789Z'],
    ['2021-10-12T09:51:03.157076+02:00', '2021-10-12T07:51:03.157Z', '2021-10-12T07:51:03.157076Z'],
    ['2026-01-01t00:30:00z', '2026-01-01T00:30:00.000Z', '2026-01-01T00:30:00Z'],
    ['2026-01-01 00:30:00-00:30', '2026-01-01T01:00:00.000Z', '2026-01-01T01:00:00Z'],
    ['2024-02-29T23:59:60Z', '2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z', '0001-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59.9Z', '9999-12-31T23:59:59.900Z', '9999-12-31T23:59:59.9Z'],
  ])('reads %s as %s', (text, at, utc) => expect(parseInstant(text)).toEqual({ at: Date.parse(at), utc }))

  test.each([
    'yesterday',
    '2026-11-25',
    '2026-11-25T11:04:20',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+0200',
    '1764068660',
    ' 2026-11-25T11:04:20Z',
  ])('refuses %s', (text) => expect(parseInstant(text)).toBeNull())

  test('reads every date that JavaScript writes', () => {
    const max = new Date('9999-12-31T23:59:59.999Z')
    const dates = fc.date({ min: new Date(0), max, noInvalidDate: true })
    fc.assert(fc.property(dates, (date) => parseInstant(date.toISOString())?.at === date.getTime()))
  })
})

test.each([
  ['2026-11-25T11:00:00Z', '2026-11-25T11:00:00Z'],
  ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00Z'],
  ['9999-11-25T12:06:00Z', '2026-11-25T12:00:00Z'],
])("takes %s by a sender's clock as %s", (said, since) => {
  expect(clampToArrival(parseInstant(said), Date.parse('2026-11-25T12:00:00Z'))).toBe(Date.parse(since))
})
