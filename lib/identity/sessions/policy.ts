import { day, minute } from '#/lib/platform/values/clock.ts'

/** Codes and links work for 10 minutes; five wrong codes end them. */
export const challengeTtl = 10 * minute
export const wrongCodesAllowed = 5

/** We know a browser this long after it last signed an address in: as long as browsers keep a cookie. */
export const knownBrowserLife = 400 * day

/** The least time until we answer a request for a code, whether we know the address or not. */
export const answerFloor = 300

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
