'use server'

import { revalidatePath } from 'next/cache'
import { cookies } from 'next/headers'
import { isLocale } from '#/lib/locale.ts'
import { getStore } from '#/lib/store.ts'
import { setLocale } from './commands.ts'
import { currentActor, localeCookieName } from './current.ts'

/** Public: chooses the language of this browser, and of the person where one is signed in. */
export async function chooseLocaleAction(form: FormData): Promise<void> {
  const locale = form.get('locale')
  if (!isLocale(locale)) return
  const jar = await cookies()
  jar.set(localeCookieName, locale, { path: '/', sameSite: 'lax', httpOnly: true, maxAge: 365 * 24 * 3600 })
  const actor = await currentActor()
  if (actor) await setLocale(await getStore(), actor, locale)
  revalidatePath('/', 'layout')
}
