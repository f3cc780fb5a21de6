import { elena, levante } from './demo.ts'
import { expect, test } from './fixtures.ts'

test('refuses an address that no text can be', async ({ request }) => {
  for (const url of ['/accounts/%00', '/accounts/a/notices/%00', '/admin/accounts?q=%00', '/accounts/%ff'])
    expect((await request.get(url)).status(), url).toBe(400)
})

test('an ended, changed or guessed session opens nothing', async ({ context, request, site }) => {
  await site.enter(context, elena)
  const [cookie] = await context.cookies()
  const open = async (value: string) =>
    (
      await request.get(levante, { headers: { cookie: `${cookie?.name}=${value}` }, maxRedirects: 0 })
    ).status()
  const value = cookie?.value ?? ''
  expect(await open(value)).toBe(200)
  expect(await open(`${value.slice(0, -6)}AAAAAA`)).toBe(307)
  site.change('update sessions set last_used_at = ? where ended_at is null', Date.now() - 13 * 3_600_000)
  expect(await open(value)).toBe(307)
  site.change('update sessions set last_used_at = ?, created_at = ?', Date.now(), Date.now() - 8 * 86_400_000)
  expect(await open(value)).toBe(307)
  site.change('update sessions set created_at = ?', Date.now())
  expect(await open(value)).toBe(200)
  site.change('update sessions set ended_at = ?', Date.now())
  expect(await open(value)).toBe(307)
})

test.describe('in production', () => {
  const environment = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'portal@desk.example', WORKER: 'off' }
  // No other test has this mode.
  test.use({ sharesServer: false, serverEnvironment: { ...environment, RECAPITO_MODE: 'production' } })

  test('nothing for development, the demo or measuring exists', async ({ request, site }) => {
    for (const path of [
      '/dev/mailbox',
      '/dev/endpoints',
      '/dev/mailbox.json',
      '/dev/mailbox/1/html',
      '/bench',
      '/api/bench/page/9',
    ])
      expect((await request.get(site.url + path)).status(), path).toBe(404)
    expect((await request.post(`${site.url}/api/bench/empty`)).status()).toBe(404)
    expect((await request.get(`${site.url}/sign-in`)).status()).toBe(200)
  })
})
