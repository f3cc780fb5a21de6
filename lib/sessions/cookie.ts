import { cookies } from 'next/headers'
import { decode, encode } from 'next-auth/jwt'
import { env } from '#/env.ts'
import { sessionLimit } from './policy.ts'

const secure = env.APP_URL.startsWith('https:')

/** `__Host-` binds the cookie to this host and path, which browsers allow over https alone. */
export const sessionCookieName = secure ? '__Host-recapito.session' : 'recapito.session'
export const sessionCookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
const challengeCookieName = secure ? '__Host-recapito.sign-in' : 'recapito.sign-in'

/** Hands the browser its session: next-auth's own encrypted token, holding the session's id alone. */
export async function setSessionCookie(sessionId: string): Promise<void> {
  const maxAge = sessionLimit / 1000
  const token = await encode({ token: { sid: sessionId }, secret: env.AUTH_SECRET, maxAge })
  const jar = await cookies()
  jar.set(sessionCookieName, token, { ...sessionCookieOptions, maxAge })
}

export async function clearSessionCookie(): Promise<void> {
  const jar = await cookies()
  jar.set(sessionCookieName, '', { ...sessionCookieOptions, maxAge: 0 })
}

/** The session's id from the cookie; null where there is none or it was not made here. */
export async function readSessionCookie(): Promise<string | null> {
  const jar = await cookies()
  const value = jar.get(sessionCookieName)?.value
  if (!value) return null
  try {
    const token = await decode({ token: value, secret: env.AUTH_SECRET })
    return typeof token?.sid === 'string' ? token.sid : null
  } catch {
    return null
  }
}

/** Remembers which challenge the page still open waits for. */
export async function setChallengeCookie(challengeId: string, maxAge: number): Promise<void> {
  const jar = await cookies()
  jar.set(challengeCookieName, challengeId, { ...sessionCookieOptions, maxAge })
}

export async function readChallengeCookie(): Promise<string | null> {
  const jar = await cookies()
  return jar.get(challengeCookieName)?.value ?? null
}
