import { crc32, deflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The picture's pixels: red, green, blue and opacity, which is ignored. */
type Pixels = Uint8Array
/** A picture of an animation, and how long it shows. */
export type Frame = { pixels: Pixels; milliseconds: number }
/** A part of a picture, in pixels. */
type Part = { x: number; y: number; width: number; height: number }

/**
 * A PNG (ISO/IEC 15948) with a palette of the most frequent colours; other colours become the nearest of them. Pages
 * have few colours, so no loss is visible, and the file is a third of a browser's.
 */
export function encodePalettePng(pixels: Pixels, width: number, height: number, colours = 128): Buffer {
  return encodeAnimation([{ pixels, milliseconds: 0 }], { width, height, colours, plays: 0 })
}

type Animation = { width: number; height: number; colours?: number; plays: number }

/**
 * The same of several frames, an animated PNG: each frame has only the part that changed, and an unchanged one makes the
 * one before it longer. `plays`: how often it plays, 0 for ever. @throws Error without a frame
 */
export function encodeAnimation(
  given: readonly Frame[],
  { width, height, colours, plays }: Animation,
): Buffer {
  const palette = chooseColours(given, colours ?? 128)
  const indexOf = indexBy(palette)
  const frames: { rows: Buffer; part: Part; milliseconds: number }[] = []
  let shown: Uint8Array | null = null
  for (const { pixels, milliseconds } of given) {
    const indexes = Uint8Array.from({ length: width * height }, (_, at) => indexOf(colourAt(pixels, 4 * at)))
    const part = shown ? findChange(shown, indexes, width) : { x: 0, y: 0, width, height }
    const last = frames.at(-1)
    if (part) frames.push({ rows: cutRows(indexes, width, part), part, milliseconds })
    else if (last) last.milliseconds += milliseconds
    shown = indexes
  }
  const isAnimated = frames.length > 1
  let sequence = 0
  const pieces = frames.flatMap(({ rows, part, milliseconds }, at) => {
    const packed = deflateSync(rows, { level: 9, memLevel: 9 })
    const control = isAnimated ? [chunk('fcTL', describeFrame(part, milliseconds, sequence++))] : []
    if (at === 0) return [...control, chunk('IDAT', packed)]
    return [...control, chunk('fdAT', Buffer.concat([numbers(sequence++), packed]))]
  })
  return Buffer.concat([
    signature,
    // 8 bits a pixel: its index in the palette.
    chunk('IHDR', Buffer.concat([numbers(width, height), Buffer.from([8, 3, 0, 0, 0])])),
    ...(isAnimated ? [chunk('acTL', numbers(frames.length, plays))] : []),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    ...pieces,
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The frame's place and duration; it stays and covers what was there. */
function describeFrame({ x, y, width, height }: Part, milliseconds: number, sequence: number): Buffer {
  const delay = Buffer.alloc(6)
  delay.writeUInt16BE(milliseconds, 0)
  delay.writeUInt16BE(1000, 2)
  return Buffer.concat([numbers(sequence, width, height, x, y), delay])
}

/** The smallest rectangle with every pixel that differs; null if none does. */
function findChange(before: Uint8Array, after: Uint8Array, width: number): Part | null {
  let [left, right, top, bottom] = [width, -1, -1, -1]
  for (let at = 0; at < after.length; at++) {
    if (before[at] === after[at]) continue
    const x = at % width
    bottom = (at - x) / width
    if (top < 0) top = bottom
    left = Math.min(left, x)
    right = Math.max(right, x)
  }
  return top < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}

/** The part's rows; each begins with its filter, 0: none. */
function cutRows(indexes: Uint8Array, wide: number, { x, y, width, height }: Part): Buffer {
  const rows = Buffer.alloc(height * (width + 1))
  for (let row = 0; row < height; row++) {
    const from = (y + row) * wide + x
    rows.set(indexes.subarray(from, from + width), row * (width + 1) + 1)
  }
  return rows
}

function chooseColours(frames: readonly Frame[], most: number): number[] {
  const counts = new Map<number, number>()
  for (const { pixels } of frames) {
    for (let at = 0; at < pixels.length; at += 4) {
      const colour = colourAt(pixels, at)
      counts.set(colour, (counts.get(colour) ?? 0) + 1)
    }
  }
  const byCount = [...counts].sort(([one, often], [other, oftener]) => oftener - often || one - other)
  return byCount.slice(0, most).map(([colour]) => colour)
}

/** The place of a colour, or of the nearest to it. */
function indexBy(palette: readonly number[]): (colour: number) => number {
  const places = new Map(palette.map((colour, index) => [colour, index]))
  return (colour) => {
    const known = places.get(colour) ?? findNearest(palette, colour)
    places.set(colour, known)
    return known
  }
}

function colourAt(pixels: Pixels, at: number): number {
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

/** Numbers of 32 bits. */
function numbers(...given: number[]): Buffer {
  const bytes = Buffer.alloc(4 * given.length)
  for (const [at, one] of given.entries()) bytes.writeUInt32BE(one, 4 * at)
  return bytes
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  return Buffer.concat([numbers(content.length), body, numbers(crc32(body))])
}
