import type { AuthOptions } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { env } from '#/env.ts'
import { cookieName, cookieOptions, sessionCookieName } from '#/lib/identity/sessions/cookie.ts'
import { safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { sessionLimit } from '#/lib/identity/sessions/queries.ts'
import { logProviderFailure } from './provider-failure.ts'
import { metadataAddress } from './provider-metadata.ts'
import type { Provider } from './providers.ts'

type Claims = { sub: string; email?: string; email_verified?: boolean | string }

/** The scope that we request (docs/sign-in.md). */
export const scope = 'openid email'

const maxAge = sessionLimit / 1000
/** Cookies that last from leaving for a provider until the browser returns. */
export const exchangeCookies = {
  next: cookieName('provider.next'),
  csrf: cookieName('provider.csrf'),
  state: cookieName('provider.state'),
  nonce: cookieName('provider.nonce'),
  pkce: cookieName('provider.pkce'),
  /** The browser's time zone, which only the page it leaves from can read. */
  timeZone: cookieName('provider.zone'),
} as const
export const exchangeCookieOptions = { ...cookieOptions, maxAge: 15 * 60 }
const exchange = { options: exchangeCookieOptions }

/**
 * Options of next-auth for one provider and one sign-in. `admit` gets the provider's claims and returns the id of a new
 * session, or null; then the browser goes to `refused`.
 */
export function optionsFor(
  provider: Provider,
  admit: (claims: unknown) => Promise<string | null>,
  refused: string,
): AuthOptions {
  let sessionId: string | null = null
  return {
    providers: [configure(provider)],
    secret: env.AUTH_SECRET,
    session: { strategy: 'jwt', maxAge },
    jwt: { maxAge },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: { name: sessionCookieName, options: cookieOptions },
      callbackUrl: { name: exchangeCookies.next, ...exchange },
      csrfToken: { name: exchangeCookies.csrf, options: cookieOptions },
      state: { name: exchangeCookies.state, ...exchange },
      nonce: { name: exchangeCookies.nonce, ...exchange },
      pkceCodeVerifier: { name: exchangeCookies.pkce, ...exchange },
    },
    callbacks: {
      signIn: async ({ profile }) => {
        sessionId = await admit(profile)
        return sessionId === null ? refused : true
      },
      jwt: () => (sessionId === null ? {} : { sid: sessionId }),
      redirect: ({ url }) => `${env.APP_URL}${safeNextPath(url.replace(env.APP_URL, '')) ?? '/'}`,
    },
    // Debug lines contain tokens and claims, which must not be logged.
    logger: { debug: () => undefined, warn: () => undefined, error: logProviderFailure },
  }
}

function configure(provider: Provider): OAuthConfig<Claims> {
  const { id, name, clientId, clientSecret } = provider
  return {
    id,
    name,
    type: 'oauth',
    wellKnown: metadataAddress(provider),
    clientId,
    clientSecret,
    authorization: { params: { scope } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    userinfo: {
      // OpenID Connect Core, 5.4: the address may be in the ID token or at the userinfo endpoint. The library compares
      // the subject.
      request: async ({ client, tokens }) => {
        // next-auth passes openid-client's token set, but types it as less.
        const set = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>
        const claims = set.claims()
        return 'email' in claims && 'email_verified' in claims ? claims : client.userinfo(set)
      },
    },
    profile: ({ sub, email }) => ({ id: sub, email: email ?? null }),
  }
}
