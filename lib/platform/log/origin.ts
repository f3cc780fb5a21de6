import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerResponse } from 'node:http'
import { isIP } from 'node:net'

/** The origin of the running work, and the answer to its request, if it has one. */
type Origin = { from: string; room?: string; response?: ServerResponse; hasStarted?: boolean }

/** Routes and instrumentation are separate module graphs; they share what is open through `globalThis`. */
const shared = globalThis as typeof globalThis & { recapitoOrigins?: AsyncLocalStorage<Origin> }
shared.recapitoOrigins ??= new AsyncLocalStorage()
const origins = shared.recapitoOrigins

/** The origin of the running work: a client's network address, `portal` or `command-line`; empty if unknown. */
export function currentOrigin(): string {
  return origins.getStore()?.from ?? ''
}

/** The response to the current request. */
export function currentResponse(): ServerResponse | undefined {
  return origins.getStore()?.response
}

/** Sets the current response's status where Next would send 200. A redirect stays a redirect. */
export function setResponseStatus(status: number): void {
  const response = currentResponse()
  if (!response || response.headersSent) return
  const writeHead = response.writeHead
  const write = (given: number, ...rest: unknown[]) =>
    Reflect.apply(writeHead, response, [given === 200 ? status : given, ...rest])
  response.writeHead = write as typeof writeHead
}

/** Runs work, and all that it awaits, as coming from `origin`; `room`: see `currentRoom`. */
export function runAs<Result>(origin: string, work: () => Result, room = ''): Result {
  return origins.run({ from: origin, room }, work)
}

/** The part of the product that does the running work, for metrics: `intake`, `outbox`, `forms`, `api` or a job's name. */
export function currentRoom(): string {
  return origins.getStore()?.room || 'other'
}

/** Sets the room of the current work from here on. */
export function enterRoom(room: string): void {
  const origin = origins.getStore()
  if (origin) origin.room = room
}

/** Sets the origin of the current work from here on. */
export function enterFrom(origin: string, response: ServerResponse): void {
  origins.enterWith({ from: origin, response })
}

/** Marks the current request as read: our code handles it from here on. */
export function markStarted(): void {
  const origin = origins.getStore()
  if (origin) origin.hasStarted = true
}

export function hasStarted(): boolean {
  return origins.getStore()?.hasStarted ?? false
}

/** The client's network of the running work (http/request-origin.ts); empty if it has none or is unknown. */
export function currentNetwork(): string {
  return networkOf(currentOrigin())
}

/** Whether an address is that of a trusted proxy. */
export type Trusts = (address: string) => boolean

/**
 * The network address of a client: the connection's, unless that is a trusted proxy's. A proxy names its client in
 * `X-Forwarded-For`; the walk goes from the right past every trusted one and never reaches what a client wrote further
 * left. An invalid entry ends the walk at the proxy that passed it on. Empty if there is no connection.
 */
export function clientAddress(forwardedFor: string, connected: string | undefined, trusts: Trusts): string {
  let address = parseClientAddress(connected ?? '') ?? ''
  for (const entry of forwardedFor.split(',').reverse()) {
    if (!address || !trusts(address)) break
    const next = parseClientAddress(entry)
    if (next === null) break
    address = next
  }
  return address
}

/** The canonical form of an address: no port, brackets or zone; IPv4-mapped IPv6 as IPv4. Null if invalid. */
export function parseClientAddress(written: string): string | null {
  const plain = written
    .trim()
    .slice(0, maxWritten)
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '')
  if (isIP(plain) === 4) return plain
  if (isIP(plain) !== 6) return null
  // A URL writes its host in the canonical form of RFC 5952.
  const canonical = new URL(`http://[${plain}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(canonical)
  if (!mapped) return canonical
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The longest address, with a zone, brackets and a port. */
const maxWritten = 80

/** The network by which limits count an address: itself, or its /64 for IPv6. Empty if invalid. */
export function networkOf(address: string): string {
  const canonical = parseClientAddress(address)
  if (canonical === null || isIP(canonical) === 4) return canonical ?? ''
  const [head = '', tail = ''] = canonical.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...(canonical.includes('::') ? zeros : []), ...right].slice(0, 4).join(':')
}
