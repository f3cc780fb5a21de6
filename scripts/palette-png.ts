import { crc32, deflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * A PNG (ISO/IEC 15948) with a palette of the most frequent colours; other colours become the nearest of them. Pages
 * have few colours, so no loss is visible, and the file is a third of a browser's. `pixels` are red, green, blue and
 * opacity, which is ignored.
 */
export function encodePalettePng(pixels: Uint8Array, width: number, height: number, colours = 128): Buffer {
  const palette = chooseColours(pixels, colours)
  const place = new Map(palette.map((colour, index) => [colour, index]))
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) {
    // Each row begins with its filter, 0: none.
    for (let x = 0; x < width; x++) {
      const colour = colourAt(pixels, 4 * (y * width + x))
      let index = place.get(colour)
      if (index === undefined) {
        index = findNearest(palette, colour)
        place.set(colour, index)
      }
      rows[y * (width + 1) + 1 + x] = index
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a pixel: its index in the palette.
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chooseColours(pixels: Uint8Array, most: number): number[] {
  const counts = new Map<number, number>()
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = colourAt(pixels, at)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const byCount = [...counts].sort(([one, often], [other, oftener]) => oftener - often || one - other)
  return byCount.slice(0, most).map(([colour]) => colour)
}

function colourAt(pixels: Uint8Array, at: number): number {
  return ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0)
}

function parts(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255]
}

function findNearest(palette: readonly number[], colour: number): number {
  const distances = palette.map((other) => distance(parts(other), parts(colour)))
  return distances.indexOf(Math.min(...distances))
}

function distance(one: [number, number, number], other: [number, number, number]): number {
  return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
