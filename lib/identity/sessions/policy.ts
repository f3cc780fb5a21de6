import { day, hour, minute } from '#/lib/platform/values/clock.ts'

/** product.md, Signing in: sessions end 12 hours after last use or 7 days after sign-in. */
export const idleLimit = 12 * hour
export const sessionLimit = 7 * 24 * hour

/** Codes and links work for 10 minutes; five wrong codes end them. */
export const challengeLifetime = 10 * minute
export const wrongCodesAllowed = 5

/** We know a browser this long after it last signed an address in: as long as browsers keep a cookie. */
export const knownBrowserLife = 400 * day

/** The least time until we answer a request for a code, whether we know the address or not. */
export const answerFloor = 300

type SessionTimes = { createdAt: number; lastUsedAt: number; endedAt: number | null }

/** Whether a session is alive at `now`. */
export function isSessionAlive(session: SessionTimes, now: number): boolean {
  return (
    session.endedAt === null && now < session.lastUsedAt + idleLimit && now < session.createdAt + sessionLimit
  )
}

/** The 8 digits of a code as people type it, with spaces and dashes between them. Null if it is not a code. */
export function normaliseCode(typed: string): string | null {
  const digits = typed.slice(0, 40).replace(/[\s\-–.]/g, '')
  return /^\d{8}$/.test(digits) ? digits : null
}

const pages = /^\/(accounts|admin|settings|invitations|help)(\/|\?|$)/
const anyOrigin = 'http://recapito.invalid'

/**
 * The page to open after signing in: only one of ours, written as a browser would, never another host, an action or a way
 * around (`..`, backslashes, anything a header cannot hold).
 */
export function safeNextPath(path: string | null | undefined): string | null {
  if (!path || path.length > 500 || !pages.test(path) || path.includes('//')) return null
  const url = URL.parse(path, anyOrigin)
  return url?.origin === anyOrigin && `${url.pathname}${url.search}` === path ? path : null
}
