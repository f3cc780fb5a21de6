import { createHash } from 'node:crypto'
import { cookies } from 'next/headers'
import { NextRequest, NextResponse } from 'next/server'
import NextAuth from 'next-auth'
import { env } from '#/env.ts'
import { cookieOptions, sessionCookieName } from '#/lib/identity/sessions/cookie.ts'
import { currentVisitor } from '#/lib/identity/sessions/current.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { newToken } from '#/lib/platform/values/ids.ts'
import { admitFromProvider } from './provider-admission.ts'
import { logProviderFailure } from './provider-failure.ts'
import { checkMetadata } from './provider-metadata.ts'
import { exchangeCookieOptions, exchangeCookies, optionsFor } from './provider-options.ts'
import type { Provider } from './providers.ts'

const base = `${env.APP_URL}/api/auth`
const secure = cookieOptions.secure ? '; Secure' : ''

/**
 * Call it in a server action. Sets the cookies of the exchange and returns the provider's address, or that of our
 * sign-in page when the provider is unreachable. Makes and uses next-auth's CSRF token here, since the action has its
 * own protection.
 */
export async function beginProviderSignIn(
  provider: Provider,
  next: string,
  timeZone: string,
): Promise<string> {
  if (!(await isConfiguredIssuer(provider))) return problemUrl('failed', provider)
  const jar = await cookies()
  jar.set(exchangeCookies.timeZone, timeZone, exchangeCookieOptions)
  const csrfToken = newToken()
  const csrfHash = createHash('sha256').update(`${csrfToken}${env.AUTH_SECRET}`).digest('hex')
  jar.set(exchangeCookies.csrf, `${csrfToken}|${csrfHash}`, cookieOptions)
  const request = new NextRequest(`${base}/signin/${provider.id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl: `${env.APP_URL}${next}` }).toString(),
  })
  const options = optionsFor(provider, async () => null, problemUrl('failed', provider))
  const answer = await NextAuth(request, segments('signin', provider), options)
  for (const { name, value, ...attributes } of new NextResponse(null, answer).cookies.getAll())
    jar.set(name, value, attributes)
  jar.set(exchangeCookies.csrf, '', { ...cookieOptions, maxAge: 0 })
  return redirectTarget(answer) ?? problemUrl('failed', provider)
}

/** Handles the browser's return from the provider: checks the answer, and signs in or explains. */
export async function finishProviderSignIn(request: NextRequest, provider: Provider): Promise<Response> {
  const store = await getStore()
  const visitor = await currentVisitor(request.cookies.get(exchangeCookies.timeZone)?.value)
  const admit = async (claims: unknown) => {
    try {
      return await admitFromProvider(store, provider.id, claims, visitor)
    } catch (error) {
      logFault(error, 'sign-in with a provider failed')
      throw error
    }
  }
  const options = optionsFor(provider, admit, problemUrl('refused', provider))
  const answer = (await isConfiguredIssuer(provider))
    ? await NextAuth(request, segments('callback', provider), options)
    : null
  const headers = new Headers({
    location: (answer && redirectTarget(answer)) ?? problemUrl('failed', provider),
    'cache-control': 'private, no-store',
  })
  for (const cookie of answer?.headers.getSetCookie() ?? []) {
    if (cookie.startsWith(sessionCookieName)) headers.append('set-cookie', cookie)
  }
  for (const name of Object.values(exchangeCookies))
    headers.append('set-cookie', `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`)
  return new Response(null, { status: 303, headers })
}

/** Whether the provider's metadata are those of the configured issuer. Logs what is wrong. */
async function isConfiguredIssuer(provider: Provider): Promise<boolean> {
  try {
    await checkMetadata(provider)
    return true
  } catch (error) {
    logProviderFailure('DISCOVERY_ERROR', error)
    return false
  }
}

function segments(action: 'signin' | 'callback', { id }: Provider) {
  return { params: Promise.resolve({ nextauth: [action, id] }) }
}

/** Where an answer redirects; null for next-auth's own pages, which we do not serve. */
function redirectTarget(answer: Response): string | null {
  const location = answer.headers.get('location')
  return location === null || location.startsWith(base) ? null : location
}

function problemUrl(problem: 'failed' | 'refused', { id }: Provider): string {
  return `${env.APP_URL}/sign-in?${new URLSearchParams({ problem, with: id })}`
}
