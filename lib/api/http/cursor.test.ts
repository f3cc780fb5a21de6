import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCursor, writeCursor } from './cursor.ts'

test('a cursor says where the next page starts, and is safe in a URL', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (key) => {
      const cursor = writeCursor('accounts', key)
      expect(cursor).toMatch(/^[\w-]+$/)
      expect(readCursor('accounts', cursor)).toBe(Buffer.from(key).toString())
    }),
  )
})

test('one that was changed anywhere, cut or made up says nothing', () => {
  const cursor = writeCursor('accounts', 'clinica-aurora')
  for (let place = 0; place < cursor.length; place++) {
    const other = cursor[place] === 'A' ? 'B' : 'A'
    expect(readCursor('accounts', cursor.slice(0, place) + other + cursor.slice(place + 1))).toBeNull()
    expect(readCursor('accounts', cursor.slice(0, place))).toBeNull()
  }
  const madeUp = ['', 'clinica-aurora', `${cursor}=`, `${cursor} `, `${cursor}AAAA`, 'é'.repeat(40)]
  expect(madeUp.map((text) => readCursor('accounts', text))).toEqual(madeUp.map(() => null))
})
