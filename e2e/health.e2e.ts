import { expect, test } from './fixtures.ts'

test.use({ sharesServer: true })

test('the server says how its store and its outbox are', async ({ request }) => {
  const answer = await request.get('/api/health')
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toMatchObject({ store: { engine: 'sqlite' } })
})

test('a connection outlives the one that a proxy keeps, so that no request meets one that is closing', async ({
  request,
}) => {
  const answer = await request.get('/api/health')
  const [, seconds] = /timeout=(\d+)/.exec(answer.headers()['keep-alive'] ?? '') ?? []
  expect(Number(seconds)).toBeGreaterThan(60)
})

test('a person signs in by the emailed code', async ({ page, site }) => {
  await site.signIn(page, 'giulia@clinica-aurora.example')
  await expect(page).toHaveURL(/\/accounts\/clinica-aurora\/onboarding$/)
})

test('a session that a test was given is as good as one signed in for', async ({ page, context, site }) => {
  await site.enter(context, 'elena@levante.example')
  const answer = await page.goto('/accounts/poliambulatorio-levante')
  expect(answer?.status()).toBe(200)
  await expect(page).toHaveURL(/\/accounts\/poliambulatorio-levante$/)
})
