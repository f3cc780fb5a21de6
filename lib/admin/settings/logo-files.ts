import type { Store } from '#/db/store/store.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { storePicture } from '#/lib/platform/look/pictures.ts'
import { decodePng, type PictureFault, pictureLimits } from '#/lib/platform/look/png.ts'
import { type StoredPicture, storeLogo } from '#/lib/platform/look/store-logo.ts'
import { maxSvgBytes, type SvgFault, storeSvg } from '#/lib/platform/look/svg.ts'
import type { LogoField } from './logo-fields.ts'

export type LogoFault = PictureFault | SvgFault | 'svg-alone'

/** The limits that the sentences of faults name. */
export const logoFaultParams = {
  least: pictureLimits.minSide,
  side: pictureLimits.side,
  most: pictureLimits.bytes / 1024,
  mostSvg: maxSvgBytes / 1024,
}

/** An uploaded file as we would keep it, or why not; null: the person chose none. */
export async function takeLogoFile(field: LogoField, given: FormDataEntryValue | null) {
  if (!(given instanceof File) || given.size === 0) return null
  if (given.size > pictureLimits.bytes) return field === 'logo' ? 'picture-large' : 'svg-large'
  const file = Buffer.from(await given.arrayBuffer())
  if (field === 'logoVector') return storeSvg(file)
  const picture = decodePng(file, pictureLimits.minSide)
  return typeof picture === 'string' ? picture : storeLogo(picture)
}

/** Keeps a picture for the preview. It is nobody's logo before somebody saves. @throws as `reauthoriseStaff` */
export function previewPicture(store: Store, grant: AdminGrant, picture: StoredPicture): Promise<void> {
  return store.transact(async (tx) => {
    await reauthoriseStaff(tx, grant, 'admin')
    await storePicture(tx, picture)
  })
}
