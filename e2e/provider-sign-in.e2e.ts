import { generateKeyPairSync } from 'node:crypto'
import { elena, giulia, levante } from './demo.ts'
import { test as base, eachWay, expect, onlyInAll, plainForms } from './fixtures.ts'
import {
  type IdentityProvider,
  makeToken,
  readClaims,
  signInAtProvider,
  startIdentityProvider,
} from './identity-provider.ts'

const inAll = onlyInAll(
  'lib/changes/sign-in holds the provider’s metadata and failures; forged answers are refused here',
)

const test = base.extend<{ provider: IdentityProvider }>({
  provider: async ({ onlyProvider }, use) => {
    onlyProvider.people.clear()
    onlyProvider.forge = null
    await use(onlyProvider)
  },
  serverEnvironment: async ({ provider }, use) =>
    use({ ...provider.environment, OIDC_NAME: 'Company login' }),
})

// In one worker, because they share one server.
test.describe.configure({ mode: 'default' })

const button = { name: 'Continue with Company login' }

eachWay(plainForms, () => {
  test('a verified address signs in and reaches the wanted page', async ({ page, site, provider }) => {
    provider.people.set('elena', { email: 'Elena@levante.example', email_verified: true })
    await page.goto(levante)
    await expect(page).toHaveURL(/\/sign-in\?next=/)
    await page.getByRole('button', button).click()
    await expect(page).toHaveURL((url) => url.origin === provider.issuer)
    await signInAtProvider(page, 'elena')
    await expect(page).toHaveURL(`${site.url}/accounts/poliambulatorio-levante`)
    const cookies = await page.context().cookies(site.url)
    const ours = cookies.filter(({ name }) => name.startsWith('recapito.'))
    expect(ours.map(({ name }) => name)).toEqual(['recapito.session'])
    expect(ours[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(site.rows('select method from sessions where ended_at is null')).toContainEqual({ method: 'oidc' })
  })

  test('refuses an unverified address, with the reason', async ({ page, site, provider }) => {
    provider.people.set('elena', { email: elena, email_verified: false })
    await page.goto('/sign-in')
    await page.getByRole('button', button).click()
    await signInAtProvider(page, 'elena')
    await expect(page).toHaveURL(/\/sign-in\?/)
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'Company login did not confirm an address',
    )
    expect(site.rows('select id from sessions')).toEqual([])
  })
})

test("signing in ends the browser's old session", async ({ page, site, provider, context }) => {
  await site.enter(context, giulia)
  provider.people.set('elena', { email: elena, email_verified: true })
  await page.goto('/sign-in')
  await expect(page.getByText('You are signed in as giulia@clinica-aurora.example')).toBeVisible()
  await page.getByRole('button', button).click()
  await signInAtProvider(page, 'elena')
  await expect(page).toHaveURL(/poliambulatorio-levante/)
  const open = site.rows<{ method: string }>('select method from sessions where ended_at is null')
  expect(open).toEqual([{ method: 'oidc' }])
})

test.describe('with a provider that does not answer', () => {
  test.use({
    // The server remembers what it learned of the provider.
    sharesServer: false,
    provider: async ({ onlyProvider }, use) => {
      const gone = await startIdentityProvider()
      await gone.stop()
      await use({ ...onlyProvider, environment: gone.environment })
    },
  })

  test('explains the failure', inAll, async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByRole('button', button).click()
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'Company login did not respond as expected',
    )
  })
})

test.describe('with metadata of another issuer', () => {
  test.use({
    // As above.
    sharesServer: false,
    provider: async ({ onlyProvider }, use) => {
      // The same provider under another name: its metadata name 127.0.0.1.
      const OIDC_ISSUER = onlyProvider.issuer.replace('127.0.0.1', 'localhost')
      await use({ ...onlyProvider, environment: { ...onlyProvider.environment, OIDC_ISSUER } })
    },
  })

  test('sends nobody there, and logs why', inAll, async ({ page, site }) => {
    await page.goto('/sign-in')
    await page.getByRole('button', button).click()
    await expect(page.getByRole('main').getByRole('alert')).toContainText('did not respond as expected')
    await expect.poll(() => site.server.log()).toContain('"reason":"metadata of another issuer"')
  })
})

test('a callback logs nothing that its caller wrote', async ({ page, site }) => {
  await page.goto('/api/auth/callback/oidc?error=all+is+well&error_description=nothing+to+see')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('did not respond as expected')
  await expect.poll(() => site.server.log()).toContain('provider-failed')
  expect(site.server.log()).not.toMatch(/all is well|nothing to see/)
})

test('a forged callback signs nobody in', async ({ page, site, provider }) => {
  provider.people.set('elena', { email: elena, email_verified: true })
  await page.goto('/api/auth/callback/oidc?code=stolen&state=forged')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('did not respond as expected')
  await page.goto('/sign-in')
  await page.getByRole('button', button).click()
  await page.waitForURL((url) => url.origin === provider.issuer)
  await page.goto(`${site.url}/api/auth/callback/oidc?code=stolen&state=forged`)
  await expect(page.getByRole('main').getByRole('alert')).toContainText('did not respond as expected')
  expect(site.rows('select id from sessions')).toEqual([])
})

test('a forged, foreign or expired ID token signs nobody in', async ({ page, site, provider }) => {
  provider.people.set('elena', { email: elena, email_verified: true })
  const { privateKey: another } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const saying =
    (claims: Record<string, unknown>, key = provider.key) =>
    (token: string) =>
      makeToken({ ...readClaims(token), ...claims }, key)
  const past = Math.floor(Date.now() / 1000) - 3600
  const forged: [what: string, forge: (token: string) => string][] = [
    ['signed with another key', saying({}, another)],
    ['signed by nobody', (token) => makeToken(readClaims(token), null)],
    [
      'changed since',
      (token) =>
        token.replace(
          /\.[^.]+\./,
          saying({ email: 'eve@evil.example' })(token).match(/\.[^.]+\./)?.[0] ?? '',
        ),
    ],
    ['of another issuer', saying({ iss: 'https://evil.example' })],
    ['for another portal', saying({ aud: 'another' })],
    ['of another sign-in', saying({ nonce: 'another' })],
    ['of another person than the rest', saying({ sub: 'eve' })],
    ['over', saying({ iat: past - 60, exp: past })],
  ]
  for (const [what, forge] of forged) {
    provider.forge = forge
    await page.goto('/sign-in')
    await page.getByRole('button', button).click()
    if (what === forged[0]?.[0]) await signInAtProvider(page, 'elena')
    await expect(page.getByRole('main').getByRole('alert'), what).toContainText('did not respond as expected')
    expect(site.rows('select id from sessions'), what).toEqual([])
  }
  provider.forge = saying({})
  await page.goto('/sign-in')
  await page.getByRole('button', button).click()
  await expect(page).toHaveURL(/poliambulatorio-levante/)
})

test("next-auth's own pages and answers do not exist", async ({ site, request, context }) => {
  await site.enter(context, elena)
  for (const path of [
    'session',
    'providers',
    'csrf',
    'signin',
    'signin/oidc',
    'signout',
    'error',
    'verify-request',
    '_log',
    'callback/credentials',
    'callback/email?token=x&email=elena@levante.example',
    'callback/google',
    'callback/oidc/more',
  ]) {
    const answer = await request.get(`/api/auth/${path}`, { maxRedirects: 0 })
    expect([path, answer.status(), await answer.text()]).toEqual([path, 404, ''])
    const posted = await request.post(`/api/auth/${path}`, { maxRedirects: 0 })
    expect([path, posted.status()]).toEqual([path, 405])
  }
})

test('only the sign-in page may send a form to the provider', async ({ request, provider }) => {
  const policy = async (path: string) =>
    /form-action[^;]*/.exec((await request.get(path)).headers()['content-security-policy'] ?? '')?.[0]
  expect(await policy('/sign-in')).toBe(`form-action 'self' ${provider.issuer}`)
  expect(await policy('/sign-in/code')).toBe("form-action 'self'")
})
