import type { IncomingHttpHeaders } from 'node:http'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'

/** `target`: where the request leads, as `parseTarget` says. */
export type EarlyRequest = { method: string; target: string | null; headers: IncomingHttpHeaders }
export type EarlyRefusal = {
  status: 204 | 400 | 403 | 405 | 411 | 413 | 414 | 431
  allow?: string
  text: string
}

/** Route handlers answer for these themselves, 405 where they have none; a page is read, and takes forms; a file is read. */
const handlersMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const pagesMethods = ['GET', 'HEAD', 'POST']
const filesMethods = ['GET', 'HEAD']
const harmless = ['GET', 'HEAD', 'OPTIONS']

/**
 * Next looks for each parameter and each cookie among all of them, before anything of ours runs: 15 KB of either, which Node lets
 * pass, take it seconds. No page of ours has so many parameters, and browsers keep fewer cookies of a site.
 */
export const mostParameters = 300
export const mostCookies = 300

const ofHandler = /^\/(api|brands)\//
/** Takes a key and no cookie. Of other paths there Next makes a page, which would run an action like any. */
const ofApi = /^\/api\/v1\//
const ofFile = /^\/(_next\/|icon\.svg|help\/.*\.png)/

/**
 * What no page or handler needs to see, nor Next, which answers much of it with a fault and a stack in the log; null for all the
 * rest.
 */
export function refuseEarly({ method, target, headers }: EarlyRequest): EarlyRefusal | null {
  if (target === '*' && method === 'OPTIONS') return refusal(204, '', handlersMethods)
  if (target === null || target === '*') return refusal(400, 'The address is not one.')
  const [path = ''] = target.split('?')
  if (target.split('&').length > mostParameters) return refusal(414, 'The address has too many parameters.')
  if ((headers.cookie ?? '').split(';').length > mostCookies)
    return refusal(431, 'There are too many cookies.')
  if (!isRouterState(headers['next-router-state-tree'])) return refusal(400, unreadableState)
  const known = ofFile.test(path) ? filesMethods : ofHandler.test(path) ? handlersMethods : pagesMethods
  if (!known.includes(method)) return refusal(405, 'The method is not allowed.', known)
  if (!ofApi.test(path) && !harmless.includes(method) && saidBy(headers) !== null) {
    return refusal(403, 'This was sent from a page of another site, and nothing was done.')
  }
  return null
}

export const unreadableState = 'The state of the router could not be read.'

/** By Next's own check, which it makes late and answers with 500. */
function isRouterState(header: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(header)
    return true
  } catch {
    return false
  }
}

function refusal(status: EarlyRefusal['status'], text: string, allowed?: string[]): EarlyRefusal {
  return { status, text, ...(allowed && { allow: allowed.join(', ') }) }
}

/**
 * Where a request target leads: its path and query, of `http://any.host/a?b` too, as a server has to see it (RFC 9112, section
 * 3.2.2); null where it leads nowhere. Next answers 500 to a path whose percent-encoding is broken, and PostgreSQL takes no NUL in
 * a text, which the API answers itself. A brand page's path that is none leads to one that no account has.
 */
export function parseTarget(target: string): string | null {
  const local = toOriginForm(target)
  if (local === null || local === '*') return local
  const [path = ''] = local.split('?')
  if (path.startsWith('/api/')) return isEncoded(path) ? local : null
  if (/^\/brands\/[^/]*$/.test(path)) return isEncoded(path) && !path.includes('%00') ? local : '/brands/-'
  return isEncoded(path) && !local.includes('%00') ? local : null
}

/** Resolves `..` and backslashes as Next does, so that what is judged is what is served. */
function toOriginForm(target: string): string | null {
  if (target === '*') return target
  const whole = target.startsWith('/') ? `http://any.host${target}` : target
  const url = /^https?:\/\//i.test(whole) ? URL.parse(whole) : null
  return url && url.pathname + url.search
}

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/**
 * The header that says that what is to change something comes from a page of another site, by what browsers say of that; null where
 * none does, as of a program that is no browser. Next compares the origin of server actions alone, answers another's with 500, and
 * lets `null` pass.
 */
export function saidBy(headers: IncomingHttpHeaders): 'sec-fetch-site' | 'origin' | null {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'sec-fetch-site'
  const { origin } = headers
  if (origin === undefined || (origin === 'null' && site === 'same-origin')) return null
  const url = URL.parse(origin)
  // Only an address of the web has a host for certain; `file://` has an empty one.
  if (url === null || !/^https?:$/.test(url.protocol)) return 'origin'
  const forwarded = [headers['x-forwarded-host'] ?? []].flat().join().split(',')[0]?.trim()
  return [forwarded, headers.host].includes(url.host) ? null : 'origin'
}
