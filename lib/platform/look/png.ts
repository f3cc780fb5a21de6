import { inflateSync } from 'node:zlib'
import { PNG } from 'pngjs'

/** A picture in rows from the top left, each as red, green, blue and alpha. */
export type Pixels = { width: number; height: number; data: Uint8Array }

/** Why a file is rejected; a key in errors.json. */
export type PictureFault =
  | 'picture-large'
  | 'picture-type'
  | 'picture-pixels'
  | 'picture-small'
  | 'picture-broken'

/** Of an upload. `side` bounds memory and time of decoding: 4 MB, a fraction of a second. */
export const pictureLimits = { bytes: 1024 * 1024, side: 1024, minSide: 256 } as const

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const channelsOf: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

type Head = { width: number; height: number; bitsPerPixel: number; isInterlaced: boolean }

/** The first chunk (PNG, third edition, 11.2.1). Null for another file. */
function readHead(file: Buffer): Head | null {
  if (file.length < 33 || !file.subarray(0, 8).equals(signature)) return null
  if (file.readUInt32BE(8) !== 13 || file.toString('latin1', 12, 16) !== 'IHDR') return null
  const channels = channelsOf[file[25] ?? -1]
  if (channels === undefined) return null
  return {
    width: file.readUInt32BE(16),
    height: file.readUInt32BE(20),
    bitsPerPixel: channels * (file[24] ?? 0),
    isInterlaced: file[28] === 1,
  }
}

/** Adam7: the distance of columns and rows in each pass, and its first column and row (PNG, 8.1). */
const passes = [
  [8, 8, 0, 0],
  [8, 8, 4, 0],
  [4, 8, 0, 4],
  [4, 4, 2, 0],
  [2, 4, 0, 2],
  [2, 2, 1, 0],
  [1, 2, 0, 1],
] as const

/** How many bytes the pixels of a file unpack to: each row has one more, for its filter. */
function unpackedBytes({ width, height, bitsPerPixel, isInterlaced }: Head): number {
  return (isInterlaced ? passes : ([[1, 1, 0, 0]] as const))
    .map(([across, down, left, top]) => [
      Math.ceil((width - left) / across),
      Math.ceil((height - top) / down),
    ])
    .filter(([columns = 0, rows = 0]) => columns > 0 && rows > 0)
    .reduce((sum, [columns = 0, rows = 0]) => sum + (Math.ceil((columns * bitsPerPixel) / 8) + 1) * rows, 0)
}

/**
 * The file to its last chunk: some programs write more behind it, and the decoder would refuse that. Null unless the
 * pixels unpack to just what their head says: the decoder does not look, and would trust either.
 */
function readWhole(file: Buffer, head: Head): Buffer | null {
  const parts: Buffer[] = []
  let end = 8
  for (let type = ''; type !== 'IEND' && end + 12 <= file.length; ) {
    const at = end
    type = file.toString('latin1', at + 4, at + 8)
    // The decoder would take a later head, of any size, for the picture's.
    if (type === 'IHDR' && at > 8) return null
    end = at + 12 + file.readUInt32BE(at)
    if (type === 'IDAT') parts.push(file.subarray(at + 8, end - 4))
  }
  const bytes = unpackedBytes(head)
  try {
    const unpacked = inflateSync(Buffer.concat(parts), { maxOutputLength: bytes })
    return unpacked.length === bytes ? file.subarray(0, end) : null
  } catch {
    return null
  }
}

/** Decodes an uploaded PNG. It looks at the size before it unpacks anything. */
export function decodePng(file: Buffer, minSide = 0): Pixels | PictureFault {
  if (file.length > pictureLimits.bytes) return 'picture-large'
  const head = readHead(file)
  if (!head) return 'picture-type'
  const { width, height } = head
  if (Math.max(width, height) > pictureLimits.side) return 'picture-pixels'
  if (Math.max(width, height) < minSide) return 'picture-small'
  const whole = readWhole(file, head)
  if (!whole) return 'picture-broken'
  try {
    const { data } = PNG.sync.read(whole)
    return { width, height, data }
  } catch {
    return 'picture-broken'
  }
}

/** A PNG of ours: nothing but its pixels. */
export function encodePng({ width, height, data }: Pixels): Buffer {
  const png = new PNG({ width, height })
  png.data = Buffer.from(data)
  return PNG.sync.write(png, { deflateLevel: 9, deflateStrategy: 0 })
}
