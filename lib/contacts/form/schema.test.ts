import { describe, expect, test } from 'vitest'
import { listReadableWindows, supportWindowSchema, toContactErrors } from './schema.ts'

const rome = 'Europe/Rome'
const row = { days: ['1'], opens: '09:00', closes: '18:00', zone: rome }

test('reads rows as windows, without invalid ones', () => {
  const rows = [row, { ...row, closes: 'late' }, { ...row, opens: '17:00', closes: '20' }]
  expect(listReadableWindows(rows)).toEqual([{ days: [1], opens: '09:00', closes: '20:00', zone: rome }])
})

describe('reading a row of hours', () => {
  test.each([
    [{}, { days: [1], opens: '09:00', closes: '18:00', zone: rome }],
    [{ days: ['5', '1', '1'] }, { days: [1, 5] }],
    [{ closes: '18.30' }, { closes: '18:30' }],
    [{ opens: '9' }, { opens: '09:00' }],
    [{ opens: ' 9:05 ' }, { opens: '09:05' }],
    [{ opens: '18:00', closes: '00:00' }, { closes: '24:00' }],
    [{ zone: 'asia/katmandu' }, { zone: 'Asia/Kathmandu' }],
  ] as const)('%j is understood', (change, window) => {
    expect(supportWindowSchema.parse({ ...row, ...change })).toMatchObject(window)
  })

  test.each([
    [{ days: [] }, { days: 'hours-days-required' }],
    [{ days: ['8'] }, { days: 'hours-days' }],
    [{ days: ['1', 'x'] }, { days: 'hours-days' }],
    [{ opens: '' }, { opens: 'hours-time-required' }],
    [{ closes: ' ' }, { closes: 'hours-time-required' }],
    [{ opens: '24:00' }, { opens: 'hours-opens-midnight' }],
    [{ closes: '24:01' }, { closes: 'hours-time' }],
    [{ closes: '6pm' }, { closes: 'hours-time' }],
    [{ closes: '-1:00' }, { closes: 'hours-time' }],
    [{ closes: '٠٩:٠٠' }, { closes: 'hours-time' }],
    [{ closes: '9'.repeat(1_000_000) }, { closes: 'hours-time' }],
    [{ closes: '09:00' }, { closes: 'hours-no-length' }],
    [{ opens: '00:00', closes: '00:00' }, { closes: 'hours-no-length' }],
    [{ zone: '' }, { zone: 'hours-zone-required' }],
    [{ zone: 'Mars/Base' }, { zone: 'hours-zone' }],
    [
      { days: [], opens: 'x' },
      { days: 'hours-days-required', opens: 'hours-time' },
    ],
    [
      { closes: '', zone: '+1' },
      { closes: 'hours-time-required', zone: 'hours-zone-several' },
    ],
  ])('refuses %j: %j', (change, problems) => {
    const { error } = supportWindowSchema.safeParse({ ...row, ...change })
    const refused = error ? [...toContactErrors(error)] : []
    expect(Object.fromEntries(refused.map(([part, { code }]) => [part, code]))).toEqual(problems)
  })
})
