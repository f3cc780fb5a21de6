'use server'

import { revalidatePath } from 'next/cache'
import { formOf } from '#/lib/identity/access/define-action.ts'
import { setLocale } from '#/lib/identity/sessions/commands.ts'
import { setLocaleCookie } from '#/lib/identity/sessions/cookie.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { isLocale } from '#/lib/platform/i18n/languages.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Public: sets the language of this browser, and of the signed-in person. */
export async function chooseLocaleAction(given: FormData): Promise<void> {
  const locale = formOf(given).get('locale')
  if (!isLocale(locale)) return
  await setLocaleCookie(locale)
  const actor = await currentActor()
  if (actor) await setLocale(await getStore(), actor, locale)
  revalidatePath('/', 'layout')
}
