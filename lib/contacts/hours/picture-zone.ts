import { canonicalZone } from '#/lib/platform/values/zones.ts'

/**
 * The zone the picture of the week is shown in; `asked` where the reader chose, and `unknown` is what they asked for
 * where that is no zone.
 */
export type PictureZone = { zone: string; asked: boolean; unknown: string | null }

/** Reads `?zone=`; where it asks for nothing or for what is no zone, the picture is shown in `otherwise`. */
export function readPictureZone(asked: string | string[] | undefined, otherwise: string): PictureZone {
  const [typed = ''] = [asked ?? ''].flat()
  const zone = canonicalZone(typed)
  const name = typed.trim()
  return {
    zone: zone ?? otherwise,
    asked: name !== '',
    unknown: zone === null && name !== '' ? name.slice(0, 64) : null,
  }
}
