import { expect, test } from 'vitest'
import { parsePictureZone } from './zones.ts'

test.each([
  [undefined, { zone: 'Europe/Rome', asked: false, unknown: null }],
  ['', { zone: 'Europe/Rome', asked: false, unknown: null }],
  [' asia/katmandu ', { zone: 'Asia/Kathmandu', asked: true, unknown: null }],
  [['UTC', 'Europe/Paris'], { zone: 'UTC', asked: true, unknown: null }],
  ['Rome', { zone: 'Europe/Rome', asked: true, unknown: 'Rome' }],
  ['x'.repeat(5000), { zone: 'Europe/Rome', asked: true, unknown: 'x'.repeat(64) }],
])('?zone=%s', (asked, found) => {
  expect(parsePictureZone(asked, 'Europe/Rome')).toEqual(found)
})
