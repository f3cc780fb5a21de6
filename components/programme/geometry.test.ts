import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundTop, splitBar, stackColumns } from './geometry.ts'

test.each([
  [0, 2],
  [1, 2],
  [3, 4],
  [5, 6],
  [7, 10],
  [10, 10],
  [11, 20],
  [55, 60],
  [61, 100],
  [2_655, 4_000],
])('the scale of %d ends at %d', (most, top) => expect(roundTop(most)).toBe(top))

test('stacks a column from the bottom and leaves space beside it', () => {
  expect(stackColumns([[1, 3], null, [0, 4]], 4)).toEqual([
    expect.objectContaining({ series: 0, y: 75, height: 25 }),
    expect.objectContaining({ series: 1, y: 0, height: 75 }),
    expect.objectContaining({ series: 1, y: 0, height: 100 }),
  ])
  const [first, , third] = stackColumns([[1, 3], null, [0, 4]], 4)
  expect(first?.x).toBeCloseTo(100 / 30)
  expect(first?.width).toBeCloseTo(80 / 3)
  expect(third?.x).toBeCloseTo(200 / 3 + 100 / 30)
})

test('draws nothing without columns or with empty ones', () => {
  expect(stackColumns([], 2)).toEqual([])
  expect(stackColumns([[0, 0], null], 2)).toEqual([])
  expect(splitBar([])).toEqual([])
  expect(splitBar([0, 0])).toEqual([])
})

test('keeps one in a thousand visible', () => {
  const [block] = stackColumns([[1]], 1000)
  expect(block?.height).toBeGreaterThanOrEqual(0.75)
})

const counts = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 6 })

test('keeps everything inside the picture and draws each number above zero', () => {
  fc.assert(
    fc.property(fc.array(counts, { maxLength: 31 }), (columns) => {
      const top = roundTop(Math.max(0, ...columns.map((values) => values.reduce((sum, one) => sum + one, 0))))
      const blocks = stackColumns(columns, top)
      for (const { x, y, width, height } of blocks) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(y).toBeGreaterThanOrEqual(-1e-9)
        expect(x + width).toBeLessThanOrEqual(100 + 1e-9)
        expect(y + height).toBeLessThanOrEqual(100 + 1e-9)
      }
      expect(blocks.length).toBe(columns.flat().filter((value) => value > 0).length)
    }),
  )
})

test('lays the parts of a bar end to end and fills it', () => {
  fc.assert(
    fc.property(counts, (values) => {
      fc.pre(values.some((value) => value > 0))
      const blocks = splitBar(values)
      let left = 0
      for (const { x, width } of blocks) {
        expect(x).toBeCloseTo(left)
        left = x + width
      }
      expect(left).toBeCloseTo(100)
    }),
  )
})
