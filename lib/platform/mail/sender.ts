import type { Reader } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { accentOf } from '#/lib/platform/look/accent.ts'
import { shownLogo } from '#/lib/platform/look/icons.ts'
import { readMailLogo } from '#/lib/platform/look/pictures.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import type { Sender } from './render.ts'

/** The programme as its mails show it: name, colour and logo. */
export async function readSender(read: Reader): Promise<Sender> {
  const settings = await readSettings(read)
  const { programmeName } = settings
  const logo = await readMailLogo(read, settings.logo, shownLogo)
  return { programmeName, appUrl: env.APP_URL, accent: accentOf(settings), logo }
}
