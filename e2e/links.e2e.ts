import type { Page } from '@playwright/test'
import { expect, isLong, onlyInAll, test } from './fixtures.ts'
import { listForms } from './matrix/forms.ts'
import { arrange, type Setting } from './matrix/setting.ts'
import { StoreWatch } from './matrix/store-watch.ts'
import { fill } from './routes.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll(
  'the rights matrix opens each page and watches the store; the first test opens each mailed link',
)

/** Opens mailed links as scanners, previews, crawlers and other sites do. */

// Only requests may change the store.
test.use({ serverEnvironment: { WORKER: 'off' } })
// In one worker, because they share one server.
test.describe.configure({ mode: 'default' })

const purposes = ['acknowledge', 'confirm', 'review', 'invitations', 'sign-in/link'] as const

/** Links of each kind in every state; none may appear in the log. */
function listLinks(site: Site, { tokens }: Setting) {
  return purposes.flatMap((purpose) => {
    const route = `/${purpose}/[token]`
    return (tokens[route] ?? []).map((token) => {
      site.keepSecret(token)
      return { purpose, token, path: fill(route, { token }) }
    })
  })
}

const opening: [who: string, init: RequestInit][] = [
  ['a reader', {}],
  ['a scanner that wants the head alone', { method: 'HEAD' }],
  ['a browser that fetches ahead', { headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' } }],
  ['a preview', { headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0', range: 'bytes=0-32768' } }],
  ['our script', { headers: { rsc: '1' } }],
  ['our script, ahead', { headers: { rsc: '1', 'next-router-prefetch': '1' } }],
  [
    'our script, a part of it',
    { headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' } },
  ],
  ['who posts nothing', { method: 'POST' }],
  ['who posts an empty form', { method: 'POST', body: new FormData() }],
]

test('opening a mailed link changes nothing, and no cache may keep it', async ({ site }) => {
  const setting = await arrange(site)
  const watch = new StoreWatch(site.folder)
  const links = listLinks(site, setting)
  expect(new Set(links.map(({ purpose }) => purpose)).size).toBe(purposes.length)
  for (const { path } of links) {
    for (const [who, init] of opening) {
      for (const cookie of [setting.cookies.nobody, setting.cookies.owner, setting.cookies['other tenant']]) {
        const headers = { ...init.headers, cookie }
        const answer = await fetch(site.url + path, { ...init, headers, redirect: 'manual' })
        const says = `${path} by ${who}`
        // Our script sends a marker for its request; a form without fields must not count as one.
        expect.soft([200, 307, 400], says).toContain(answer.status)
        expect.soft(answer.headers.get('set-cookie'), says).toBeNull()
        expect.soft(Object.fromEntries(answer.headers), says).toMatchObject({
          'cache-control': expect.stringContaining('no-store'),
          'referrer-policy': 'same-origin',
          'x-robots-tag': 'noindex, nofollow',
        })
      }
    }
    for (const method of ['OPTIONS', 'PUT', 'PATCH', 'DELETE'])
      expect.soft((await fetch(site.url + path, { method })).status, `${method} ${path}`).toBe(405)
  }
  expect(watch.changes()).toEqual([])
  watch.close()
})

test('a press from another site, or with a link of another kind, does nothing', async ({ site }) => {
  const setting = await arrange(site)
  // While an address bounces a check has no answer to press.
  site.change('delete from address_marks')
  const watch = new StoreWatch(site.folder)
  const links = listLinks(site, setting)
  const pressed = new Set<string>()
  for (const { path, purpose } of links) {
    const html = await (await fetch(site.url + path)).text()
    const form = listForms(html, path).find(({ fields }) => fields.some(([name]) => name === 'token'))
    if (!form) continue
    const post = (token: string | null, headers: Record<string, string>) => {
      const body = new FormData()
      for (const [name, value] of form.fields) body.append(name, name === 'token' ? (token ?? value) : value)
      return fetch(site.url + path, { method: 'POST', body, headers, redirect: 'manual' })
    }
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: site.url, 'sec-fetch-site': 'cross-site' },
      { origin: site.url, 'sec-fetch-site': 'same-site' },
    ])
      expect.soft((await post(null, headers)).status, `${path} ${JSON.stringify(headers)}`).toBe(403)
    for (const other of links) {
      if (other.purpose === purpose) continue
      const { status } = await post(other.token, { origin: site.url, ...from(other.purpose + purpose) })
      expect.soft([200, 303], `${other.path} pressed as ${purpose}`).toContain(status)
    }
    expect.soft(watch.changes(), path).toEqual([])
    // The links do work, so the attempts before failed for the right reason.
    await post(null, { origin: site.url })
    if (watch.changes().length > 0) pressed.add(purpose)
    watch.restoreAll()
  }
  expect([...pressed].sort()).toEqual([...purposes].sort())
  watch.close()
})

test('a browser that follows every link of a page changes nothing', inAll, async ({ page, site }) => {
  const setting = await arrange(site)
  const watch = new StoreWatch(site.folder)
  const seen = new Set<string>()
  for (const { path } of listLinks(site, setting)) {
    const linked = await follow(page, path)
    if ((await page.locator('input[name=token]').count()) === 0) continue
    for (const link of linked) {
      if (!seen.has(link)) await follow(page, link)
      seen.add(link)
    }
  }
  expect([...seen].some((link) => link.includes('?answer=not-me'))).toBe(true)
  expect(watch.changes()).toEqual([])
  watch.close()
})

/** Opens a page as a browser does, and returns the links to our own site. */
async function follow(page: Page, path: string): Promise<string[]> {
  await page.goto(path, { waitUntil: 'networkidle' })
  const links = await page
    .locator('a[href]')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
  return links.filter((link) => URL.parse(link)?.origin === URL.parse(page.url())?.origin)
}

test('a link that a mail program changed still works, or says why not', async ({ site }) => {
  const setting = await arrange(site)
  const watch = new StoreWatch(site.folder)
  const links = listLinks(site, setting)
  for (const { path, token, purpose } of isLong ? links : firstOfEach(links)) {
    const titleOf = async (end: string) => {
      const answer = await fetch(site.url + path + end, { headers: from(path) })
      return /<h1[^>]*>(.*?)<\/h1>/s.exec(await answer.text())?.[1]
    }
    const meant = await titleOf('')
    for (const behind of [
      '.',
      ',',
      ')',
      '>',
      '%3E',
      '%3e.',
      '=',
      '=3D',
      '%20',
      '%0D%0A',
      '&gt;',
      '%22',
      '/',
      '?utm_source=x',
    ])
      expect.soft(await titleOf(behind), purpose + behind).toBe(meant)
    for (const wrong of [
      token.slice(0, -1),
      token.toLowerCase(),
      `${token}A`,
      token + token,
      'A'.repeat(4000),
    ]) {
      const answer = await fetch(`${site.url}${path.replace(token, wrong)}`, { headers: from(path + wrong) })
      const html = await answer.text()
      expect.soft(answer.status, wrong).toBe(200)
      expect.soft(/name="token"|levante|invited@|stranger@/i.exec(html)?.[0], wrong).toBeUndefined()
    }
  }
  expect(watch.changes()).toEqual([])
  watch.close()
})

function firstOfEach(links: ReturnType<typeof listLinks>) {
  return purposes.flatMap((purpose) => links.filter((link) => link.purpose === purpose).slice(0, 1))
}

/** A network for each, so that the limit for bad links does not apply. */
function from(what: string): Record<string, string> {
  const number = [...what].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_536, 7)
  return { 'x-forwarded-for': `10.9.${number >> 8}.${number & 255}` }
}
