import { createServer } from 'node:http'
import type { Page } from '@playwright/test'
import Provider from 'oidc-provider'

type Claims = { email?: string; email_verified?: boolean }

export type IdentityProvider = {
  issuer: string
  /** What it says of whoever signs in there by this name. */
  people: Map<string, Claims>
  clientId: string
  clientSecret: string
  stop(): Promise<void>
}

/** A real OpenID Connect provider on loopback, with one client, whose redirect may lead to any port. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The provider has no port.')
  const issuer = `http://127.0.0.1:${address.port}`
  const people = new Map<string, Claims>()
  const client = { clientId: 'recapito', clientSecret: 'known-to-both' }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: ['http://127.0.0.1/api/auth/callback/oidc'],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['only-for-tests'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, ...people.get(sub) }),
    }),
  })
  // The portal of each test has a port of its own.
  provider.Client.prototype.redirectUriAllowed = (uri: string) =>
    new URL(uri).pathname === '/api/auth/callback/oidc'
  server.on('request', provider.callback())
  const stop = () =>
    new Promise<void>((stopped) => {
      server.close(() => stopped())
      server.closeAllConnections()
    })
  return { issuer, people, ...client, stop }
}

/** Signs in on the provider's own pages, and agrees. */
export async function signInAtProvider(page: Page, name: string): Promise<void> {
  await page.locator('input[name=login]').fill(name)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' })
  await page.locator('button[type=submit]').click()
}
