import type { ContactInformation } from '#/db/words/accounts.ts'
import { readZone } from '#/lib/platform/i18n/zone-choices.ts'
import { firstKnownZone } from '#/lib/platform/values/zones.ts'

/** The zone for an account's business days: that of its first support hours (notices.md, Routing), else `otherwise`. */
export function businessZone(contacts: ContactInformation | null, otherwise?: string | null): string {
  return firstKnownZone(...(contacts?.['support-hours'] ?? []).map(({ zone }) => zone), otherwise)
}

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
