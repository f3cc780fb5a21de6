import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { env } from '#/env.ts'
import { sessionInHeader } from '#/lib/identity/sessions/cookie.ts'
import { isSessionLive } from '#/lib/identity/sessions/queries.ts'
import { bodyLimits } from '#/lib/notices/formats/parse-events.ts'
import { compressResponse } from '#/lib/platform/http/compression.ts'
import { formTooLarge, maxBytesBeforeSignIn, maxFormBytes } from '#/lib/platform/http/form-limit.ts'
import { OpenBodies } from '#/lib/platform/http/open-bodies.ts'
import { buildProblem, problemMediaType } from '#/lib/platform/http/problem.ts'
import {
  crossSiteHeader,
  type EarlyRefusal,
  hostsOf,
  parseTarget,
  refuseEarly,
  unreadableState,
} from '#/lib/platform/http/refusal.ts'
import { responseHeaders } from '#/lib/platform/http/security-headers.ts'
import { logUnreadable } from '#/lib/platform/http/unreadable.ts'
import { logOnce } from '#/lib/platform/limits/too-many.ts'
import { logEvent } from '#/lib/platform/log/log.ts'
import { currentNetwork } from '#/lib/platform/log/origin.ts'
import { isMigrating } from '#/lib/platform/store/migrating.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { respondMigrating } from './respond-migrating.ts'

/**
 * Adds `responseHeaders` to every answer of this process, and refuses bad requests before Next sees them. Next does not hand out
 * its server, so we take it from the first request, before any listener hears of that request.
 */
export function guardServers(): void {
  const guarded = new WeakSet<Server>()
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { server: Server }
    if (guarded.has(server)) return
    guarded.add(server)
    // Next never answers an upgrade to a WebSocket. Without listeners Node treats it as an ordinary request.
    if (env.RECAPITO_MODE !== 'development') server.removeAllListeners('upgrade')
    const listeners = server.listeners('request') as RequestListener[]
    server.removeAllListeners('request')
    server.on('request', (request, response) => {
      const serve = () =>
        compressResponse(request, response, () => {
          for (const listen of listeners) listen.call(server, request, response)
        })
      fillHeaders(response)
      if (isMigrating()) return respondMigrating(request, response)
      if (refuse(request, response)) return
      const { bytes, refusal, isForAll, counted } = checkBodyLimit(request)
      const network = currentNetwork()
      if (bytes > 0) openBodies.add({ request, network, bytes })
      if (!refusal) return serve()
      readSessionState(request.headers.cookie).then((state) => {
        if (state === 'live' && !isForAll) return serve()
        if (state === 'ended' && counted !== undefined) {
          openBodies.add({ request, network, bytes: counted })
          return serve()
        }
        if (refusal.status !== 413 || !redirectToTooLarge(request, response))
          answer(request, response, refusal)
        else serve()
      })
    })
  })
}

const KiB = 1024
const MiB = 1024 * KiB

/** Limits of unfinished bodies from unknown senders: per network, in all, and in time (docs/limits.md). */
const openBodyLimits = {
  ofNetwork: { bodies: 100, bytes: 4 * MiB },
  ofAll: { bodies: 1000, bytes: 32 * MiB },
  patience: minute,
}

/** Whether a `Cookie` header has a session, and whether that has ended. A store that fails vouches for nobody. */
async function readSessionState(header: string | undefined): Promise<'none' | 'ended' | 'live'> {
  const sessionId = await sessionInHeader(header)
  if (sessionId === null) return 'none'
  const isLive = getStore().then(({ read }) => isSessionLive(read, sessionId, now()))
  return (await isLive.catch(() => false)) ? 'live' : 'ended'
}

type BodyLimitCheck = {
  /** How many bytes the server buffers before it knows the sender; counted as a stranger's. */
  bytes: number
  /** For a request without a live session, or for all. */
  refusal: EarlyRefusal | null
  isForAll?: true
  /**
   * In place of the refusal, if the cookie is that of an ended session: its form is kept until the person has signed in
   * again. Its bytes count as a stranger's; `unsized`: as they come.
   */
  counted?: number | 'unsized'
}

/** These bodies are read whatever the headers say: they contain the key, or the path or a signature vouches for them. */
const readsUnknown = /^\/api\/v1\/(events\/pagerduty|acknowledge|endpoints)(\/|$)/

/** Of all others the API reads no body before it has checked the key in the header. */
export function checkBodyLimit({
  url = '',
  headers,
}: Pick<IncomingMessage, 'url' | 'headers'>): BodyLimitCheck {
  // Next forwards this request to itself; it was judged when it came in. No client can send this header (request-origin.ts).
  if (headers['x-action-forwarded'] !== undefined) return { bytes: 0, refusal: null }
  const isChunked = headers['transfer-encoding'] !== undefined
  const length = isChunked ? Number.POSITIVE_INFINITY : Number(headers['content-length'] ?? 0)
  const [path = ''] = url.split('?')
  if (url.startsWith('/api/v1/')) {
    // Next serves a path also if its letters are encoded.
    const isRead = headers.authorization === undefined || readsUnknown.test(decodeURIComponent(path))
    return { bytes: isRead ? Math.min(length, bodyLimits.pagerduty) : 0, refusal: null }
  }
  if (length <= maxBytesBeforeSignIn) return { bytes: length, refusal: null }
  const isUpload = path === uploadPath
  if (isChunked) {
    const refusal = { status: 411, text: 'Content-Length is required.' } as const
    return { bytes: 0, refusal, ...(!isUpload && { counted: 'unsized' }) }
  }
  if (length > maxFormBytes && !isUpload)
    return { bytes: 0, refusal: { status: 413, text: formTooLarge }, isForAll: true }
  const text = 'This is too large to send before you sign in. Nothing was saved. Sign in and send it again.'
  return { bytes: 0, refusal: { status: 413, text }, ...(!isUpload && { counted: length }) }
}

/** Accounts are uploaded here; the route has its own limit. */
const uploadPath = '/admin/accounts/import/upload'

/** Turns a browser's form into a request for the too-large page; returns whether it did. */
function redirectToTooLarge(request: IncomingMessage, response: ServerResponse): boolean {
  const { headers, url = '' } = request
  if (headers['next-action'] !== undefined || !headers.accept?.includes('text/html')) return false
  request.method = 'GET'
  request.url = `/too-large?${new URLSearchParams({ from: url })}`
  for (const name of ['content-length', 'content-type', 'transfer-encoding']) delete headers[name]
  const write = response.writeHead
  response.writeHead = (_status: number, ...given: unknown[]) =>
    write.apply(response, [413, ...given] as Parameters<ServerResponse['writeHead']>)
  // Drains the unread body.
  request.resume()
  return true
}

const openBodies = new OpenBodies(openBodyLimits, (network) =>
  logOnce({ name: 'open-bodies', whom: network, until: Math.ceil(now() / minute) * minute }),
)

/** Sets headers as the head is written: set earlier, Next would not let a handler replace them. */
function fillHeaders(response: ServerResponse): void {
  const write = response.writeHead
  response.writeHead = (status: number, ...given: unknown[]) => {
    // This header says where the proxy led the request, and only Next needs it.
    response.removeHeader('x-middleware-rewrite')
    for (const [name, value] of Object.entries(responseHeaders)) {
      // A 304 updates the headers of the browser's copy, which are right already.
      if (status !== 304 && !response.hasHeader(name)) response.setHeader(name, value)
    }
    return write.apply(response, [status, ...given] as Parameters<ServerResponse['writeHead']>)
  }
}

/** Rejects a bad request early; returns whether it did. Rewrites the request's URL to the resolved path. */
function refuse(request: IncomingMessage, response: ServerResponse): boolean {
  const { method = '', headers, url = '' } = request
  const target = parseTarget(url)
  request.url = target ?? url
  const refused = refuseEarly({ method, target, headers, hosts: hostsOf(request.rawHeaders) })
  if (!refused) return false
  if (refused.status === 403) logEvent('sent-from-elsewhere', { by: crossSiteHeader(headers) })
  if (refused.text === unreadableState) logUnreadable('router-state')
  answer(request, response, refused)
  return true
}

function answer(request: IncomingMessage, response: ServerResponse, refusal: EarlyRefusal): void {
  const { method, url = '' } = request
  const { status, text, allow } = refusal
  const forProgram = url.startsWith('/api/')
  // Next gives a script the text of this type only.
  const type = text === formTooLarge ? 'text/plain' : 'text/plain; charset=utf-8'
  const detail = allow ? `This path answers ${allow}.` : text
  const body = forProgram ? JSON.stringify(buildProblem({ title: text, status, detail })) : text
  response.writeHead(status, {
    ...(allow && { allow }),
    'content-type': forProgram ? problemMediaType : type,
  })
  response.end(method === 'HEAD' || status === 204 ? undefined : body)
  // Drains the unread body.
  request.resume()
}
