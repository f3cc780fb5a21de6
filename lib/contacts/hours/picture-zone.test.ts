import { expect, test } from 'vitest'
import { parsePictureZone } from './picture-zone.ts'

test.each([
  [undefined, { zone: 'Europe/Rome', asked: false, unknown: null, candidates: [] }],
  ['', { zone: 'Europe/Rome', asked: false, unknown: null, candidates: [] }],
  [' asia/katmandu ', { zone: 'Asia/Kathmandu', asked: true, unknown: null, candidates: [] }],
  [['UTC', 'Europe/Paris'], { zone: 'UTC', asked: true, unknown: null, candidates: [] }],
  ['Parigi', { zone: 'Europe/Paris', asked: true, unknown: null, candidates: [] }],
  ['IST', { zone: 'Europe/Rome', asked: true, unknown: 'IST', candidates: ['Asia/Colombo', 'Asia/Kolkata'] }],
  ['x'.repeat(5000), { zone: 'Europe/Rome', asked: true, unknown: 'x'.repeat(64), candidates: [] }],
])('?zone=%s', (asked, found) => expect(parsePictureZone(asked, 'Europe/Rome')).toEqual(found))
