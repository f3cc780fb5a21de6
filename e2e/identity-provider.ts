import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { Page } from '@playwright/test'
import Provider from 'oidc-provider'

type Claims = { email?: string; email_verified?: boolean | string }

export type IdentityProvider = {
  issuer: string
  /** The provider's claims about a person, by name. */
  people: Map<string, Claims>
  environment: Record<'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET', string>
  key: KeyObject
  /** Replaces the ID token that it made. */
  forge: ((idToken: string) => string) | null
  stop(): Promise<void>
}

/** A real OpenID Connect provider on loopback, with one client that allows any redirect port. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The provider has no port.')
  const issuer = `http://127.0.0.1:${address.port}`
  const people = new Map<string, Claims>()
  const environment = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'recapito', OIDC_CLIENT_SECRET: 'known-to-both' }
  const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: environment.OIDC_CLIENT_ID,
        client_secret: environment.OIDC_CLIENT_SECRET,
        redirect_uris: ['http://127.0.0.1/api/auth/callback/oidc'],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['only-for-tests'] },
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people.get(sub) }) }),
  })
  // Each test's portal has its own port.
  provider.Client.prototype.redirectUriAllowed = (uri: string) =>
    new URL(uri).pathname === '/api/auth/callback/oidc'
  provider.use(async (context, next) => {
    await next()
    const answer = context.body as { id_token?: string } | undefined
    if (running.forge && answer?.id_token) answer.id_token = running.forge(answer.id_token)
  })
  server.on('request', provider.callback())
  const stop = () =>
    new Promise<void>((stopped) => {
      server.close(() => stopped())
      server.closeAllConnections()
    })
  const running: IdentityProvider = { issuer, people, environment, key, forge: null, stop }
  return running
}

export function readClaims(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

/** A token with these claims, signed with the key (RFC 7515); unsigned without a key. */
export function makeToken(claims: Record<string, unknown>, key: KeyObject | null): string {
  const parts = [{ alg: key ? 'RS256' : 'none' }, claims]
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${text}.${key ? sign('sha256', Buffer.from(text), key).toString('base64url') : ''}`
}

/** Signs in on the provider's own pages and consents. */
export async function signInAtProvider(page: Page, name: string): Promise<void> {
  await page.locator('input[name=login]').fill(name)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' })
  await page.locator('button[type=submit]').click()
}
