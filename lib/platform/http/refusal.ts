import type { IncomingHttpHeaders } from 'node:http'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'

/** `target`: where the request leads, as `parseTarget` answers. `hosts`: all its `Host` headers, of which Node keeps the first. */
type EarlyRequest = {
  method: string
  target: string | null
  headers: IncomingHttpHeaders
  hosts: readonly string[]
}
export type EarlyRefusal = {
  status: 204 | 400 | 403 | 405 | 411 | 413 | 414 | 431
  allow?: string
  text: string
}

/** Methods that route handlers answer, with 405 if they do not know them; pages take GET and forms; files only GET. */
const handlersMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const pagesMethods = ['GET', 'HEAD', 'POST']
const filesMethods = ['GET', 'HEAD']
const harmless = ['GET', 'HEAD', 'OPTIONS']

/**
 * Next searches all parameters and cookies for each of them, before our code runs: 15 KB of either, which Node accepts,
 * take it seconds. None of our pages has that many parameters, and browsers store fewer cookies per site.
 */
export const maxParameters = 300
export const maxCookies = 300

const ofHandler = /^\/(api|brands)\//
/** The API takes a key and no cookie. For unknown paths there Next would render a page and run any action. */
const ofApi = /^\/api\/v1\//
const ofFile = /^\/(_next\/|favicon\.ico$|help\/.*\.png)/

/**
 * The refusal of a request that should reach neither our handlers nor Next, because Next often responds to such with
 * a fault and a stack in the log; null for all others.
 */
export function refuseEarly({ method, target, headers, hosts }: EarlyRequest): EarlyRefusal | null {
  if (hosts.length > 1 || !hosts.every((host) => hostForm.test(host))) return refusal(400, oneHost)
  if (target === '*' && method === 'OPTIONS') return refusal(204, '', handlersMethods)
  if (target === null || target === '*') return refusal(400, 'The request target is not valid.')
  const [path = ''] = target.split('?')
  if (target.split('&').length > maxParameters) return refusal(414, 'The URL has too many parameters.')
  if ((headers.cookie ?? '').split(';').length > maxCookies) return refusal(431, 'Too many cookies.')
  if (!isRouterState(headers['next-router-state-tree'])) return refusal(400, unreadableState)
  const known = ofFile.test(path) ? filesMethods : ofHandler.test(path) ? handlersMethods : pagesMethods
  if (!known.includes(method)) return refusal(405, 'Method not allowed.', known)
  if (!ofApi.test(path) && !harmless.includes(method) && crossSiteHeader(headers) !== null)
    return refusal(403, 'This request came from another site and was rejected.')
  return null
}

/** A name or number, and maybe a port (RFC 9110, 7.2). A proxy in front and we must not read two hosts from one header. */
const hostForm = /^(?:[\w.-]{1,255}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i
const oneHost = 'Exactly one valid Host header is required.'

/** The `Host` headers among all headers as they came: names and values in turn. */
export function hostsOf(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'host')
}

export const unreadableState = 'The router state could not be read.'

/** Uses Next's own check, which Next makes late and answers with 500. */
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
 * The path and query of a request target, also of `http://any.host/a?b`, as a server must accept it (RFC 9112, section
 * 3.2.2); null if it has none. Next answers 500 to a path with broken percent-encoding. PostgreSQL takes no NUL in
 * text; the API answers that itself. A broken path of a brand page leads to one that no account has.
 */
export function parseTarget(target: string): string | null {
  const local = toOriginForm(target)
  if (local === null || local === '*') return local
  const [path = ''] = local.split('?')
  if (path.startsWith('/api/')) return isEncoded(path) ? local : null
  if (/^\/brands\/[^/]*$/.test(path)) return isEncoded(path) && !path.includes('%00') ? local : '/brands/-'
  return isEncoded(path) && !local.includes('%00') ? local : null
}

/** Resolves `..` and backslashes as Next does, so that we judge the path that is served. */
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
 * The header that shows that a change comes from another site's page; null if there is none, as for programs.
 * Next compares only the origin of server actions, answers another site's with 500, and accepts `null`.
 */
export function crossSiteHeader(headers: IncomingHttpHeaders): 'sec-fetch-site' | 'origin' | null {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'sec-fetch-site'
  const { origin } = headers
  if (origin === undefined || (origin === 'null' && site === 'same-origin')) return null
  const url = URL.parse(origin)
  // Only an http(s) address surely has a host; that of `file://` is empty.
  if (url === null || !/^https?:$/.test(url.protocol)) return 'origin'
  const forwarded = [headers['x-forwarded-host'] ?? []].flat().join().split(',')[0]?.trim()
  return [forwarded, headers.host].includes(url.host) ? null : 'origin'
}
