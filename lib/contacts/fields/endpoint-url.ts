import { env } from '#/env.ts'
import { localName } from '#/environment-table.ts'

/** Hosts by name: `hooks.example.com`, or `*.example.com` for all names below. */
export type HostNames = readonly string[]

/** `hosts`: the only ones, if there are any. */
export type UrlRules = { ownHost: string; ports: readonly number[]; hosts: HostNames }

export type UrlError = 'required' | 'too-long' | 'https' | 'plain' | 'port' | 'not-public' | 'not-allowed'

const configured: UrlRules = {
  ownHost: new URL(env.APP_URL).hostname,
  ports: env.ENDPOINT_PORTS,
  hosts: env.ENDPOINT_HOSTS,
}

export const maxUrlLength = 2000
const maxHostLength = 253
/** Labels with a dot between, of which the last is no number: no spelling of an IP address. */
const publicName = /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The URL of an endpoint in its one spelling, or the key of what is wrong with it (channels.md, What may be called). It asks no
 * name server: an address behind the name is checked for each connection.
 */
export function parseEndpointUrl(
  typed: string,
  rules = configured,
): { ok: true; url: URL } | { ok: false; error: UrlError } {
  const error = (error: UrlError) => ({ ok: false, error }) as const
  const text = typed.trim()
  if (text === '') return error('required')
  if (text.length > maxUrlLength) return error('too-long')
  const url = URL.parse(text)
  if (url?.protocol !== 'https:') return error('https')
  if (url.username || url.password || text.includes('#')) return error('plain')
  // DNS takes a dot at the end for the same name; the lists of hosts do not.
  url.hostname = url.hostname.replace(/\.$/, '')
  const host = url.hostname
  if (host.length > maxHostLength || !publicName.test(host)) return error('not-public')
  if (host === rules.ownHost || localName.test(host)) return error('not-public')
  if (rules.hosts.length > 0 && !isHostOf(host, rules.hosts)) return error('not-allowed')
  if (url.port !== '' && !rules.ports.includes(Number(url.port))) return error('port')
  if (url.href.length > maxUrlLength) return error('too-long')
  return { ok: true, url }
}

/** Whether a host, in lower case, is one of these. */
export function isHostOf(host: string, names: HostNames): boolean {
  return names.some((name) => (name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name))
}
