import { canonicalZone } from './zones.ts'

/** The zone the picture of the week is shown in; `unknown` is what was asked for where that is no zone. */
export type PictureZone = { zone: string; unknown: string | null }

/** Reads `?zone=`; where it asks for nothing or for what is no zone, the picture is shown in `otherwise`. */
export function readPictureZone(asked: string | string[] | undefined, otherwise: string): PictureZone {
  const [typed = ''] = [asked ?? ''].flat()
  const zone = canonicalZone(typed)
  const unknown = zone === null && typed.trim() !== '' ? typed.trim().slice(0, 64) : null
  return { zone: zone ?? otherwise, unknown }
}
