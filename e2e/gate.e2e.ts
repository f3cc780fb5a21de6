import { globSync } from 'node:fs'
import type { APIResponse } from '@playwright/test'
import { control, fillEverything, submit } from './contact-form.ts'
import { expect, test } from './fixtures.ts'
import { findForm, hiddenFields } from './form-post.ts'

test.use({ sharesServer: true })

const account = 'app/(portal)/accounts/[account]/'

/** The paths below an account of every page there is, as `next build` knows them; the demo's case 1 serves for numbers. */
const paths = globSync('**/page.tsx', { cwd: account })
  .map((file) =>
    file

      .replace(/\/?page\.tsx$/, '')
      .replace(/\([^)]+\)\/?/g, '')
      .replace(/\[\.\.\.\w+\]/, 'nowhere/at/all')
      .replace(/\[\w+\]/g, '1'),
  )
  .map((path) => path.replace(/\/$/, ''))

const behind = paths.filter((path) => !path.startsWith('onboarding'))
const secrets = ['Poliambulatorio', 'Contact information saved', 'Paolo Greco']

function leadsTo(answer: APIResponse): string {
  return new URL(answer.headers().location ?? '', 'http://127.0.0.1').pathname
}

test('there are pages behind the gate to try', () => {
  expect(behind).toEqual(expect.arrayContaining(['', 'configuration/users', 'support', 'nowhere/at/all']))
})

test('while locked, every path of the account leads to the gate, as document and as data', async ({
  context,
  site,
  request,
}) => {
  await site.enter(context, 'giulia@clinica-aurora.example')
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  for (const path of behind) {
    const gate = path.startsWith('support') ? `/onboarding/${path}` : '/onboarding'
    const url = `/accounts/clinica-aurora${path && `/${path}`}`
    const document = await request.get(url, { headers: { cookie }, maxRedirects: 0 })
    expect(document.status(), url).toBe(307)
    expect(leadsTo(document), url).toBe(`/accounts/clinica-aurora${gate}`)
    for (const headers of [{ rsc: '1' }, { rsc: '1', 'next-router-prefetch': '1' }]) {
      const data = await request.get(url, { headers: { cookie, ...headers } })
      const body = await data.text()
      for (const secret of secrets) expect(body, `${url} as data`).not.toContain(secret)
    }
  }
})

test('once open, each page of the modal leads to its twin behind the gate', async ({
  context,
  site,
  request,
}) => {
  await site.enter(context, 'elena@levante.example')
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const twins = {
    onboarding: 'configuration/contact-information',
    'onboarding/users': 'configuration/users',
    'onboarding/support': 'support',
    'onboarding/support/1': 'support/1',
  }
  for (const [path, twin] of Object.entries(twins)) {
    const answer = await request.get(`/accounts/poliambulatorio-levante/${path}`, {
      headers: { cookie },
      maxRedirects: 0,
    })
    expect(leadsTo(answer), path).toBe(`/accounts/poliambulatorio-levante/${twin}`)
  }
})

test('a client-side navigation and going back end at the gate too', async ({ page, context, site }) => {
  await site.enter(context, 'luca@partner-it.example')
  await page.goto('/accounts/poliambulatorio-levante')
  await page.getByText('Poliambulatorio Levante').first().click()
  await page.getByRole('link', { name: 'Clinica Aurora' }).click()
  await expect(page).toHaveURL(/\/clinica-aurora\/onboarding$/)
  await expect(page.getByRole('dialog', { name: /./ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.mouse.click(5, 400)
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.goBack()
  await page.goForward()
  await expect(page).toHaveURL(/\/clinica-aurora\/onboarding$/)
})

test('a form of an open account, posted for a locked one, writes nothing and leads to the gate', async ({
  page,
  context,
  site,
  request,
}) => {
  await site.enter(context, 'luca@partner-it.example')
  await page.goto('/accounts/poliambulatorio-levante')
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const html = await (await request.get(page.url(), { headers: { cookie } })).text()
  const multipart = hiddenFields(findForm(html, 'account'))
  expect(Object.keys(multipart).some((name) => name.startsWith('$ACTION'))).toBe(true)
  const states = () => site.rows('select slug, state from accounts order by slug')
  const before = states()
  for (const account of ['clinica-aurora', 'trattoria-molo']) {
    const forged = await request.post('/accounts/poliambulatorio-levante', {
      headers: { cookie, origin: site.url },
      multipart: { ...multipart, account },
      maxRedirects: 0,
    })
    if (account === 'clinica-aurora') {
      expect(forged.status()).toBe(303)
      expect(leadsTo(forged)).toBe('/accounts/clinica-aurora/onboarding')
    } else {
      expect(forged.status()).toBe(404)
    }
    expect(states()).toEqual(before)
  }
  const honest = await request.post('/accounts/poliambulatorio-levante', {
    headers: { cookie, origin: site.url },
    multipart,
    maxRedirects: 0,
  })
  expect(honest.status()).toBe(303)
  expect(states()).not.toEqual(before)
})

test('a viewer sees what is missing and who can complete it, and cannot save', async ({
  page,
  context,
  site,
}) => {
  await site.enter(context, 'sara@clinica-aurora.example')
  await page.goto('/accounts/clinica-aurora')
  await expect(page).toHaveURL(/\/onboarding$/)
  await expect(page.getByText('Contatti tecnici di emergenza')).toBeVisible()
  await expect(page.getByText('giulia@clinica-aurora.example')).toBeVisible()
  await expect(page.locator('form#contact-information')).toHaveCount(0)
})

test('the environment switch is not offered at the gate, and both environments open together', async ({
  page,
  context,
  site,
}) => {
  await site.enter(context, 'giulia@clinica-aurora.example')
  await page.goto('/accounts/clinica-aurora/onboarding?env=sandbox')
  await expect(page.getByRole('navigation', { name: 'Environment' })).toHaveCount(0)
  await fillEverything(page)
  await submit(page)
  await expect(page).toHaveURL(/done=complete/)
  for (const environment of ['sandbox', 'production']) {
    await page.goto(`/accounts/clinica-aurora?env=${environment}`)
    await expect(page.getByRole('heading', { level: 1, name: 'Clinica Aurora' })).toBeVisible()
  }
})

test('what is due locks the account once its time has passed, and opens again when it is given', async ({
  page,
  context,
  site,
}) => {
  await site.enter(context, 'anna@studio-ponte.example')
  await page.goto('/accounts/studio-ponte/configuration/users')
  await expect(page.getByText(/Missing: Alert contacts|Manca: Contatti avvisi/)).toBeVisible()
  site.change("update accounts set due_at = ? where slug = 'studio-ponte'", Date.now() - 1000)
  await page.reload()
  await expect(page).toHaveURL(/\/studio-ponte\/onboarding$/)
  await control(page, 'alerts').first().check()
  await submit(page)
  await expect(page).toHaveURL(/\/studio-ponte\?done=complete/)
  expect(site.rows("select due_at from accounts where slug = 'studio-ponte'")).toEqual([{ due_at: null }])
})
