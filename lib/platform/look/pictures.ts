import { eq } from 'drizzle-orm'
import { pictures } from '#/db/schema/look.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { type BrandIconName, drawIcon } from './icons.ts'
import { iconsOf, logoOf, type MailLogo, markPattern } from './logo.ts'
import { drawMark } from './mark.ts'
import { decodePng, type Pixels } from './png.ts'
import type { StoredPicture } from './store-logo.ts'

/** A picture by its name; null if there is none. */
export async function findPicture(read: Reader, id: string): Promise<Buffer | null> {
  const [row] = await read.select({ data: pictures.data }).from(pictures).where(eq(pictures.id, id))
  return row ? Buffer.from(row.data, 'base64') : null
}

/** Stores a picture until a setting names it, for a day at least. */
export async function storePicture(tx: Writer, { id, bytes }: StoredPicture): Promise<void> {
  const values = { id, data: bytes.toString('base64'), usedAt: now() }
  await tx
    .insert(pictures)
    .values(values)
    .onConflictDoUpdate({ target: pictures.id, set: { usedAt: values.usedAt } })
}

/** Cached files of the latest logos and marks. Names are content hashes, so none goes stale. */
const drawn = new BoundedMap<string, Buffer>(32)

/** A file made of the logo, or the mark, with this name; null if there is none. */
export async function findIcon(read: Reader, source: string, name: BrandIconName): Promise<Buffer | null> {
  const key = `${source}/${name}`
  const known = drawn.get(key)
  if (known) return known
  const picture = await findIconSource(read, source)
  if (!picture) return null
  const icon = drawIcon(picture, name)
  drawn.set(key, icon)
  return icon
}

async function findIconSource(read: Reader, source: string): Promise<Pixels | null> {
  const [, colour] = markPattern.exec(source) ?? []
  // Only the accent in use: otherwise anybody could make us draw every colour.
  if (colour) return source === iconsOf(await readSettings(read)) ? drawMark(colour) : null
  const bytes = await findPicture(read, source)
  const picture = bytes && decodePng(bytes)
  return typeof picture === 'string' ? null : picture
}

/** The logo for mails, always the PNG. */
export async function readMailLogo(
  read: Reader,
  logo: string,
  box: { width: number; height: number },
): Promise<MailLogo | null> {
  const shown = logoOf({ logo, logoVector: '' }, box)
  const bytes = shown && (await findIcon(read, logo, 'mail.png'))
  return bytes && { bytes, width: shown.width, height: shown.height, isWide: shown.isWide }
}
