import { crc32, deflateSync } from 'node:zlib'
import { encodePng, type Picture } from '#/lib/platform/look/png.ts'

type Pixel = readonly [red: number, green: number, blue: number, alpha: number]

/** A picture by a rule for each pixel. */
export function paint(
  width: number,
  height: number,
  pixel: Pixel | ((x: number, y: number) => Pixel),
): Picture {
  const data = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      data.set(typeof pixel === 'function' ? pixel(x, y) : pixel, (y * width + x) * 4)
  return { width, height, data }
}

/** A blue disc: the programme's logo in tests. */
export const disc = paint(256, 256, (x, y) =>
  Math.hypot(x - 127.5, y - 127.5) < 120 ? [20, 60, 160, 255] : [0, 0, 0, 0],
)
export const discFile = encodePng(disc)

export function pixelOf({ width, data }: Picture, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)]
}

/** A file whose head says one thing and whose pixels are `rows`. */
export function pngOf(
  head: { width: number; height: number; depth?: number; type?: number; interlaced?: boolean },
  rows: Buffer,
): Buffer {
  const ihdr = Buffer.alloc(13)
  ihdr.writeUInt32BE(head.width, 0)
  ihdr.writeUInt32BE(head.height, 4)
  ihdr.set([head.depth ?? 8, head.type ?? 6, 0, 0, head.interlaced ? 1 : 0], 8)
  const chunks = [chunk('IHDR', ihdr), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([discFile.subarray(0, 8), ...chunks])
}

/** A chunk of a PNG file. */
export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
