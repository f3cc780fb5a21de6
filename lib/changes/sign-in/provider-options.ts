import type { AuthOptions } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { env } from '#/env.ts'
import { cookieName, cookieOptions, sessionCookieName } from '#/lib/identity/sessions/cookie.ts'
import { safeNextPath, sessionLimit } from '#/lib/identity/sessions/policy.ts'
import { withoutSecrets } from '#/lib/platform/http/foreign-lines.ts'
import { logEvent } from '#/lib/platform/log/events.ts'
import type { Provider } from './providers.ts'

type Claims = { sub: string; email?: string; email_verified?: boolean | string }

/** What a provider is asked for; docs/sign-in.md tells operators. */
export const scope = 'openid email'

const maxAge = sessionLimit / 1000
/** What the browser holds between leaving for a provider and coming back. */
export const exchangeCookies = {
  next: cookieName('provider.next'),
  csrf: cookieName('provider.csrf'),
  state: cookieName('provider.state'),
  nonce: cookieName('provider.nonce'),
  pkce: cookieName('provider.pkce'),
  /** The browser's time zone, which it tells only on the page it leaves from. */
  timeZone: cookieName('provider.zone'),
} as const
export const exchangeCookieOptions = { ...cookieOptions, maxAge: 15 * 60 }
const exchange = { options: exchangeCookieOptions }

/**
 * next-auth for one provider and one sign-in. `admit` is told the provider's claims and answers the id of the session
 * it began, or null, whereupon the browser is led to `refused`.
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
    // Its debug lines and its errors' details hold tokens and claims: neither belongs in a log.
    logger: { debug: () => undefined, warn: () => undefined, error: logFailure },
  }
}

function configure({ id, name, issuer, clientId, clientSecret }: Provider): OAuthConfig<Claims> {
  return {
    id,
    name,
    type: 'oauth',
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    authorization: { params: { scope } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    userinfo: {
      // OpenID Connect Core, 5.4: the address may stand in the ID token or be asked for. Its subject is compared.
      request: async ({ client, tokens }) => {
        // next-auth hands over the token set of openid-client, and types it as less.
        const set = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>
        const claims = set.claims()
        return 'email' in claims && 'email_verified' in claims ? claims : client.userinfo(set)
      },
    },
    profile: ({ sub, email }) => ({ id: sub, email: email ?? null }),
  }
}

function logFailure(code: string, metadata: unknown): void {
  const error = metadata instanceof Error ? metadata : (metadata as { error?: unknown } | null)?.error
  const message = error instanceof Error ? error.message : ''
  // openid-client says which state or nonce it expected, and which it got.
  logEvent('provider-failed', { code, reason: withoutSecrets(message.replace(/,? expected .*/s, '')) })
}
