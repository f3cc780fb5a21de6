import { cookies } from 'next/headers'
import { decode, encode } from 'next-auth/jwt'
import type { Locale } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { isSecure } from '#/lib/platform/http/security-headers.ts'
import { challengeTtl, knownBrowserLife } from './policy.ts'
import { sessionLimit } from './queries.ts'

/** `__Host-` binds a cookie to this host and path; browsers allow it only over https. */
export function cookieName(name: string): string {
  return isSecure ? `__Host-recapito.${name}` : `recapito.${name}`
}
export const cookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure } as const

export const sessionCookieName = cookieName('session')
export const localeCookieName = cookieName('locale')

type Purpose = 'sign-in' | 'change-address' | 'passkey'

async function setCookie(name: string, value: string, maxAge: number): Promise<void> {
  const jar = await cookies()
  jar.set(name, value, { ...cookieOptions, maxAge })
}

async function readCookie(name: string): Promise<string | null> {
  return (await cookies()).get(name)?.value ?? null
}

/** Sets the session cookie: next-auth's encrypted token with only the session's id. */
export async function setSessionCookie(sessionId: string): Promise<void> {
  const maxAge = sessionLimit / 1000
  const token = await encode({ token: { sid: sessionId }, secret: env.AUTH_SECRET, maxAge })
  await setCookie(sessionCookieName, token, maxAge)
}

export function clearSessionCookie(): Promise<void> {
  return setCookie(sessionCookieName, '', 0)
}

/** The session's id from the cookie; null if there is none or we did not make it. */
export async function readSessionCookie(): Promise<string | null> {
  return openSessionToken(await readCookie(sessionCookieName))
}

/** The session's id from a request's `Cookie` header, even of an ended session; null as `readSessionCookie`. */
export async function sessionInHeader(header: string | undefined): Promise<string | null> {
  const start = `${sessionCookieName}=`
  const cookie = (header ?? '').split(';').find((each) => each.trim().startsWith(start))
  return openSessionToken(cookie?.trim().slice(start.length))
}

async function openSessionToken(value: string | null | undefined): Promise<string | null> {
  if (!value) return null
  try {
    const token = await decode({ token: value, secret: env.AUTH_SECRET })
    return typeof token?.sid === 'string' ? token.sid : null
  } catch {
    return null
  }
}

/** Remembers the challenge of the open page: its code works only in this browser. */
export function setChallengeCookie(purpose: Purpose, challengeId: string): Promise<void> {
  return setCookie(cookieName(purpose), challengeId, challengeTtl / 1000)
}

export function readChallengeCookie(purpose: Purpose): Promise<string | null> {
  return readCookie(cookieName(purpose))
}

export function clearChallengeCookie(purpose: Purpose): Promise<void> {
  return setCookie(cookieName(purpose), '', 0)
}

/** Sets the proof that this browser signed an address in (known-browser.ts). */
export function setBrowserCookie(proof: string): Promise<void> {
  return setCookie(cookieName('browser'), proof, knownBrowserLife / 1000)
}

export function readBrowserCookie(): Promise<string | null> {
  return readCookie(cookieName('browser'))
}

/** Sets the language of this browser for a year; it counts while nobody is signed in. */
export function setLocaleCookie(locale: Locale): Promise<void> {
  return setCookie(localeCookieName, locale, 365 * 24 * 3600)
}
