import type { Locator, Page } from '@playwright/test'
import { minute } from '#/lib/platform/values/clock.ts'
import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { elena, levante, oncall, paolo, support } from './demo.ts'
import { eachWay, expect, onlyInAll, plainFirst, test } from './fixtures.ts'
import { linkIn } from './mailbox.ts'
import { question, sendTest } from './questions.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll(
  'lib/notices/acknowledgement holds until when; the list and the mailed link undo here',
)

const notices = `${levante}/notices`
const late = demoNoticeIds.overdue
const name = 'Feed error rate 41%'

type Row = { state: string; due_at: number | null; acknowledged_at: number | null }
function noticeOf(site: Site, id: string): Row | undefined {
  return site.rows<Row>('select state, due_at, acknowledged_at from notices where id = ?', id)[0]
}

/** Lets ten minutes pass since it was acknowledged. */
function age(site: Site, id: string): void {
  site.change('update notices set acknowledged_at = acknowledged_at - ? where id = ?', 10 * minute, id)
}

const rowOf = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('link', { name }) })
const statusOf = (page: Page) => page.getByRole('status').first()
const press = (within: Locator | Page, label: string) =>
  within.getByRole('button', { name: `${label}: ${name}` }).click()
const widerThan = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

eachWay(plainFirst('the forms are plain'), () => {
  test('a notice is acknowledged and undone from the list by one click each', async ({ page, site }) => {
    const before = noticeOf(site, late)
    await site.visit(page, elena, `${notices}?category=production-alert`, 'en')
    await expect(rowOf(page)).toContainText('was due')
    await press(rowOf(page), 'Acknowledge')
    await expect(statusOf(page)).toContainText(`Acknowledged: ${name}`)
    await expect(page).toHaveURL(/category=production-alert&done=acknowledged/)
    await expect(rowOf(page)).toContainText('Acknowledged')
    expect(noticeOf(site, late)).toMatchObject({ state: 'acknowledged', due_at: null })

    await press(rowOf(page), 'Undo')
    await expect(statusOf(page)).toContainText(`Undone: ${name}`)
    await expect(rowOf(page)).toContainText('Overdue')
    expect(noticeOf(site, late)).toEqual(before)

    await press(rowOf(page), 'Acknowledge')
    await press(statusOf(page), 'Undo')
    await expect(statusOf(page)).toContainText(`Undone: ${name}`)
    await page.goto(`${notices}/${late}`)
    await expect(page.getByText('Acknowledgement undone by Elena Marchetti')).toHaveCount(2)
  })

  test(
    'the overview and the notice’s page undo too, and say when it is too late',
    inAll,
    async ({ page, site }) => {
      await site.visit(page, elena, levante, 'en')
      await press(page, 'Acknowledge')
      await press(statusOf(page), 'Undo')
      await expect(statusOf(page)).toContainText(`Undone: ${name}`)
      await expect(page.getByRole('region', { name: 'Needs your attention' })).toContainText(name)

      await page.goto(`${notices}/${late}`)
      await page.getByRole('button', { name: 'Acknowledge' }).click()
      await expect(page.getByText(/You can undo it until/)).toBeVisible()
      age(site, late)
      await page.getByRole('button', { name: 'Undo' }).click()
      const refusal = page.getByRole('alert').filter({ hasText: 'You can no longer undo this' })
      await expect(refusal).toHaveText('You can no longer undo this: ten minutes have passed.')
      await expect(page.getByText('Please check this first')).toHaveCount(0)
      await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
      expect(noticeOf(site, late)).toMatchObject({ state: 'acknowledged' })
    },
  )

  test(
    'undo and hand-back ask first when the escalation has passed',
    inAll,
    async ({ browser, page, site }) => {
      site.change("update users set locale = 'en'")
      await site.visit(page, paolo, `${notices}/${late}`)
      await page.getByRole('button', { name: 'Acknowledge' }).click()
      await expect(page.getByText(/You can undo it until/)).toBeVisible()
      const passed = "update notices set category = 'emergency', unanswered_escalate_at = 1 where id = ?"
      site.change(passed, late)
      const staff = await site.open(browser, support)
      await staff.goto(`/admin/notices/${late}`)
      await staff.getByLabel('Why nobody is on it').fill('Paolo is on holiday until Monday.')
      await staff.getByRole('button', { name: 'Hand back' }).click()
      await expect(question(staff)).toHaveAccessibleName(/^Hand back and notify /)
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect(question(page)).toHaveAccessibleName(/^Undo and notify /)
      expect(noticeOf(site, late)).toMatchObject({ state: 'acknowledged' })

      await question(page).getByRole('button', { name: 'Undo and notify' }).click()
      await expect(statusOf(page)).toContainText('No longer acknowledged')
      await page.goto(`${notices}/${late}`)
      await expect(page.getByText('Next step: nobody answered').first()).toBeVisible()
      expect(noticeOf(site, late)).toMatchObject({ state: 'open' })
    },
  )

  test('a row says in one line why it is too late, without a button', inAll, async ({ page, site }) => {
    await site.visit(page, elena, `${notices}?category=production-alert`, 'en')
    await press(rowOf(page), 'Acknowledge')
    await expect(rowOf(page).getByRole('button', { name: `Undo: ${name}` })).toBeVisible()
    age(site, late)
    await press(rowOf(page), 'Undo')
    await expect(rowOf(page).getByRole('alert')).toHaveText(
      'You can no longer undo this: ten minutes have passed.',
    )
    await expect(rowOf(page).getByRole('button', { name: `Undo: ${name}` })).toHaveCount(0)
    await expect(page.getByText('Please check this first')).toHaveCount(0)
  })

  test('a page reloaded later no longer says that it was acknowledged', inAll, async ({ page, site }) => {
    const said = page.getByRole('status').filter({ hasText: /^Acknowledged/ })
    for (const path of [notices, levante, `${notices}/${late}`]) {
      await site.visit(page, elena, path, 'en')
      await page
        .getByRole('button', { name: path.endsWith(late) ? 'Acknowledge' : `Acknowledge: ${name}` })
        .click()
      await expect(said).toBeVisible()
      age(site, late)
      await page.reload()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(said).toHaveCount(0)
      site.change(
        "update notices set state = 'open', acknowledged_at = null, acknowledged_by = null, due_at = 1 where id = ?",
        late,
      )
    }
  })

  test('the link that acknowledged undoes it, while nobody signs in', async ({ browser, page, site }) => {
    site.silenceEndpoints()
    await site.enter(page.context(), elena)
    const id = await sendTest(page)
    const link = linkIn(await site.mailTo(oncall), '/acknowledge/')
    const stranger = await site.open(browser)
    await stranger.setViewportSize({ width: 320, height: 640 })
    await stranger.goto(link)
    await stranger.getByRole('button', { name: 'Prendi in carico' }).click()
    await expect(stranger.getByRole('button', { name: 'Riapri l’avviso' })).toBeVisible()
    expect(await widerThan(stranger)).toBeLessThanOrEqual(0)
    await stranger.goto(link)
    await stranger.goto(`${link}?done=undone`)
    expect(noticeOf(site, id)?.state).toBe('acknowledged')

    await stranger.getByRole('button', { name: 'Riapri l’avviso' }).click()
    await expect(stranger.getByRole('status')).toContainText('Riaperto.')
    await expect(stranger.getByRole('button', { name: 'Prendi in carico' })).toBeVisible()
    expect(noticeOf(site, id)).toMatchObject({ state: 'open', acknowledged_at: null })
    await stranger.getByRole('button', { name: 'Prendi in carico' }).click()
    await expect(stranger.getByRole('button', { name: 'Riapri l’avviso' })).toBeVisible()
    site.change(
      "update notices set kind = 'event', category = 'emergency', unanswered_escalate_at = 1 where id = ?",
      id,
    )
    await stranger.getByRole('button', { name: 'Riapri l’avviso' }).click()
    await expect(question(stranger)).toHaveAccessibleName(/\d destinatari|un destinatario/)
    await expect(question(stranger)).not.toContainText('@')
    age(site, id)
    await stranger.goto(link)
    await expect(stranger.getByRole('button', { name: 'Riapri l’avviso' })).toHaveCount(0)
  })

  test(
    'staff hand a notice back with a reason, which the account sees',
    inAll,
    async ({ browser, page, site }) => {
      site.change("update users set locale = 'en'")
      await site.visit(page, paolo, `${notices}/${late}`)
      await page.getByRole('button', { name: 'Acknowledge' }).click()
      await expect(page.getByText(/You can undo it until/)).toBeVisible()
      const staff = await site.open(browser, support)
      await staff.goto(`/admin/notices/${late}`)
      await staff.getByRole('button', { name: 'Hand back' }).click()
      await expect(staff.getByText(/^Write the reason/).first()).toBeVisible()
      await staff.getByLabel('Why nobody is on it').fill('Paolo is on holiday until Monday.')
      await staff.getByRole('button', { name: 'Hand back' }).click()
      await expect(statusOf(staff)).toContainText('Notice handed back.')
      await expect(staff.getByRole('button', { name: 'Hand back' })).toHaveCount(0)

      await page.goto(`${notices}/${late}`)
      await expect(page.getByText('Paolo is on holiday until Monday.')).toHaveCount(2)
      await expect(page.getByText('Acknowledged by Paolo Greco')).toBeVisible()
      await expect(page.getByText('Handed back by the Actions Desk team')).toBeVisible()
      await expect(page.getByRole('button', { name: 'Acknowledge' })).toBeVisible()
      expect(noticeOf(site, late)).toMatchObject({ state: 'open' })
    },
  )
})

test('rows with their buttons fit a screen of 320 pixels', inAll, async ({ page, site }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  for (const locale of ['en', 'it'] as const) {
    await site.visit(page, elena, notices, locale)
    await page.getByRole('button', { name: new RegExp(`^(Acknowledge|Prendi in carico): ${name}`) }).click()
    await expect(statusOf(page).getByRole('button')).toBeVisible()
    expect(await widerThan(page)).toBeLessThanOrEqual(0)
    await statusOf(page).getByRole('button').click()
    await expect(page).toHaveURL(/done=undone/)
  }
})
