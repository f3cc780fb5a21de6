/**
 * Scores an answer as Mozilla's HTTP Observatory does (scoring methodology, version 5): each test adds or subtracts
 * points from 100, bonus points apply from 90 on, and 100 is A+. We are stricter: whatever is not the best answer to a
 * test is a fault, and costs the most that the Observatory takes off for it. The redirect from http to https is left
 * out: it adds no points, and is the proxy's (deploy/nginx.conf, deploy/Caddyfile).
 */
export type Scanned = {
  url: string
  /** Names in lower case; repeated headers are a list. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  cookies: readonly string[]
  body: string
}
export type Score = { score: number; faults: string[] }

type Check = { name: string; bonus: number; off: number; isBest(scanned: Scanned): boolean }

const checks: Check[] = [
  { name: 'content-security-policy', bonus: 10, off: 25, isBest: hasStrictPolicy },
  { name: 'cookies', bonus: 5, off: 40, isBest: ({ cookies }) => cookies.every(isStrictCookie) },
  {
    name: 'cross-origin-resource-sharing',
    bonus: 0,
    off: 50,
    isBest: (scanned) => read(scanned, 'access-control-allow-credentials') !== 'true',
  },
  {
    name: 'referrer-policy',
    bonus: 5,
    off: 5,
    isBest: (scanned) => /^(no-referrer|same-origin|strict-origin)$/.test(read(scanned, 'referrer-policy')),
  },
  { name: 'strict-transport-security', bonus: 0, off: 20, isBest: isKeptToHttps },
  { name: 'subresource-integrity', bonus: 0, off: 50, isBest: hasOwnScripts },
  {
    name: 'x-content-type-options',
    bonus: 0,
    off: 5,
    isBest: (scanned) => read(scanned, 'x-content-type-options') === 'nosniff',
  },
  {
    name: 'x-frame-options',
    bonus: 5,
    off: 20,
    isBest: (scanned) => readPolicy(scanned).get('frame-ancestors')?.join() === "'none'",
  },
  {
    name: 'cross-origin-resource-policy',
    bonus: 10,
    off: 5,
    isBest: (scanned) => read(scanned, 'cross-origin-resource-policy') === 'same-origin',
  },
]

export function scoreAnswer(scanned: Scanned): Score {
  const faults = checks.filter(({ isBest }) => !isBest(scanned))
  const without = 100 - faults.reduce((sum, { off }) => sum + off, 0)
  const earned = checks.filter(({ name }) => name !== 'cookies' || scanned.cookies.length > 0)
  const bonus = earned.reduce((sum, check) => sum + (faults.includes(check) ? 0 : check.bonus), 0)
  const score = Math.max(0, without >= 90 ? without + bonus : without)
  return { score, faults: faults.map(({ name }) => name) }
}

function read({ headers }: Scanned, name: string): string {
  const said = headers[name]
  return typeof said === 'string' ? said : ''
}

/** The directives of the policy; none if it repeats one. */
function readPolicy(scanned: Scanned): Map<string, string[]> {
  const entries = read(scanned, 'content-security-policy').split(';')
  const directives = entries.map((entry) => entry.trim().split(/\s+/))
  const policy = new Map(directives.map(([name = '', ...sources]) => [name, sources]))
  return policy.size === directives.length ? policy : new Map()
}

/** Nothing by default, and nothing by host, scheme or inline; pictures may be data. */
function hasStrictPolicy(scanned: Scanned): boolean {
  const policy = readPolicy(scanned)
  const strict = /^'(none|self|strict-dynamic|nonce-[^']+|sha256-[^']+)'$/
  const isStrict = ([name, sources]: [string, string[]]) =>
    sources.every((source) => strict.test(source) || (name === 'img-src' && source === 'data:'))
  return policy.get('default-src')?.join() === "'none'" && [...policy].every(isStrict)
}

function isStrictCookie(cookie: string): boolean {
  const attributes = cookie.toLowerCase().split(/\s*;\s*/)
  return ['secure', 'httponly', 'samesite=lax'].every((attribute) => attributes.includes(attribute))
}

/** For half a year or more. Preloading would add points, but only the operator can ask for it. */
function isKeptToHttps(scanned: Scanned): boolean {
  const [, seconds] =
    /^max-age=(\d+)(; includeSubDomains)?$/.exec(read(scanned, 'strict-transport-security')) ?? []
  return scanned.url.startsWith('https:') && Number(seconds) >= 15_552_000
}

/** All scripts come from our own origin, and need no hash. */
function hasOwnScripts({ body }: Scanned): boolean {
  return !/<script\b[^>]*\bsrc="(?!\/(?!\/))/.test(body)
}
