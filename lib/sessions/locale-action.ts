'use server'

import { revalidatePath } from 'next/cache'
import { formOf } from '#/lib/actions.ts'
import { isLocale } from '#/lib/locale.ts'
import { getStore } from '#/lib/store.ts'
import { setLocale } from './commands.ts'
import { setLocaleCookie } from './cookie.ts'
import { currentActor } from './current.ts'

/** Public: chooses the language of this browser, and of the person where one is signed in. */
export async function chooseLocaleAction(given: FormData): Promise<void> {
  const locale = formOf(given).get('locale')
  if (!isLocale(locale)) return
  await setLocaleCookie(locale)
  const actor = await currentActor()
  if (actor) await setLocale(await getStore(), actor, locale)
  revalidatePath('/', 'layout')
}
