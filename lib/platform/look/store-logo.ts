import { createHash } from 'node:crypto'
import { encodePng, type Pixels } from './png.ts'
import { fitSize, resize, shrinkInto } from './resize.ts'

export const storedLimits = { bytes: 200 * 1024, box: { width: 1024, height: 512 } } as const

export type StoredPicture = { id: string; bytes: Buffer }

/** The logo as we store it: our own PNG, small enough to store and send. */
export function storeLogo(picture: Pixels): StoredPicture {
  for (let scaled = shrinkInto(picture, storedLimits.box); ; ) {
    const bytes = encodePng(scaled)
    if (bytes.length <= storedLimits.bytes)
      return { id: `${hashOf(bytes)}-${scaled.width}x${scaled.height}`, bytes }
    // Size grows roughly with the area.
    const scale = Math.min(0.9, 0.95 * Math.sqrt(storedLimits.bytes / bytes.length))
    const { width, height } = fitSize(scaled, { width: scaled.width * scale, height: scaled.height * scale })
    scaled = resize(scaled, width, height)
  }
}

export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32)
}
