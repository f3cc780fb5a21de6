import { crc32, deflateSync } from 'node:zlib'
import { paint } from '#/lib/platform/look/mark.ts'
import { encodePng, type Pixels } from '#/lib/platform/look/png.ts'

/** A blue disc: the programme's logo in tests. */
export const disc = paint(256, 256, (x, y) =>
  Math.hypot(x - 127.5, y - 127.5) < 120 ? [20, 60, 160, 255] : [0, 0, 0, 0],
)
export const discFile = encodePng(disc)

export function pixelOf({ width, data }: Pixels, x: number, y: number): number[] {
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

export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
