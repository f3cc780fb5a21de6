import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSealedCursor, sealCursor } from './cursor.ts'

test('a cursor says where the next page starts, and is safe in a URL', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (key) => {
      const cursor = sealCursor(key)
      expect(cursor).toMatch(/^[\w-]+$/)
      expect(parseSealedCursor(cursor)).toBe(Buffer.from(key).toString())
    }),
  )
})

test('a changed, cut or invented cursor is refused', () => {
  const cursor = sealCursor('clinica-aurora')
  for (let place = 0; place < cursor.length; place++) {
    const other = cursor[place] === 'A' ? 'B' : 'A'
    expect(parseSealedCursor(cursor.slice(0, place) + other + cursor.slice(place + 1))).toBeNull()
    expect(parseSealedCursor(cursor.slice(0, place))).toBeNull()
  }
  const madeUp = ['', 'clinica-aurora', `${cursor}=`, `${cursor} `, `${cursor}AAAA`, 'é'.repeat(40)]
  expect(madeUp.map((text) => parseSealedCursor(text))).toEqual(madeUp.map(() => null))
})
