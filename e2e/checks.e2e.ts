import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { elena, levante, oncall } from './demo.ts'
import { eachWay, expect, onlyInAll, test, withoutScripts } from './fixtures.ts'
import { waitForHydration } from './hydrated.ts'
import { authSecret } from './server.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll('lib/changes/checks holds the refusal; the journeys answer by page and by mail')

const mailId = '0198c0de-0000-7000-8000-00000000a5ed'

/** Levante's check began yesterday; its emergency contact bounces, and its alert contact Paolo is long inactive. */
function makeDue(site: Site): void {
  const at = Date.now()
  site.change("update users set locale = 'en'")
  site.change('update account_addresses set confirmed_at = ?', at)
  site.change(
    'update accounts set review_due_at = ?, review_mail_due_at = ? where slug = ?',
    at - day,
    at + 13 * day,
    'poliambulatorio-levante',
  )
  site.change('delete from address_marks')
  site.markBouncing([oncall], at - 3 * day)
  site.change(
    "update memberships set created_at = ?, last_seen_at = null where user_id = (select id from users where email_key = 'paolo@levante.example')",
    at - 500 * day,
  )
}

/** Mails Elena the question without waiting for the job. */
function mailQuestion(site: Site, version: number): string {
  site.change(
    `insert into outbox (id, template, recipient, locale, data, account_id, lane, status, created_at)
     select ?, 'contacts-review', ?, 'it', ?, id, 'bulk', 'accepted', ? from accounts where slug = 'poliambulatorio-levante'`,
    mailId,
    elena,
    JSON.stringify({ version }),
    Date.now() - 3_600_000,
  )
  return `/review/${linkToken('review', mailId, authSecret)}`
}

const account = (site: Site) =>
  site.rows<{ review_due_at: number; reviewed_by: string | null }>(
    "select review_due_at, reviewed_by from accounts where slug = 'poliambulatorio-levante'",
  )[0]
const answers = (site: Site) =>
  site.rows("select 1 from audit_entries where action like 'contacts.reviewed%'").length

test('owners and editors are asked on every page and answer by a click', async ({ page, site }) => {
  makeDue(site)
  await site.visit(page, elena, `${levante}/support`)
  const main = page.getByRole('main')
  await expect(main.getByText('Check 2 things first.')).toBeVisible()
  await main.getByRole('link', { name: 'Correct', exact: true }).click()
  await page.waitForURL(/contact-information#review$/)
  const card = page.locator('#review')
  // Each page asks only once.
  await expect(page.locator('#review-banner')).toBeHidden()
  await expect(card.getByRole('listitem')).toContainText([oncall, 'Paolo Greco'])
  // Nobody can say that everything is right while an address bounces.
  await expect(card.getByRole('button')).toHaveCount(0)
  await expect(card).toContainText('When nothing is bouncing any more, you can confirm')
  await expect(card).not.toContainText('answered a drill')
  await expect(card.getByRole('link', { name: 'Correct', exact: true })).toHaveAttribute(
    'href',
    /\?edit=technical-emergency#technical-emergency$/,
  )
  await card.getByRole('link', { name: 'Technical emergency contacts' }).click()
  await expect(page).toHaveURL(/#technical-emergency$/)
  site.change('delete from address_marks')
  await page.reload()
  await waitForHydration(page)

  // Another submission keeps the check open, so this page's answer is outdated.
  await page.locator('#review-card input[name=version]').evaluate((input: HTMLInputElement) => {
    input.value = '0'
  })
  await main.locator('#review-card').getByRole('button').click()
  await expect(main.getByText('has changed since you opened this page').first()).toBeVisible()
  expect(answers(site)).toBe(0)
  await main.locator('#review-card').getByRole('button').dblclick()
  await expect(page.getByRole('status').getByText('Contact information confirmed')).toBeVisible()
  await expect(main.getByText('We’ll ask again on')).toBeVisible()
  await expect(main.getByText('things first')).toHaveCount(0)
  expect(answers(site)).toBe(1)
  expect(account(site)?.review_due_at).toBeGreaterThan(Date.now() + 179 * day)

  // Removing somebody lists all of the person's roles.
  site.change(
    "update contact_revisions set content = replace(content, 'tech@levante.example', 'paolo@levante.example')",
  )
  await page.goto(`${levante}/configuration/users`)
  const paolo = page.getByRole('row', { name: /Paolo Greco/ })
  await expect(paolo).toContainText('Has not signed in for over a year.')
  await paolo.getByRole('link', { name: 'Remove Paolo Greco' }).click()
  await expect(main.getByText('paolo@levante.example stays in the contact information')).toBeVisible()
  await main.getByRole('link', { name: 'Technical non-emergency contacts' }).click()
  await expect(page).toHaveURL(/contact-information#technical$/)

  makeDue(site)
  site.setRole(elena, 'viewer')
  await page.goto(levante)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('Is the contact information still right?')).toHaveCount(0)
})

test('a late answer is refused once an address bounces, and says why', inAll, async ({ page, site }) => {
  makeDue(site)
  site.change('delete from address_marks')
  await site.visit(page, elena, `${levante}/support`)
  site.markBouncing([oncall])
  await page.locator('#review-banner').getByRole('button').click()
  const main = page.getByRole('main')
  await expect(main.getByText('Email to a contact is bouncing, or nobody answered').first()).toBeVisible()
  await expect(main.getByRole('link', { name: 'Correct', exact: true })).toBeVisible()
  expect(answers(site)).toBe(0)
})

eachWay(withoutScripts, () => {
  test('the mailed link answers signed out, once its button is pressed', async ({ page, request, site }) => {
    makeDue(site)
    const path = mailQuestion(site, 1)
    expect((await request.head(path)).headers()['x-robots-tag']).toContain('noindex')
    await page.goto(path)
    // In the mail's language, with only the number of things to look at.
    await expect(page.getByText('Controlla prima 2 cose')).toBeVisible()
    expect(await page.content()).not.toMatch(/oncall@|Paolo/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Prima c’è qualcosa da correggere')
    await expect(page.getByRole('link', { name: 'Correggi' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'È ancora tutto giusto' })).toHaveCount(0)
    site.change('delete from address_marks')
    await page.goto(path)
    await expect(page.getByText('Controlla prima una cosa')).toBeVisible()
    expect([answers(site), account(site)?.reviewed_by]).toEqual([0, null])
    await page.getByRole('button', { name: 'È ancora tutto giusto' }).click()
    await page.waitForURL(/done=reviewed$/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Risposta già inviata')
    const [{ id } = { id: '' }] = site.rows<{ id: string }>('select id from users where email_key = ?', elena)
    expect([answers(site), account(site)?.reviewed_by]).toEqual([1, id])
    await page.goto(path)
    await expect(page.getByRole('button', { name: 'È ancora tutto giusto' })).toHaveCount(0)
    await page.goto(`${path.slice(0, -4)}AAAA`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/does not work|non funziona/)
    // In the portal, the form's page works too.
    makeDue(site)
    site.change('delete from address_marks')
    await site.visit(page, elena, `${levante}/support`)
    await page.locator('#review-banner').getByRole('button').click()
    await page.waitForURL(/done=reviewed$/)
    expect(answers(site)).toBe(2)
  })
})
