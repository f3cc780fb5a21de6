import type { APIRequestContext, Page } from '@playwright/test'
import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { admin, support, tech } from './demo.ts'
import { expect, test } from './fixtures.ts'
import { findForm, hiddenFields } from './form-post.ts'
import { addEndpoint, endpointId } from './matrix/setting.ts'
import { listRoutes } from './routes.ts'
import type { Site } from './site.ts'

const account = '/accounts/[account]'
/** The paths of all member pages of an account, without those of a closed account and the one that leads to another. */
const paths = listRoutes()
  .pages.filter((route) => route === account || route.startsWith(`${account}/`))
  .map((route) => route.slice(account.length + 1))
  .filter((path) => !path.includes('[...') && path !== 'closed' && path !== 'configuration')

const levante = '/admin/accounts/poliambulatorio-levante'

async function openView(page: Page, account: string, role: string): Promise<string> {
  await page.goto(`/admin/accounts/${account}/as-partner`)
  await page.getByRole('radio', { name: role }).check()
  await page.getByRole('button', { name: 'Open the view' }).click()
  await page.waitForURL(/\/as-partner\/[0-9a-f-]{36}/)
  return new URL(page.url()).pathname.replace(/\/onboarding$/, '')
}

/** Everything on a page that could act, or lead out of the view. */
function listWaysOut(html: string, view: string): string[] {
  const back = view.replace(/\/as-partner\/.*/, '')
  // The brand page is public, and so are the phone number and the help page on it.
  const published = [/^tel:/, /^https:\/\/levante\.example\//]
  const inside = [
    ...published,
    /^#/,
    /^mailto:/,
    /^\/help/,
    /^\/brands\//,
    /^\?/,
    new RegExp(`^${view}(?:[/?#]|$)`),
  ]
  const links = [...html.matchAll(/<(?:a|area)[^>]* href="([^"]*)"/g)].map(([, href = '']) => href)
  const forms = [...html.matchAll(/<form[^>]*>/g)].map(([form]) => form)
  return [
    ...links
      .filter((href) => ![back, `${back}/as-partner`].includes(href))
      .filter((href) => !inside.some((known) => known.test(href))),
    ...forms.filter(
      (form) => /method="post"/i.test(form) || (/ action="/.test(form) && !form.includes(`action="${view}`)),
    ),
    ...(html.match(/name="\$ACTION[^"]*"/g) ?? []),
  ]
}

async function lookThrough(
  site: Site,
  request: APIRequestContext,
  cookie: string,
  view: string,
  atGate: boolean,
) {
  const own = paths.filter((path) => path.startsWith('onboarding') === atGate)
  expect(own.length).toBeGreaterThan(5)
  site.change('update memberships set last_seen_at = null')
  for (const path of own) {
    const url = `${view}${path && `/${path}`}`
      .replace('[id]', demoNoticeIds.handedOn)
      .replace('[number]', atGate ? '3' : '1')
      .replace('[endpoint]', endpointId)
    const answer = await request.get(url, { headers: { cookie }, maxRedirects: 0 })
    expect(answer.status(), url).toBe(200)
    const html = (await answer.text()).replace(/<script[\s\S]*?<\/script>/g, '')
    expect(html, url).toContain('Read-only view of')
    expect(listWaysOut(html, view), url).toEqual([])
  }
  expect(site.rows('select 1 from memberships where last_seen_at is not null')).toEqual([])
}

test('staff see what a partner sees, and can change nothing there', async ({ page, site, request }) => {
  site.change("update users set locale = 'en'")
  await site.enter(page.context(), admin)
  // The admin also owns the account, so only the view stops them.
  site.change(
    `insert into memberships (id, account_id, user_id, role, created_at)
     select 'm', accounts.id, users.id, 'owner', 1 from accounts, users where slug = ? and email_key = ?`,
    'poliambulatorio-levante',
    admin,
  )
  site.change(
    "update cases set status = 'closed', closed_at = 1, account_id = (select id from accounts where slug = 'poliambulatorio-levante')",
  )
  site.change(
    `insert into cases (id, number, account_id, category, subject, environment, status, opened_by, opened_at, updated_at)
     select 'c', 3, accounts.id, 'other', 'At the gate', 'production', 'closed', opened_by, 1, 1
     from accounts, cases where slug = 'clinica-aurora' limit 1`,
  )
  const [viewed] = site.rows<{ id: string }>("select id from accounts where slug = 'poliambulatorio-levante'")
  addEndpoint(site, viewed?.id ?? '', Date.now())
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')

  // As an owner: the role with the most forms.
  await page.goto(levante)
  await page.getByRole('link', { name: 'View as partner' }).click()
  const view = await openView(page, 'poliambulatorio-levante', 'Owner')
  const banner = page.getByRole('region', { name: 'Viewing as partner' })
  await expect(banner).toContainText('Read-only view of Poliambulatorio Levante as Owner')
  await expect(banner).toContainText('from the staff is viewing')
  const entries = () =>
    site.rows<{ actor: string; after: string; address: string }>(
      `select users.email as actor, after, address from audit_entries join users on users.id = actor_id
       where action = 'account.viewed-as-partner' order by at`,
    )
  expect(entries()).toMatchObject([{ actor: admin, after: '{"role":"owner"}' }])
  await expect(page.getByRole('button', { name: 'Pause for maintenance' })).toBeDisabled()
  await page.getByRole('link', { name: 'Contact information', exact: true }).click()
  await expect(page.locator('#technical')).toContainText(tech)
  await expect(page.getByRole('button', { name: 'Send test notice to: Alert contacts' })).toBeDisabled()
  await expect(page.getByRole('link', { name: /^Edit: / })).toHaveCount(0)
  await expect(banner).toBeInViewport()
  await page.getByRole('link', { name: 'Sandbox' }).click()
  await expect(page.getByText('You are in Sandbox')).toBeVisible()
  await page.getByRole('link', { name: 'All notices' }).click()
  await expect(page.getByText('These are Sandbox notices.')).toBeVisible()
  await page.goto('/accounts/poliambulatorio-levante')
  await expect(page.getByText('You are in Sandbox')).toBeHidden()
  await lookThrough(site, request, cookie, view, false)
  for (const path of ['nowhere', 'constructor', 'toString', '__proto__', 'notices/reach/constructor']) {
    const answer = await request.get(`${view}/${path}`, { headers: { cookie } })
    expect(answer.status(), path).toBe(404)
  }
  expect(entries()).toHaveLength(1)

  // The same form of the admin as a member: refused inside the view, accepted outside.
  const form = '/accounts/poliambulatorio-levante/support/new'
  const html = await (await request.get(form, { headers: { cookie } })).text()
  expect(listWaysOut(html, '/accounts/poliambulatorio-levante')).not.toEqual([])
  const typed = { category: 'other', subject: 'Forged', text: 'Forged.', environment: 'production' }
  const multipart = { ...hiddenFields(findForm(html, 'subject')), ...typed }
  const post = (url: string) =>
    request.post(url, { headers: { cookie, origin: site.url }, multipart, maxRedirects: 0 })
  const forged = () => site.rows("select 1 from cases where subject = 'Forged'")
  for (const url of [`${view}/support/new`, view, levante]) {
    await post(url)
    expect(forged(), url).toEqual([])
  }
  expect((await post(form)).status()).toBe(303)
  expect(forged()).toHaveLength(1)

  // As a viewer: other pages, and a second audit entry. Only the person who opened a view can see it.
  const viewer = await openView(page, 'poliambulatorio-levante', 'Viewer')
  expect(entries()).toHaveLength(2)
  await page.goto(`${viewer}/configuration/users`)
  await expect(page.getByRole('heading', { name: 'Invite people' })).toBeHidden()
  await page.getByRole('link', { name: 'Leave the view' }).click()
  await expect(page).toHaveURL(`${site.url}${levante}`)
  await site.visit(page, support, viewer)
  await expect(page).toHaveURL(`${site.url}${levante}/as-partner`)

  // A locked account shows staff its gate, as it does the partner.
  await site.enter(page.context(), admin)
  const gate = await openView(page, 'clinica-aurora', 'Editor')
  expect(gate).toContain('clinica-aurora')
  await expect(page).toHaveURL(`${site.url}${gate}/onboarding`)
  await expect(page.getByRole('dialog')).toContainText('Read-only view of Clinica Aurora')
  await expect(page.getByRole('button', { name: 'Submit' })).toBeDisabled()
  const own = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  await lookThrough(site, request, own, gate, true)
  await page.getByRole('link', { name: 'Leave the view' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${site.url}/admin/accounts/clinica-aurora`)
})
