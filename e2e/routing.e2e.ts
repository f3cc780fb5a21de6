import type { Page } from '@playwright/test'
import { admin, elena, levante, oncall, paolo, tech } from './demo.ts'
import { eachWay, expect, onlyInAll, plainForms, test } from './fixtures.ts'
import { applyFilters } from './hands.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll('lib/notices/routing holds the waits; the journey changes a route')

const routing = '/admin/settings/routing'
const reach = `${levante}/notices/reach`

const route = (site: Site, category: string) =>
  site.rows(
    'select steps, copy_to, answer_days, answer_resolved, repeat_minutes, repeat_most from routes where category = ?',
    category,
  )[0]
const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()
const step = (page: Page, number: number) => page.getByLabel(`Step ${number}`, { exact: true })

eachWay(plainForms, () => {
  test('a changed route takes effect at once, and an admin can restore it', async ({ page, site }) => {
    await site.visit(page, admin, routing, 'en')
    const emergency = page.getByRole('row', { name: /^Emergency/ })
    await expect(emergency).toContainText(
      'After 30 minutes without an answer; at once if nobody can be reached',
    )
    await expect(emergency).toContainText('Then again every 30 minutes')
    await page.getByRole('link', { name: 'Change: Technical notice' }).click()
    const wait = page
      .getByRole('group', { name: 'Steps' })
      .getByText('At once if nobody above can be reached, within minutes if no endpoint above answers')
    await expect(wait).toHaveCount(2)
    await step(page, 1).selectOption('operations')
    await step(page, 2).selectOption('')
    await step(page, 3).selectOption('')
    await save(page)
    await expect(page.getByRole('link', { name: /Add owners to the steps/ })).toBeVisible()
    await expect(step(page, 1)).toHaveValue('operations')
    await expect(step(page, 3)).toHaveValue('')
    await expect(wait).toHaveCount(0)
    await step(page, 6).selectOption('owners')
    await page.getByLabel('Answer due within, in business days').fill('3')
    await page.getByLabel('Minutes between repeats').fill('15')
    await page.getByLabel('Repeats per step, at most').fill('3')
    await page.getByLabel('Copy to').selectOption('alerts')
    await page.getByLabel('An answer is still due').check()
    await save(page)
    await expect(page.getByRole('status').first()).toHaveText(
      'Saved: Technical notice. It applies to new notices.',
    )
    expect(route(site, 'technical')).toEqual({
      steps: '["operations","owners"]',
      copy_to: 'alerts',
      answer_days: 3,
      answer_resolved: 1,
      repeat_minutes: 15,
      repeat_most: 3,
    })
    const technical = page.getByRole('row', { name: /Technical notice/ })
    await expect(technical).toContainText('Lorenzo Vitali')
    await expect(technical).toContainText('Each notified step again every 15 minutes, at most 3 times')

    await site.visit(page, elena, `${reach}?category=technical`, 'en')
    await expect(
      page.getByText('1 recipient would get it: Operational contact (for Actions Desk)'),
    ).toBeVisible()
    await expect(
      page.getByRole('listitem').filter({ hasText: 'operativo@levante.example' }).first(),
    ).toBeVisible()

    await site.visit(page, admin, `${routing}/technical`, 'en')
    await page.getByRole('button', { name: 'Reset to default' }).click()
    await expect(page.getByRole('row', { name: /Technical notice/ })).toContainText('reset by Lorenzo Vitali')
    expect(route(site, 'technical')).toMatchObject({
      steps: '["technical","alerts","owners"]',
      answer_days: 2,
      repeat_minutes: 0,
    })
  })

  test('the form of emergencies draws the same waits as their route', inAll, async ({ page, site }) => {
    await site.visit(page, admin, `${routing}/emergency`, 'en')
    const form = page.getByRole('group', { name: 'Steps' })
    await expect(
      form.getByText('After 30 minutes without an answer; at once if nobody can be reached'),
    ).toHaveCount(2)
    await expect(form.getByText('Then again every 30 minutes, also to staff')).toHaveCount(1)
  })

  test('a member sees whom a notice would reach, and who is skipped', async ({ page, site }) => {
    site.silenceEndpoints()
    site.markBouncing([tech])
    await site.visit(page, elena, `${levante}/configuration/contact-information`, 'en')
    await page.getByRole('link', { name: 'Who gets a notice' }).click()
    const technical = page.getByRole('row', { name: /Technical notice/ })
    await expect(technical).toContainText(paolo)
    await expect(technical).toContainText('Step 2')
    await expect(page.getByRole('row', { name: /Emergency/ })).toContainText(oncall)
    await expect(page.getByText('assistenza@levante.example')).toHaveCount(0)

    await page.getByLabel('Category', { exact: true }).selectOption('technical')
    await applyFilters(page, 'Show')
    await expect(page).toHaveURL(`${site.url}${reach}?category=technical&environment=production`)
    await expect(page.getByText('1 recipient would get it: Alert contacts')).toBeVisible()
    await expect(page.getByText('This is step 2: nobody in the earlier steps can be reached.')).toBeVisible()
    const steps = page.getByRole('list').filter({ hasText: 'Skipped' }).getByRole('listitem')
    await expect(steps.first()).toContainText('Skipped: nobody can be reached')
    await expect(steps.first()).toContainText(/tech@levante\.exampleBouncing/)

    await page.getByLabel('Category', { exact: true }).selectOption('emergency')
    await applyFilters(page, 'Show')
    const timeline = page.getByRole('table', { name: 'If nobody acknowledges' })
    await expect(timeline.getByRole('row', { name: /^0 / })).toHaveText('0Notified')
    await expect(timeline.getByRole('row', { name: /^20 / })).toHaveText('20Again')
    await expect(timeline.getByRole('row', { name: /^30 / })).toHaveText('30AgainNotifiedNotified')
    await expect(page.getByText('Then Owners and the Actions Desk team again every 30 minutes')).toBeVisible()
    // Where the mailbox of step 2 bounces, step 3 is next.
    await expect(page.getByRole('listitem').filter({ has: page.getByRole('heading') })).toContainText([
      /1\. Technical emergency contacts.*Notified first/,
      /2\. .*Skipped: nobody can be reached/,
      /3\. Owners.*After 30 minutes/,
    ])

    await page.getByRole('combobox', { name: 'Environment' }).selectOption('sandbox')
    await applyFilters(page, 'Show')
    await expect(page.getByText('Nobody: Sandbox events are not emailed')).toBeVisible()
  })
})

test('the waits of a route follow the steps that are chosen', inAll, async ({ page, site }) => {
  await site.visit(page, admin, `${routing}/emergency`, 'en')
  const next = page.getByRole('group', { name: 'Steps' }).getByText('After 30 minutes without')
  await expect(next).toHaveCount(2)
  await step(page, 6).selectOption('operations')
  await expect(next).toHaveCount(3)
  await step(page, 2).selectOption('')
  await expect(next).toHaveCount(2)
})
