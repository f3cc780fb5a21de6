import { readZone } from '#/lib/platform/i18n/zone-choices.ts'

/**
 * The zone of the week's picture; `asked`: the reader chose it; `unknown`: the reader's text, if it names no zone, and
 * the `candidates` that it may mean.
 */
export type PictureZone = { zone: string; asked: boolean; unknown: string | null; candidates: string[] }

/** Reads `?zone=`; shows the picture in `otherwise` if the text is empty or no zone. */
export function parsePictureZone(asked: string | string[] | undefined, otherwise: string): PictureZone {
  const [typed = ''] = [asked ?? ''].flat()
  const read = readZone(typed)
  const name = typed.trim()
  return {
    zone: read.zone ?? otherwise,
    asked: name !== '',
    unknown: read.zone === null && name !== '' ? name.slice(0, 64) : null,
    candidates: read.zone === null ? read.candidates : [],
  }
}
