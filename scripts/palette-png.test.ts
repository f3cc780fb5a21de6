import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { encodeAnimation, encodePalettePng } from './palette-png.ts'

const white = [255, 255, 255, 255]
const grey = [250, 250, 250, 255]
const blue = [0, 0, 255, 255]

/** The parts of a PNG with their types, in order. */
function readAll(png: Buffer): [type: string, content: Buffer][] {
  const chunks: [string, Buffer][] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.push([png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length)])
    at += 12 + length
  }
  return chunks
}

const readChunks = (png: Buffer): Map<string, Buffer> => new Map(readAll(png))

/** Each pixel as red, green, blue, as a reader of the file shows it. */
function showPixels(png: Buffer): number[][] {
  const chunks = readChunks(png)
  const [header, palette, rows] = ['IHDR', 'PLTE', 'IDAT'].map((type) => chunks.get(type) ?? Buffer.alloc(0))
  if (!header || !palette || !rows) throw new Error('a part is missing')
  const width = header.readUInt32BE(0)
  const places = [...inflateSync(rows)].filter((_, at) => at % (width + 1) !== 0)
  return places.map((place) => [...palette.subarray(3 * place, 3 * place + 3)])
}

test('keeps few colours unchanged, in their rows', () => {
  const png = encodePalettePng(Uint8Array.from([white, blue, grey, white, white, blue].flat()), 3, 2)
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
  expect([...readChunks(png).keys()]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
  const kept = [white, blue, grey, white, white, blue].map((pixel) => pixel.slice(0, 3))
  expect(showPixels(png)).toEqual(kept)
})

test('turns a colour beyond the palette into the nearest of the most frequent', () => {
  const png = encodePalettePng(Uint8Array.from([white, white, blue, blue, grey].flat()), 5, 1, 2)
  expect(showPixels(png).at(-1)).toEqual([255, 255, 255])
})

test('keeps only the part of a frame that changed, and makes an unchanged frame longer', () => {
  const pixels = (...row: number[][]) => Uint8Array.from([white, white, white, ...row].flat())
  const png = encodeAnimation(
    [
      { pixels: pixels(white, blue, grey), milliseconds: 100 },
      { pixels: pixels(white, blue, grey), milliseconds: 200 },
      { pixels: pixels(white, grey, blue), milliseconds: 400 },
    ],
    { width: 3, height: 2, plays: 2 },
  )
  const chunks = readAll(png)
  expect(chunks.map(([type]) => type)).toEqual([
    'IHDR',
    'acTL',
    'PLTE',
    'fcTL',
    'IDAT',
    'fcTL',
    'fdAT',
    'IEND',
  ])
  expect(numbersOf(chunks[1])).toEqual([2, 2])
  // Sequence, width, height, x, y; then the delay in thousandths of a second.
  const [first, second] = chunks.filter(([type]) => type === 'fcTL')
  expect(numbersOf(first).slice(0, 5)).toEqual([0, 3, 2, 0, 0])
  expect(first?.[1].readUInt16BE(20)).toBe(300)
  expect(numbersOf(second).slice(0, 5)).toEqual([1, 2, 1, 1, 1])
  expect(second?.[1].readUInt16BE(20)).toBe(400)
  const [, changed = Buffer.alloc(0)] = chunks[6] ?? []
  expect([...inflateSync(changed.subarray(4))]).toEqual([0, 2, 1])
})

function numbersOf(chunk: [string, Buffer] | undefined): number[] {
  const [, content = Buffer.alloc(0)] = chunk ?? []
  return Array.from({ length: Math.floor(content.length / 4) }, (_, at) => content.readUInt32BE(4 * at))
}
