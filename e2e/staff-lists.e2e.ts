import type { Page } from '@playwright/test'
import { sendEvent } from './api.ts'
import { anna, elena, paolo, support, tech } from './demo.ts'
import { eachWay, expect, onlyInAll, test, withoutScripts } from './fixtures.ts'
import { confirmSending } from './questions.ts'

const inAll = onlyInAll('the commands have store tests; two actions in rows have a journey here')

const screen = { width: 1024, height: 800 }
const tryAgain = 'Try again to reach the bouncing addresses: Studio Ponte'

test.beforeEach(({ site }) => site.change("update users set locale = 'en'"))

/** How many rows of the table are wholly on the screen. */
function countRowsOnScreen(page: Page): Promise<number> {
  return page.getByRole('rowheader').evaluateAll(
    (headers) =>
      headers.filter((header) => {
        const { top, bottom } = (header.closest('tr') ?? header).getBoundingClientRect()
        return top >= 0 && bottom <= innerHeight
      }).length,
  )
}

test(
  'shows 14 accounts on a small screen and keeps the chosen density',
  inAll,
  async ({ browser, page, site }) => {
    site.addAccounts(40, 'A Clinica N')
    await page.setViewportSize(screen)
    await site.visit(page, support, '/admin/accounts')
    const compact = page.getByRole('button', { name: 'Compact' })
    await expect(compact).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('columnheader', { name: 'Account' })).toBeVisible()
    expect(await countRowsOnScreen(page)).toBeGreaterThanOrEqual(14)

    const plain = await site.open(browser, support, { javaScriptEnabled: false, viewport: screen })
    await plain.goto('/admin/accounts?state=onboarding')
    await plain.getByRole('button', { name: 'Comfortable' }).click()
    await expect(plain.getByRole('button', { name: 'Comfortable' })).toHaveAttribute('aria-pressed', 'true')
    await expect(plain).toHaveURL(`${site.url}/admin/accounts?state=onboarding`)
    await expect(plain.getByText('a-clinica-n10', { exact: true })).toBeVisible()

    await page.reload()
    await expect(compact).toHaveAttribute('aria-pressed', 'false')
    expect(await countRowsOnScreen(page)).toBeLessThan(14)
    await compact.click()
    await expect(compact).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByText('a-clinica-n10', { exact: true })).toBeHidden()
  },
)

test('staff act on an unreachable account in its row', async ({ browser, page, site }) => {
  await site.visit(page, support, '/admin/unreachable')
  const row = (name: string, on = page) => on.getByRole('row').filter({ hasText: name })

  await test.step('a drill goes out, and the row says so', async () => {
    await page.getByRole('button', { name: 'Send a drill: Studio Ponte' }).click()
    await confirmSending(page)
    const answer = row('Studio Ponte').getByRole('status')
    await expect(answer).toHaveText('The drill is on its way.')
    await expect(answer).toBeFocused()
    await expect(
      row('Studio Ponte').getByRole('link', { name: 'A drill is waiting for an answer' }),
    ).toBeVisible()
    expect((await site.mailTo('emergenze@studio-ponte.example')).subject).toContain('Esercitazione')
    await expect(page).toHaveURL(`${site.url}/admin/unreachable`)
  })

  await test.step('mail goes to bouncing addresses again, without JavaScript too', async () => {
    const plain = await site.open(browser, support, { javaScriptEnabled: false })
    await plain.goto('/admin/unreachable?why=contacts')
    await plain.getByRole('button', { name: 'Try the bouncing addresses again: Ottica Faro' }).click()
    await expect(plain).toHaveURL(`${site.url}/admin/unreachable?why=contacts`)
    await expect(row('Ottica Faro', plain)).toHaveCount(0)
    expect(
      site.rows("select 1 from address_marks where address_key = 'reperibilita@ottica-faro.example'"),
    ).toEqual([])
  })
})

test(
  'staff ask for what is missing and give more time in the accounts’ rows',
  inAll,
  async ({ page, site }) => {
    await site.visit(page, support, '/admin/accounts?complete=no')
    const ponte = page.getByRole('row').filter({ hasText: 'Studio Ponte' })
    const dueAt = () =>
      site.rows<{ due_at: number }>("select due_at from accounts where slug = 'studio-ponte'")[0]?.due_at ?? 0
    const before = dueAt()
    await page.getByRole('button', { name: 'Extend by 7 days: Studio Ponte' }).click()
    await expect(ponte.getByText('Deadline moved.')).toBeVisible()
    expect(dueAt()).toBe(before + 7 * 86_400_000)
    await page.getByRole('button', { name: 'Send reminder of what is missing: Studio Ponte' }).click()
    await confirmSending(page)
    await expect(ponte.getByText('Owners and editors get an email.')).toBeVisible()
    await expect(page).toHaveURL(`${site.url}/admin/accounts?complete=no`)
    await page.reload()
    await page.getByRole('button', { name: 'Send reminder of what is missing: Studio Ponte' }).click()
    await expect(ponte.getByRole('link', { name: /less than a day/ })).toContainText('less than a day ago')

    site.markBouncing([anna])
    await page.reload()
    await page.getByRole('button', { name: tryAgain }).click()
    await expect(ponte.getByRole('status')).toHaveText('We’ll send email to 1 address again.')
    await expect(page.getByRole('button', { name: tryAgain })).toBeHidden()

    await page.goto('/admin/accounts?state=live')
    await expect(page.getByRole('rowheader', { name: /Studio Ponte/ })).toBeVisible()
    await expect(page.getByRole('button', { name: /Studio Ponte/ })).toHaveCount(0)
  },
)

test('staff send an overdue notice again in its row', inAll, async ({ page, site }) => {
  await site.enter(page.context(), support)
  const [late] = site.rows<{ id: string; account_id: string }>(
    "select id, account_id from notices where state = 'open' and kind = 'event' and account_id is not null and silence is null",
  )
  site.change('update notices set due_at = 1, last_mail_at = 1 where id = ?', late?.id)
  await page.goto('/admin/notices?state=overdue')
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="/admin/notices/${late?.id}"]`) })
  await expect(row.getByRole('link', { name: /^Contacts of/ })).toBeVisible()
  await row.getByRole('button', { name: /^Send again:/ }).click()
  await confirmSending(page)
  await expect(row.getByRole('status')).toHaveText('Sent again.')
  expect(
    site.rows("select 1 from outbox where notice_id = ? and part = 'reminder'", late?.id).length,
  ).toBeGreaterThan(0)
})

test('staff route a notice again in its row, once it reaches somebody', async ({ page, site }) => {
  site.silenceEndpoints()
  site.markBouncing([tech, elena, paolo])
  const event = { account: 'poliambulatorio-levante', category: 'technical', summary: 'The feed is late' }
  await sendEvent(site, event, { key: site.makeKey('events:write') })
  await site.visit(page, support, '/admin/notices?state=unroutable')
  const again = page.getByRole('button', { name: 'Route again: The feed is late' })
  await again.click()
  const row = page.getByRole('row').filter({ hasText: 'The feed is late' })
  await expect(row.getByRole('status')).toHaveText(/^Nobody can be reached yet/)
  site.change('delete from address_marks where address_key = ?', tech)
  await page.reload()
  await again.click()
  await confirmSending(page)
  await expect(row.getByRole('status')).toHaveText('Sent to the people it reaches now.')
  expect((await site.mailTo(tech)).subject).toContain('The feed is late')
})

eachWay(withoutScripts, () => {
  test('a row that stays says that its bouncing addresses are tried again', inAll, async ({ page, site }) => {
    site.markBouncing([anna])
    await site.visit(page, support, '/admin/accounts?complete=no')
    await page.getByRole('button', { name: tryAgain }).click()
    await expect(page.getByText('We’ll send email to 1 address again.')).toBeVisible()
    await expect(page.getByRole('button', { name: tryAgain })).toBeHidden()
  })

  test('staff ask for a check of the contacts in the account’s row', inAll, async ({ page, site }) => {
    site.change("update accounts set review_due_at = 1 where slug = 'poliambulatorio-levante'")
    await site.visit(page, support, '/admin/accounts?review=yes')
    await page.getByRole('button', { name: /^Ask to check the contacts: Poliambulatorio/ }).click()
    await confirmSending(page)
    await expect(page.getByText('Owners and editors get an email asking them to check')).toBeVisible()
  })
})
