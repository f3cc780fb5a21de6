import { brotliDecompressSync } from 'node:zlib'
import { readStructuredData } from '../tests/structured-data.ts'
import { ask as askUrl } from './ask.ts'
import { findFaults, injectAxe, ofColours } from './axe.ts'
import { elena, levante } from './demo.ts'
import { expect, test } from './fixtures.ts'
import { keyboard } from './hands.ts'

const path = '/brands/poliambulatorio-levante'
const words = {
  en: {
    support: 'Customer support',
    show: 'Show',
    unknown: 'We don’t know this time zone',
    nothing: 'Page not found',
  },
  it: {
    support: 'Assistenza clienti',
    show: 'Mostra',
    unknown: 'Questo fuso orario non esiste',
    nothing: 'Pagina non trovata',
  },
}

test('a brand page works in both languages, any zone, without scripts', async ({ page, site }) => {
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  await injectAxe(page)
  await site.visit(page, elena, `${levante}/configuration/contact-information`)
  await page.locator(`a[href="${path}"]`).click()
  await expect(page).toHaveURL(path)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Poliambulatorio Levante')
  complaints.length = 0

  for (const lang of ['en', 'it'] as const) {
    const loaded: string[] = []
    const listen = (one: { url(): string }) => loaded.push(one.url())
    page.on('request', listen)
    await page.goto(`${path}?lang=${lang}`)
    await expect(page.locator('html')).toHaveAttribute('lang', lang)
    await expect(page.getByText(words[lang].support, { exact: true })).toBeVisible()
    await expect(page.getByRole('link', { name: 'assistenza@levante.example' })).toHaveAttribute(
      'href',
      'mailto:assistenza@levante.example',
    )
    page.off('request', listen)
    expect(loaded.filter((url) => !url.startsWith('data:'))).toEqual([`${site.url}${path}?lang=${lang}`])

    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(
        await findFaults(page, colorScheme === 'dark' ? ofColours : undefined),
        `${lang} ${colorScheme}`,
      ).toEqual([])
    }
    await page.setViewportSize({ width: 320, height: 800 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await page.setViewportSize({ width: 1280, height: 720 })

    await keyboard.choose(page, 'zone', 'Kathmandu')
    await keyboard.press(page, words[lang].show)
    await expect(page).toHaveURL(`${path}?lang=${lang}&zone=Asia%2FKathmandu`)
    await expect(page.getByText(/Kathmandu( time)? \(GMT\+5:45\)/)).toBeVisible()
    await expect(page.locator('select')).toHaveValue('Asia/Kathmandu')
    const answer = await page.goto(`${path}?lang=${lang}&zone=Asia/Katmandu`)
    await expect(page.locator('select')).toHaveValue('Asia/Kathmandu')
    expect((await readStructuredData((await answer?.text()) ?? '')).faults).toEqual([])
    await page.goto(`${path}?lang=${lang}&zone=Mars/Base`)
    await expect(page.getByRole('status')).toContainText(words[lang].unknown)
    await expect(page.locator('select')).toHaveValue('Europe/Rome')

    const missing = await page.goto(`/brands/nobody?lang=${lang}`)
    expect(missing?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words[lang].nothing)
    expect(await findFaults(page)).toEqual([])
  }
  // The browser reports policy violations on its console.
  expect(complaints.filter((text) => !text.includes('status of 404'))).toEqual([])
})

test('caches keep a brand page until it changes; unknown ones reveal nothing', async ({ site }) => {
  const ask = (target: string, headers: Record<string, string> = {}, method = 'GET') =>
    askUrl(site.url + target, { headers, method })

  const first = await ask(path, { 'accept-language': 'it' })
  expect(first).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
  const { etag = '', vary = '' } = first.headers
  const [, seconds] = /^public, max-age=(\d+)$/.exec(first.headers['cache-control'] ?? '') ?? []
  expect(Number(seconds)).toBeLessThanOrEqual(300)
  expect(etag).toMatch(/^"[\w-]{22}"$/)
  expect(vary).toContain('accept-language, accept-encoding')
  expect(vary).not.toMatch(/cookie|host|\*/i)
  expect(first.headers['set-cookie']).toBeUndefined()
  for (const method of ['GET', 'HEAD']) {
    const again = await ask(path, { 'accept-language': 'it', 'if-none-match': etag }, method)
    expect(again).toMatchObject({ status: 304, headers: { etag, vary }, body: '' })
    expect(again.headers['cache-control']).toMatch(/^public, max-age=/)
  }
  expect((await ask(path, { 'if-none-match': '"other"' })).status).toBe(200)
  const head = await ask(path, { 'accept-language': 'it' }, 'HEAD')
  expect(head.headers['cache-control']).toMatch(/^public, max-age=\d+$/)
  // Both change each second.
  const passing = { date: '', 'cache-control': '' }
  expect({ ...head.headers, 'transfer-encoding': 'chunked', ...passing }).toEqual({
    ...first.headers,
    ...passing,
  })
  expect(head.body).toBe('')
  // Every visitor gets the same answer, whatever their headers claim.
  const claims = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'gopher',
    'x-forwarded-for': '1.2.3.4"><script>',
    'x-original-url': '/admin',
    'accept-language': 'it',
    cookie: 'NEXT_LOCALE=en; recapito.session=forged',
  }
  expect((await ask(`${path}?utm=<script>`, claims)).body).toEqual(first.body)
  for (const method of ['POST', 'PUT', 'DELETE'])
    expect(await ask(path, {}, method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })

  const plain = await ask(path)
  const coded = await ask(path, { 'accept-encoding': 'gzip, deflate, br' })
  expect(coded.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(coded.bytes).toString()).toBe(plain.body)
  expect(coded.headers.etag).toBe(plain.headers.etag?.replace(/"$/, '-br"'))
  expect(plain.headers['content-language']).toBe('en')
  expect(plain.headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
  )
  expect(plain.body).toContain(`<link rel="canonical" href="${site.url}${path}">`)
  expect((await ask(path, {}, 'OPTIONS')).status).toBe(405)

  const unknown = await ask('/brands/nobody')
  expect(unknown).toMatchObject({ status: 404, headers: { 'cache-control': 'public, max-age=30' } })
  expect(unknown.headers.etag).toBeUndefined()
  for (const named of ['a%00b', '%2e%2e%2fadmin', '%', '%0d%0aset-cookie:%20a=b']) {
    const { status, body, headers } = await ask(`/brands/${named}`)
    expect({ status, body }, named).toEqual({ status: 404, body: unknown.body })
    expect(headers, named).toMatchObject({
      'content-security-policy': plain.headers['content-security-policy'],
    })
    expect(headers['set-cookie'], named).toBeUndefined()
  }

  site.change('alter table contact_revisions rename to away')
  for (const target of [path, '/brands/nobody']) {
    const failed = await ask(target)
    expect(failed).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5', 'cache-control': 'no-store' },
    })
    expect(failed.body).toContain('This page can’t be shown right now')
  }
})
