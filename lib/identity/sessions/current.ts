import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import type { Reader } from '#/db/store/store.ts'
import type { Locale } from '#/db/words/people.ts'
import { isLocale } from '#/lib/platform/i18n/languages.ts'
import { negotiateLocale } from '#/lib/platform/i18n/locale-negotiation.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { reportedZone } from '#/lib/platform/values/zones.ts'
import { touchSession, type Visitor } from './commands.ts'
import { localeCookieName, readBrowserCookie, readSessionCookie } from './cookie.ts'
import { findLinkLocale, findLinkZone } from './link-mail.ts'
import { type Actor, findActor } from './queries.ts'

/** The person of this request, read from the store once per request; null if nobody is signed in. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const sessionId = await readSessionCookie()
  if (!sessionId) return null
  const store = await getStore()
  const actor = await findActor(store.read, sessionId, now())
  if (actor && !store.outdated.aborted)
    touchSession(store, actor).catch((error) =>
      logFault(error, 'the last use of a session could not be saved'),
    )
  return actor
})

/**
 * The language of this request: the user's setting, else the cookie, else that of the mail whose link was opened, else
 * `Accept-Language`.
 */
export const currentLocale = cache(async (): Promise<Locale> => {
  const chosen = await currentActor().catch(() => null)
  if (chosen?.user.locale) return chosen.user.locale
  const cookie = (await cookies()).get(localeCookieName)?.value
  if (isLocale(cookie)) return cookie
  const asked = await headers()
  return (await askOfLink(findLinkLocale)) ?? negotiateLocale(asked.get('accept-language'))
})

/** Asks about the mail whose link was opened; null if it is unknown or the store fails. */
async function askOfLink<Answer>(
  find: (read: Reader, path: string) => Promise<Answer | null>,
): Promise<Answer | null> {
  const path = (await headers()).get('x-path') ?? ''
  return find((await getStore()).read, path).catch(() => null)
}

/** The person of this request for the log; null if nobody is signed in or the store fails. */
export async function currentUserId(): Promise<string | null> {
  const actor = await currentActor().catch(() => null)
  return actor?.user.id ?? null
}

/** The zone in which pages show times: the user's setting, else that of the mail whose link was opened, else UTC. */
export const currentTimeZone = cache(async (): Promise<string> => {
  const actor = await currentActor().catch(() => null)
  if (actor?.user.timeZone) return actor.user.timeZone
  return (await askOfLink(findLinkZone)) ?? 'UTC'
})

/** The browser that signs in. `timeZone`: its own report; anything but a zone is ignored. */
export async function currentVisitor(timeZone = ''): Promise<Visitor> {
  return {
    userAgent: (await headers()).get('user-agent') ?? '',
    locale: await currentLocale(),
    sessionId: await readSessionCookie(),
    timeZone: reportedZone(timeZone),
    browser: await readBrowserCookie(),
  }
}
