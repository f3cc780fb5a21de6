import { type NextRequest, NextResponse } from 'next/server'
import { env } from '#/env.ts'
import { transportSecurity } from '#/lib/security-headers.ts'
import { listProviderOrigins } from '#/lib/sessions/providers.ts'

/**
 * Courtesy only: a nonce for the content security policy, the path for "sign in and come back", and the environment of
 * the switch. No store, no roles: each page demands its own right (architecture.md, Principles).
 */
export function proxy(request: NextRequest) {
  // A process that only sends mail shows no pages.
  if (env.WORKER === 'only') return new NextResponse(null, { status: 404 })
  if (ofBrand.test(request.nextUrl.pathname)) {
    // A brand page has headers of its own, and no address but a slug's.
    return isReadable(request.nextUrl)
      ? NextResponse.next()
      : NextResponse.rewrite(new URL(noBrand, request.url))
  }
  if (!isReadable(request.nextUrl)) {
    const headers = { 'content-type': 'application/problem+json' }
    return NextResponse.json(unreadable, { status: 400, headers })
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const { pathname, search, searchParams } = request.nextUrl
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-path', `${pathname}${search}`)
  headers.set('x-method', request.method)
  // A form's post that ends at a provider is a redirect, which browsers hold against `form-action` too.
  const policy = contentSecurityPolicy(nonce, pathname === '/sign-in' ? listProviderOrigins() : [])
  headers.set('content-security-policy', policy)

  const chosen = readEnvironment(searchParams.get('env'))
  const remembered = readEnvironment(request.cookies.get(environmentCookieName)?.value)
  headers.set('x-environment', chosen ?? remembered ?? 'production')

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of Object.entries(fixedHeaders)) response.headers.set(name, value)
  if (withToken.test(pathname)) response.headers.set('x-robots-tag', 'noindex, nofollow')
  const account = ofAccount.exec(pathname)?.[0]
  if (chosen && account) {
    response.cookies.set(environmentCookieName, chosen, { path: account, httpOnly: true, sameSite: 'lax' })
  }
  return response
}

const unreadable = {
  type: 'about:blank',
  title: 'The percent-encoding of the address is broken',
  status: 400,
}

/** Next answers 500 to a path whose percent-encoding is broken; PostgreSQL takes no NUL in a text, which the API answers itself. */
function isReadable({ pathname, search }: { pathname: string; search: string }): boolean {
  try {
    decodeURIComponent(pathname)
    return pathname.startsWith('/api/') || !/%00|\0/.test(pathname + search)
  } catch {
    return false
  }
}

/** `same-origin`, not `no-referrer`: that would make forms without JavaScript send a null Origin (stack.md). */
const fixedHeaders = {
  'cache-control': 'private, no-store',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  ...transportSecurity,
}

/** Pages of mailed links, whose address is a secret. */
const withToken = /^\/(acknowledge|confirm|invitations|review|sign-in\/link)\//

/** The pages of an account, and a view that staff have of them, each with a switch of its own. A semicolon would go on in the cookie. */
const ofAccount = /^\/(?:accounts\/[^/;]+|admin\/accounts\/[^/;]+\/as-partner\/[^/;]+)/

/** The brand pages (app/brands); and one that no account's slug can lead to. */
const ofBrand = /^\/brands\/[^/]*$/
const noBrand = '/brands/-'

/** Scoped to one account's path, so that each account remembers its own. */
const environmentCookieName = 'recapito.environment'

function readEnvironment(value: string | null | undefined): 'production' | 'sandbox' | null {
  return value === 'production' || value === 'sandbox' ? value : null
}

function contentSecurityPolicy(nonce: string, formTargets: string[]): string {
  const development = env.RECAPITO_MODE === 'development'
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Not for an upload either: Next keeps a copy of each body for the proxy, and cuts it at 10 MB. */
export const config = {
  matcher: [
    '/api/v1/(.*%.*)',
    '/brands/([^/]*%[^/]*)',
    '/((?!_next/static|_next/image|favicon.ico|icon.svg|api/|brands/[^/]*$|admin/accounts/import/upload$|dev/mailbox/[^/]+/html|help/[^/]+/[^/]+\\.png$).*)',
  ],
}
