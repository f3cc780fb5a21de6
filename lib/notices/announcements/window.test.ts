import { describe, expect, test } from 'vitest'
import { readWindow, type TypedWindow, validateWindow } from './window.ts'

const at = Date.UTC(2026, 5, 19, 12)
const night: TypedWindow = { starts: '2026-06-19T22:00', ends: '2026-06-20T00:30', zone: 'Europe/Rome' }

describe('the window of an announcement', () => {
  test('has two times and the zone they were entered in', () => {
    const [startsAt, endsAt] = [Date.UTC(2026, 5, 19, 20), Date.UTC(2026, 5, 19, 22, 30)]
    expect(readWindow(night)).toEqual({ startsAt, endsAt, zone: 'Europe/Rome' })
    expect(readWindow({ starts: ' ', ends: '', zone: 'Europe/Rome' })).toBeNull()
    expect(readWindow({ starts: '', ends: '', zone: null })).toBeNull()
  })

  test('keeps its local hour across a clock change', () => {
    const window = readWindow({ starts: '2026-10-25T01:00', ends: '2026-10-25T04:00', zone: 'Europe/Rome' })
    expect((window?.endsAt ?? 0) - (window?.startsAt ?? 0)).toBe(4 * 3_600_000)
  })

  test.each<[string, Partial<TypedWindow>, ReturnType<typeof validateWindow>]>([
    ['is right', {}, {}],
    ['is not given', { starts: '', ends: '' }, {}],
    ['is not given, nor its zone', { starts: '', ends: ' ', zone: null }, {}],
    ['has begun and is not over', { starts: '2026-06-19T08:00' }, {}],
    ['has no beginning', { starts: '' }, { starts: 'window-start' }],
    ['has no end', { ends: '' }, { ends: 'window-end' }],
    ['has no zone', { zone: null }, { zone: 'time-zone' }],
    ['begins at no time', { starts: '2026-06-31T10:00' }, { starts: 'moment' }],
    ['has no times at all', { starts: 'soon', ends: 'later' }, { starts: 'moment', ends: 'moment' }],
    ['ends when it begins', { ends: night.starts }, { ends: 'window-order' }],
    ['ends before it begins', { ends: '2026-06-19T21:59' }, { ends: 'window-order' }],
    ['is over', { starts: '2026-06-19T10:00', ends: '2026-06-19T14:00' }, { ends: 'window-past' }],
    ['ends in a minute', { starts: '2026-06-19T10:00', ends: '2026-06-19T14:01' }, {}],
    // 14:00 in Rome is past, 14:00 in New York is not.
    [
      'is over elsewhere',
      { starts: '2026-06-19T10:00', ends: '2026-06-19T14:00', zone: 'America/New_York' },
      {},
    ],
  ])('%s: %j', (_, changed, expected) => {
    expect(validateWindow({ ...night, ...changed }, at)).toEqual(expected)
  })
})
