import type { ParsedEndpoint } from './endpoint-form.ts'

/**
 * Where an endpoint is read, whatever its kind and however its address is spelt (channels.md, Confirmed, drilled, shown). Then, of an
 * address, the places above it: servers may take what is below a path for the path, as newer ntfy does.
 */
export function listPlaces({ host, config }: Pick<ParsedEndpoint, 'host' | 'config'>): [string, ...string[]] {
  const { number, routingKey, server = '', topic = '', url = `${server}${topic}`, header = '' } = config
  if (number !== undefined) return [number]
  if (routingKey !== undefined) return [keyPlace(routingKey)]
  const { origin, hostname, pathname, search } = new URL(url)
  const segments = segmentsOf(pathname)
  const key = isPagerDuty(host) && findKey([...segments, header, search])
  if (key) return [keyPlace(key)]
  // There every address is a topic's.
  const path = hostname === 'ntfy.sh' ? segments.slice(0, 1) : segments
  const above = path.map((_, index) => [origin, ...path.slice(0, index)].join('/'))
  return [[origin, ...path].join('/'), ...above.reverse()]
}

const keyPlace = (key: string) => `pagerduty ${key.toLowerCase()}`

const isPagerDuty = (host: string) => /(?:^|\.)pagerduty\.com$/.test(host)

/** PagerDuty takes the key of an integration from the path, a header or the body; the body is ours. */
function findKey(parts: readonly string[]): string | undefined {
  return parts.flatMap((part) => /(?<![a-z\d])[a-z\d]{32}(?![a-z\d])/i.exec(part) ?? [])[0]
}

/** The path as any server may read it, from the top. */
function segmentsOf(path: string): string[] {
  const segments: string[] = []
  for (const segment of decode(path).split(/[/\\]/)) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return segments
}

/** Bytes as characters, also of what is encoded twice. */
function decode(path: string): string {
  const decoded = path.replace(/%[\da-f]{2}/gi, (byte) => String.fromCharCode(Number(`0x${byte.slice(1)}`)))
  return decoded === path ? path : decode(decoded)
}
