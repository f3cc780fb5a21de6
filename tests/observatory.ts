/**
 * Scores an answer as Mozilla's HTTP Observatory does, by its published rules (scoring methodology, tests and modifiers
 * of version 5): each test adds or subtracts points from 100, and bonus points apply from 90 on. The redirect from http
 * to https is left out: it adds none, and is the proxy's (deploy/nginx.conf, deploy/Caddyfile).
 */
export type Scanned = {
  url: string
  /** Names in lower case; repeated headers are a list. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  cookies: readonly string[]
  body: string
}
export type Score = { score: number; grade: string; modifiers: Record<string, number> }

const broad = ['ftp:', 'http:', 'https:', '*', 'http://*', 'http://*.*', 'https://*', 'https://*.*']

export function scoreAnswer(scanned: Scanned): Score {
  const modifiers = {
    'content-security-policy': scorePolicy(scanned),
    cookies: scoreCookies(scanned),
    'cross-origin-resource-sharing': scoreSharing(scanned),
    'referrer-policy': scoreReferrer(one(scanned, 'referrer-policy')),
    'strict-transport-security': scoreTransport(scanned),
    'subresource-integrity': scoreScripts(scanned),
    'x-content-type-options':
      one(scanned, 'x-content-type-options')?.trim().toLowerCase() === 'nosniff' ? 0 : -5,
    'x-frame-options': scoreFrames(scanned),
    'cross-origin-resource-policy': scoreResourcePolicy(one(scanned, 'cross-origin-resource-policy')),
  }
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 100)
  const uncurved = sum(Object.values(modifiers).filter((value) => value < 0))
  const score = Math.max(0, uncurved >= 90 ? sum(Object.values(modifiers)) : uncurved)
  return { score, grade: gradeOf(score), modifiers }
}

function gradeOf(score: number): string {
  const grades: [number, string][] = [
    [100, 'A+'],
    [90, 'A'],
    [85, 'A-'],
    [80, 'B+'],
    [70, 'B'],
    [65, 'B-'],
    [60, 'C+'],
    [50, 'C'],
    [45, 'C-'],
    [40, 'D+'],
    [30, 'D'],
    [25, 'D-'],
  ]
  return grades.find(([from]) => score >= from)?.[1] ?? 'F'
}

function one({ headers }: Scanned, name: string): string | undefined {
  return [headers[name] ?? []].flat()[0]
}

/** The directives of a policy; null if none can be read, or one repeats a directive. */
function readPolicy(scanned: Scanned): Map<string, string[]> | null {
  const policies = [scanned.headers['content-security-policy'] ?? []].flat()
  if (policies.length !== 1) return null
  const directives = new Map<string, string[]>()
  for (const entry of (policies[0] ?? '').split(';')) {
    const [name = '', ...sources] = entry.trim().toLowerCase().split(/\s+/)
    if (!name) continue
    if (directives.has(name)) return null
    directives.set(name, sources.length === 0 && name.endsWith('-src') ? ["'none'"] : sources)
  }
  return directives
}

function scorePolicy(scanned: Scanned): number {
  const policy = readPolicy(scanned)
  if (!policy || policy.size === 0) return -25
  const of = (name: string) => policy.get(name) ?? policy.get('default-src') ?? ['*']
  const hasNonce = (sources: string[]) =>
    sources.some((source) => /^'(nonce|sha256|sha384|sha512)-/.test(source))
  const withoutFallback = (sources: string[]) =>
    hasNonce(sources) ? sources.filter((source) => source !== "'unsafe-inline'") : sources
  const [styles, objects] = [withoutFallback(of('style-src')), of('object-src')]
  let scripts = withoutFallback(of('script-src'))
  if (scripts.includes("'strict-dynamic'")) {
    if (!hasNonce(scripts)) return -25
    scripts = scripts.filter(
      (source) => source !== "'self'" && !broad.some((scheme) => source.startsWith(scheme)),
    )
  }
  const unsafe = [...broad, "'unsafe-inline'", 'data:']
  if (scripts.some((source) => unsafe.includes(source))) return -20
  if (objects.some((source) => broad.includes(source))) return -20
  const passive = ['img-src', 'media-src']
  const active = [...policy].filter(([name]) => !passive.includes(name)).flatMap(([, sources]) => sources)
  const isInsecure = (source: string) => /^(http|ftp):/.test(source)
  if (active.some(isInsecure)) return -20
  if ([...scripts, ...styles].includes("'unsafe-eval'")) return -10
  if (passive.flatMap((name) => of(name)).some(isInsecure)) return -10
  if (styles.some((source) => unsafe.includes(source))) return 0
  return policy.get('default-src')?.join() === "'none'" ? 10 : 5
}

function scoreCookies(scanned: Scanned): number {
  const found = scanned.cookies.map((cookie) => {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim())
    const said = new Map(
      attributes.map((text): [string, string] => {
        const [name = '', value = ''] = text.toLowerCase().split('=')
        return [name, value]
      }),
    )
    const name = pair.split('=')[0]?.toLowerCase() ?? ''
    return { name, said, isSession: /login|sess/.test(name), sameSite: said.get('samesite') }
  })
  if (found.length === 0) return 0
  const isProtected = scoreTransport(scanned) >= 0
  const scores = found.map(({ name, said, isSession, sameSite }) => {
    const isSecure = said.has('secure')
    if (isSession && !isSecure) return isProtected ? -10 : -40
    if (isSession && !said.has('httponly')) return -30
    if (sameSite !== undefined && !['lax', 'strict', 'none'].includes(sameSite)) return -20
    if (name.includes('csrf') && !sameSite) return -20
    if (!isSecure) return sameSite === 'none' ? -20 : isProtected ? -5 : -20
    return 0
  })
  const worst = Math.min(...scores)
  return worst === 0 && found.every(({ sameSite }) => sameSite) ? 5 : worst
}

function scoreSharing(scanned: Scanned): number {
  const isForAny = !['*', undefined].includes(one(scanned, 'access-control-allow-origin'))
  return isForAny && one(scanned, 'access-control-allow-credentials') === 'true' ? -50 : 0
}

function scoreReferrer(said: string | undefined): number {
  if (said === undefined) return 0
  const good = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin']
  const known = [...good, 'origin', 'origin-when-cross-origin', 'unsafe-url', 'no-referrer-when-downgrade']
  const last = said
    .toLowerCase()
    .split(',')
    .map((policy) => policy.trim())
    .filter((policy) => known.includes(policy))
    .at(-1)
  return last && good.includes(last) ? 5 : -5
}

/** Preloading would add points, but only the operator can ask for it. */
function scoreTransport(scanned: Scanned): number {
  const said = one(scanned, 'strict-transport-security')
  if (!scanned.url.startsWith('https:') || said === undefined || said.includes(',')) return -20
  const seconds = /(?:^|;)\s*max-age=(\d+)/i.exec(said)?.[1]
  if (seconds === undefined) return -20
  return Number(seconds) < 15_552_000 ? -10 : 0
}

/** Our scripts all come from our own origin and need no hash; others cost points without a hash or over http. */
function scoreScripts({ url, headers, body }: Scanned): number {
  if (!String(headers['content-type']).startsWith('text/html')) return 0
  const foreign = [...body.matchAll(/<script\b[^>]*\bsrc="([^"]*)"[^>]*>/g)].filter(
    ([, src = '']) => /^(https?:)?\/\//.test(src) && new URL(src, url).hostname !== new URL(url).hostname,
  )
  if (foreign.some(([tag, src]) => !tag.includes('integrity=') && !src?.startsWith('https:'))) return -50
  if (foreign.some(([, src]) => !src?.startsWith('https:'))) return -20
  return foreign.some(([tag]) => !tag.includes('integrity=')) ? -5 : 0
}

function scoreFrames(scanned: Scanned): number {
  if (readPolicy(scanned)?.has('frame-ancestors')) return 5
  const said = one(scanned, 'x-frame-options')?.trim().toLowerCase()
  return said !== undefined && /^(deny|sameorigin|allow-from .*)$/.test(said) ? 0 : -20
}

function scoreResourcePolicy(said: string | undefined): number {
  if (said === undefined || said === 'cross-origin') return 0
  return said === 'same-origin' || said === 'same-site' ? 10 : -5
}
