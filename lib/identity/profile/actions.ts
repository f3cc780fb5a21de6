'use server'

import { revalidatePath } from 'next/cache'
import { defineAction, formOf } from '#/lib/identity/access/define-action.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { setLocale } from '#/lib/identity/sessions/commands.ts'
import { setLocaleCookie } from '#/lib/identity/sessions/cookie.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { isLocale } from '#/lib/platform/i18n/languages.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { densitySchema, profileSchema, saveProfile } from './profile.ts'

/** Sets how dense a person's tables are. */
export const chooseDensityAction = defineAction({
  schema: densitySchema,
  right: requireActor,
  run: saveProfile,
})

/** Sets a person's time zone; their other choices stay. */
export const chooseZoneAction = defineAction({
  schema: profileSchema.pick({ timeZone: true }),
  right: requireActor,
  run: saveProfile,
})

/** Public: sets the language of this browser, and of the signed-in person. */
export async function chooseLocaleAction(given: FormData): Promise<void> {
  const locale = formOf(given).get('locale')
  if (!isLocale(locale)) return
  await setLocaleCookie(locale)
  const actor = await currentActor()
  if (actor) await setLocale(await getStore(), actor, locale)
  revalidatePath('/', 'layout')
}
