import { expect, test } from 'vitest'
import { timeCursor } from './time-cursor.ts'

const id = '0198c1de-0000-7000-8000-000000000001'

test('round-trips a cursor', () => {
  const cursor = { at: 1_764_000_000_000, id }
  expect(timeCursor.parse(timeCursor.format(cursor, {}), {})).toEqual(cursor)
})

const wrong = [undefined, '', '1', `-1.${id}`, `1.${id}'`, '1.x', [`1.${id}`], `9999999999999999.${id}`]
test.each(wrong)('reads no cursor from %j', (given) => expect(timeCursor.parse(given, {})).toBeNull())
