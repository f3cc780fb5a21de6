import { createHash } from 'node:crypto'
import { encodePng, type Pixels } from './png.ts'
import { fitSize, resize, shrinkInto } from './resize.ts'

export const storedLimits = { bytes: 200 * 1024, box: { width: 1024, height: 512 } } as const

export type StoredPicture = { id: string; bytes: Buffer }

/** The logo as we store it: our own PNG, small enough to store and send. */
export function storeLogo(picture: Pixels): StoredPicture {
  for (let kept = shrinkInto(picture, storedLimits.box); ; ) {
    const bytes = encodePng(kept)
    if (bytes.length <= storedLimits.bytes)
      return { id: `${hashOf(bytes)}-${kept.width}x${kept.height}`, bytes }
    // Size grows roughly with the area.
    const scale = Math.min(0.9, 0.95 * Math.sqrt(storedLimits.bytes / bytes.length))
    const { width, height } = fitSize(kept, { width: kept.width * scale, height: kept.height * scale })
    kept = resize(kept, width, height)
  }
}

export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32)
}
