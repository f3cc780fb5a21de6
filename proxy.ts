import { type NextRequest, NextResponse } from 'next/server'
import { env } from '#/env.ts'
import { listProviderOrigins } from '#/lib/changes/sign-in/providers.ts'
import { answerHeaders, isSecure } from '#/lib/platform/http/security-headers.ts'

/**
 * Courtesy only: a nonce for the content security policy, the path for "sign in and come back", and the environment of
 * the switch. No store, no roles: each page demands its own right (docs/architecture.md).
 */
export function proxy(request: NextRequest) {
  // A process that only sends mail shows no pages.
  if (env.WORKER === 'only') return new NextResponse(null, { status: 404 })
  // A brand page has headers of its own; the matcher sees its path decoded, with slashes that it has not.
  if (ofBrand.test(request.nextUrl.pathname)) return NextResponse.next()
  const meant = ofLink.exec(request.nextUrl.pathname)?.[1]
  if (meant) return NextResponse.redirect(new URL(meant + request.nextUrl.search, request.url))
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const { pathname, search, searchParams } = request.nextUrl
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-method', request.method)
  const policy = contentSecurityPolicy(nonce, pathname)
  headers.set('content-security-policy', policy)

  const chosen = readEnvironment(searchParams.get('env'))
  const remembered = readEnvironment(request.cookies.get(environmentCookieName)?.value)
  // An action that Next forwards to a page that has it keeps the page it was sent from; no client can say so (request-origin.ts).
  if (!(request.method === 'POST' && headers.has('x-action-forwarded'))) {
    headers.set('x-path', `${pathname}${search}`)
    headers.set('x-environment', chosen ?? remembered ?? 'production')
  }

  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of Object.entries(answerHeaders)) response.headers.set(name, value)
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'private, no-store')
  const account = ofAccount.exec(pathname)?.[0]
  if (chosen && account) {
    response.cookies.set(environmentCookieName, chosen, { ...cookieOptions, path: account })
  }
  return response
}

/**
 * The pages of an account, and a view that staff have of them, each with a switch of its own. The address goes into the cookie, and
 * Next splits cookies at commas and decodes them: so it holds what slugs and ids are made of, and nothing else. Nor is it longer than a
 * slug: browsers leave out a `Path` of more than 1,024 characters, and the cookie would be all accounts'.
 */
const ofAccount =
  /^\/(?:accounts\/[a-z0-9-]{1,50}|admin\/accounts\/[a-z0-9-]{1,50}\/as-partner\/[a-z0-9-]{1,50})(?=\/|$)/

const ofBrand = /^\/brands\/[^/]*$/

/** The link of a mail, and behind it what a mail program or a hasty hand took for a part of it: a stop, a bracket, the end of a line. */
const ofLink = /^(\/(?:acknowledge|confirm|invitations|review|sign-in\/link)\/[\w-]{43})[^\w/-].*$/

/** Scoped to one account's path, so that each account remembers its own; `__Host-` would forbid that. */
const environmentCookieName = isSecure ? '__Secure-recapito.environment' : 'recapito.environment'
const cookieOptions = { httpOnly: true, sameSite: 'lax', secure: isSecure } as const

function readEnvironment(value: string | null | undefined): 'production' | 'sandbox' | null {
  return value === 'production' || value === 'sandbox' ? value : null
}

/** What a page may load and run: what comes from here, scripts and styles by the nonce of this answer. */
function contentSecurityPolicy(nonce: string, pathname: string): string {
  const development = env.RECAPITO_MODE === 'development'
  // A form's post that ends at a provider is a redirect, which browsers hold against `form-action` too.
  const formTargets = pathname === '/sign-in' ? listProviderOrigins() : []
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Not for an upload either: Next keeps a copy of each body for the proxy, and cuts it at 10 MB. */
export const config = {
  matcher: [
    '/((?!_next/static|_next/image|favicon.ico|icon.svg|api/|brands/[^/]*$|admin/accounts/import/upload$|dev/mailbox/[^/]+/html|help/[^/]+/[^/]+\\.png$).*)',
  ],
}
