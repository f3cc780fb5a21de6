import { type NextRequest, NextResponse } from 'next/server'
import { env } from '#/env.ts'
import { listProviderOrigins } from '#/lib/changes/sign-in/providers.ts'
import { isSecure, responseHeaders } from '#/lib/platform/http/security-headers.ts'

/**
 * Gives each page a nonce for its content security policy, the path to return to after sign-in, and the environment of
 * the switch. It reads no store and no roles: each page checks rights itself (docs/architecture.md).
 */
export function proxy(request: NextRequest) {
  // A process that only sends mail shows no pages.
  if (env.WORKER === 'only') return new NextResponse(null, { status: 404 })
  // A brand page sets its own headers. The matcher below misses one whose path has an encoded slash.
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
  // Next forwards an action to a page that has it: keep the page it was sent from. No client can send this header (request-origin.ts).
  if (!(request.method === 'POST' && headers.has('x-action-forwarded'))) {
    headers.set('x-path', `${pathname}${search}`)
    headers.set('x-environment', chosen ?? remembered ?? 'production')
  }

  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of Object.entries(responseHeaders)) response.headers.set(name, value)
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'private, no-store')
  const account = ofAccount.exec(pathname)?.[0]
  if (chosen && account) {
    response.cookies.set(environmentCookieName, chosen, { ...cookieOptions, path: account })
  }
  return response
}

/**
 * The pages of an account, and the staff's view of them: each has its own switch. The match becomes the cookie's
 * `Path`: it has only the characters of slugs and ids (Next splits cookies at commas and decodes them) and the length
 * of a slug, since browsers ignore a `Path` of over 1,024 characters, and the cookie would apply to every account.
 */
const ofAccount =
  /^\/(?:accounts\/[a-z0-9-]{1,50}|admin\/accounts\/[a-z0-9-]{1,50}\/as-partner\/[a-z0-9-]{1,50})(?=\/|$)/

const ofBrand = /^\/brands\/[^/]*$/

/** A link of a mail with a stray end that a mail program or a person added: a full stop, a bracket, a line end. */
const ofLink =
  /^(\/(?:acknowledge|confirm|endpoint|invitations|review|sign-in\/link)\/(?:[\w-]{43}|[\w-]{30}))[^\w/-].*$/

/** Each account has its own: the cookie's `Path` is the account's, which the prefix `__Host-` would forbid. */
const environmentCookieName = isSecure ? '__Secure-recapito.environment' : 'recapito.environment'
const cookieOptions = { httpOnly: true, sameSite: 'lax', secure: isSecure } as const

function readEnvironment(value: string | null | undefined): 'production' | 'sandbox' | null {
  return value === 'production' || value === 'sandbox' ? value : null
}

/** A page loads and runs only what this server sends; scripts and styles need the nonce of this answer. */
function contentSecurityPolicy(nonce: string, pathname: string): string {
  const development = env.RECAPITO_MODE === 'development'
  // The sign-in form redirects to a provider, and browsers apply `form-action` to redirects too.
  const formTargets = pathname === '/sign-in' ? listProviderOrigins() : []
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    // The preview of a mail; every other page refuses to be framed. A page keeps the policy it was first loaded with.
    "frame-src 'self'",
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Leaves out the upload too: Next copies each body for the proxy, and cuts the copy at 10 MB. */
export const config = {
  matcher: [
    '/((?!_next/static|_next/image|favicon.ico|api/|brands/[^/]*$|look/|admin/accounts/import/upload$|dev/mailbox/[^/]+/html|admin/announcements/[^/]+/mail\\.html$|help/[^/]+/[^/]+\\.png$).*)',
  ],
}
