import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { encodePalettePng } from './palette-png.ts'

const white = [255, 255, 255, 255]
const grey = [250, 250, 250, 255]
const blue = [0, 0, 255, 255]

/** The parts of a PNG by their type. */
function readChunks(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  return chunks
}

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
