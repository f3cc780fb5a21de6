import { expect, test } from 'vitest'
import { readPictureZone } from '#/lib/contacts/picture-zone.ts'

test.each([
  [undefined, { zone: 'Europe/Rome', unknown: null }],
  ['', { zone: 'Europe/Rome', unknown: null }],
  [' asia/katmandu ', { zone: 'Asia/Kathmandu', unknown: null }],
  [['UTC', 'Europe/Paris'], { zone: 'UTC', unknown: null }],
  ['Rome', { zone: 'Europe/Rome', unknown: 'Rome' }],
  ['x'.repeat(5000), { zone: 'Europe/Rome', unknown: 'x'.repeat(64) }],
])('?zone=%s', (asked, found) => {
  expect(readPictureZone(asked, 'Europe/Rome')).toEqual(found)
})
