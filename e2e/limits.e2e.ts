import type { Page } from '@playwright/test'
import { ask } from './ask.ts'
import { elena, giulia, levante } from './demo.ts'
import { expect, onlyInAll, test } from './fixtures.ts'
import { findForm, hiddenFields } from './form-post.ts'
import { toForm } from './matrix/post.ts'

const inAll = onlyInAll('lib/platform/limits holds the counts; forms and forged addresses meet them here')

// What a test uses up, others would lack.
test.use({ sharesServer: false })

const address = 'nobody@elsewhere.example'
/** Seconds of the limits here. */
const span = 900

async function askForCode(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('input[name=email]').fill(address)
  await page.locator('input[name=email]').press('Enter')
}

function secondsSince(began: number): number {
  return (Date.now() - began) / 1000
}

test('answers 429 with the time to wait, and keeps what was typed', async ({ page, browser, site }) => {
  const began = Date.now()
  for (let times = 0; times < 5; times++) {
    await askForCode(page)
    await page.waitForURL('**/sign-in/code')
    await page.locator('input[name=code]').waitFor()
  }
  const plain = await site.open(browser, undefined, { javaScriptEnabled: false })
  for (const one of [page, plain]) {
    const answered = one.waitForResponse((response) => response.request().method() === 'POST')
    await askForCode(one)
    const answer = await answered
    expect(answer.status()).toBe(429)
    const seconds = Number(answer.headers()['retry-after'])
    expect(seconds).toBeGreaterThanOrEqual(span - secondsSince(began))
    expect(seconds).toBeLessThanOrEqual(span)
    await expect(one.getByText(`Too many attempts. Wait ${seconds / 60} minutes`).first()).toBeVisible()
    await expect(one.locator('input[name=email]')).toHaveValue(address)
  }
})

const counted = onlyInAll(
  'lib/platform/limits counts; the test before shows a page that refuses and keeps what was typed',
)

test('a search too many is refused on its page, which keeps the words', counted, async ({ page, site }) => {
  await site.enter(page.context(), elena, 'en')
  let isRefused = false
  // They go on until the page is refused: on a slow machine it would soon have earned a search again.
  const searchers = Array.from({ length: 10 }, async () => {
    while (!isRefused) await page.request.get(`${site.url}${levante}/search/results`)
  })
  const open = () => page.goto(`${levante}/notices?q=feed`)
  let answer = await open()
  try {
    while (answer?.status() === 200) answer = await open()
  } finally {
    isRefused = true
    await Promise.all(searchers)
  }
  expect([answer?.status(), answer?.headers()['retry-after']]).toEqual([429, '60'])
  await expect(page.getByRole('alert').filter({ hasText: 'You searched too often' })).toBeVisible()
  await expect(page.getByRole('searchbox')).toHaveValue('feed')
})

test('bad links get 429 after a while, a good one never does', inAll, async ({ page, site }) => {
  await page.goto('/sign-in')
  await page.locator('input[name=email]').fill(giulia)
  await page.locator('input[name=email]').press('Enter')
  const mail = await site.mailTo(giulia)
  const open = (path: string) => fetch(`${site.url}${path}`, { redirect: 'manual' })
  const kinds = ['acknowledge', 'confirm', 'review', 'invitations', 'sign-in/link']
  const answers = []
  const began = Date.now()
  for (let guess = 0; guess < 60; guess++)
    answers.push((await open(`/${kinds[guess % 5]}/guess${guess}`)).status)
  expect(new Set(answers)).toEqual(new Set([200]))
  for (const kind of kinds) {
    const refused = await open(`/${kind}/another`)
    expect(refused.status, kind).toBe(429)
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds, kind).toBeGreaterThanOrEqual(span - secondsSince(began))
    expect(await refused.text()).toContain('Links from our messages still work')
  }
  const good = await open(new URL(/http\S+\/sign-in\/link\/\S+/.exec(mail.text)?.[0] ?? '').pathname)
  expect(good.status).toBe(200)
})

test.describe('without a trusted proxy', () => {
  test.use({ serverEnvironment: { TRUSTED_PROXIES: 'none' } })

  test('a forged host or client address gains nothing', async ({ site }) => {
    const form = findForm(await (await fetch(`${site.url}/sign-in`)).text(), 'email')
    const post = async (headers: Record<string, string>) => {
      const body = toForm(Object.entries({ ...hiddenFields(form), email: address }))
      return (await ask(`${site.url}/sign-in`, { method: 'POST', headers, body })).status
    }
    const evil = {
      origin: 'https://evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    }
    expect(await post(evil)).toBeGreaterThanOrEqual(400)
    expect(site.rows('select id from challenges')).toEqual([])
    const origin = site.url
    for (let times = 0; times < 5; times++)
      expect(await post({ origin, 'x-forwarded-for': `203.0.113.${times}` })).toBe(303)
    expect(await post({ origin, 'x-forwarded-for': '203.0.113.99' })).toBe(429)
    expect(site.rows('select id from challenges')).toHaveLength(5)
  })

  test('an action that Next forwards to another page counts for its sender', async ({ site }) => {
    const account = '/accounts/poliambulatorio-levante'
    const cookie = await site.cookie(elena)
    const html = await (await fetch(`${site.url}${account}/support/new`, { headers: { cookie } })).text()
    const hidden = hiddenFields(findForm(html, 'subject'))
    const [, action = ''] = /"id":"(\w+)"/.exec(Object.values(hidden).join()) ?? []
    const openCase = async (from: string, path: string, headers: Record<string, string> = {}) => {
      const typed = {
        key: crypto.randomUUID(),
        category: 'other',
        subject: 'Handed on',
        text: 'Text.',
        environment: 'production',
      }
      const fields = Object.entries({ ...hidden, ...typed }).filter(([name]) => !name.startsWith('$ACTION'))
      await ask(site.url + path, {
        method: 'POST',
        localAddress: from,
        headers: { cookie, origin: site.url, 'next-action': action, ...headers },
        body: toForm([
          ...fields.map(([name, value]): [string, string] => [`_1_${name}`, value]),
          ['0', '[null,"$K1"]'],
        ]),
      })
    }
    const opened = () =>
      site
        .rows<{ address: string }>(
          "select address from audit_entries where action = 'case.opened' order by at",
        )
        .map(({ address }) => address)
    await openCase('127.0.0.2', `${account}/support/new`)
    await openCase('127.0.0.3', `${account}/notices`)
    // A guess of what only this process can know.
    await openCase('127.0.0.4', `${account}/notices`, {
      'x-recapito-inner': 'guess',
      'x-action-forwarded': '1',
      'x-forwarded-for': '203.0.113.9',
    })
    expect(opened()).toEqual(['127.0.0.2', '127.0.0.3', '127.0.0.4'])
    // Members have no rights on staff pages (as-partner.e2e.ts).
    await openCase('127.0.0.5', '/admin/cases', { 'x-path': account })
    expect(opened()).toHaveLength(3)
  })
})
