import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { edit, reveal } from './contact-form.ts'
import { anna, elena, levante, oncall, paolo, tech } from './demo.ts'
import { eachWay, expect, onlyInAll, plainFirst, plainForms, test } from './fixtures.ts'
import { keyboard } from './hands.ts'
import { linkIn } from './mailbox.ts'
import { confirmByKey, confirmSending, sendTest } from './questions.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll(
  'lib/notices holds the rules and the walk the pages; journeys send, follow and acknowledge',
)

const notices = `${levante}/notices`
const contacts = `${levante}/configuration/contact-information`

type Row = { state: string; acknowledged_as: string; closed_how: string | null; close_note: string }

function noticeOf(site: Site, id: string): Row | undefined {
  return site.rows<Row>('select * from notices where id = ?', id)[0]
}

function testsOf(site: Site): { id: string; test_field: string }[] {
  return site.rows("select id, test_field from notices where kind = 'test' and id <> ?", demoNoticeIds.test)
}

eachWay(plainFirst('the forms are plain'), () => {
  test('a test is acknowledged by its mailed link', async ({ browser, page, site }) => {
    await site.enter(page.context(), elena)
    const id = await sendTest(page)
    await expect(page.getByRole('heading', { level: 1, name: 'Test notice' })).toBeVisible()
    const mail = await site.mailTo(oncall)
    expect(mail.subject).toContain('Prova: Emergenza')
    const link = linkIn(mail, '/acknowledge/')

    const stranger = await site.open(browser)
    await stranger.goto(link)
    await expect(stranger.locator('html')).toHaveAttribute('lang', 'it')
    const shown = await stranger.locator('main').textContent()
    expect(shown).toContain('Poliambulatorio Levante')
    expect(shown).toContain('Prova: Emergenza')
    for (const hidden of [oncall, 'Elena', 'Marchetti']) expect(shown).not.toContain(hidden)
    expect(noticeOf(site, id)).toMatchObject({ state: 'open', acknowledged_as: '' })

    await stranger.getByRole('button', { name: 'Prendi in carico' }).click()
    await expect(stranger.getByRole('status')).toHaveText(/Grazie/)
    expect(await stranger.locator('main').textContent()).not.toContain(oncall)
    await stranger.goto(link)
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Questa prova è presa in carico')
    await expect(stranger.getByRole('button', { name: 'Prendi in carico' })).toHaveCount(0)

    await page.goto(`${notices}/${id}`)
    await expect(page.getByText(`Acknowledged by ${oncall}`)).toBeVisible()
    await expect(page.getByRole('row', { name: oncall })).toContainText('Accepted by the mail server')
    await expect(page.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0)
  })

  test('a viewer acknowledges; a late close keeps the note', async ({ browser, page, site }) => {
    site.setRole(paolo, 'viewer')
    site.change("update users set locale = 'en'")
    await site.visit(page, paolo, notices)
    await page.getByRole('link', { name: 'Feed error rate 41%' }).click()
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
    await expect(page.getByRole('status').getByText('Acknowledged')).toBeVisible()
    expect(noticeOf(site, demoNoticeIds.overdue)).toMatchObject({
      state: 'acknowledged',
      acknowledged_as: 'Paolo Greco',
    })
    const other = await site.open(browser, elena)
    await other.goto(`${notices}/${demoNoticeIds.overdue}`)
    await other.getByLabel('How was it resolved?').fill('The feed is corrected.')

    await page.getByRole('button', { name: 'Close notice' }).click()
    await expect(page.getByText('Write in a few words how it was resolved.').first()).toBeVisible()
    await page.getByLabel('How was it resolved?').fill('A new feed was sent.')
    await page.getByRole('button', { name: 'Close notice' }).click()
    await expect(page.getByRole('status').getByText('The notice is closed')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Close notice' })).toHaveCount(0)

    await other.getByRole('button', { name: 'Close notice' }).click()
    await expect(other.getByText('This notice is closed.').first()).toBeVisible()
    await expect(other.getByLabel('How was it resolved?')).toHaveValue('The feed is corrected.')
    expect(noticeOf(site, demoNoticeIds.overdue)).toMatchObject({
      closed_how: 'member',
      close_note: 'A new feed was sent.',
    })
  })
})

eachWay(plainForms, () => {
  test('a test from the contact form keeps what was typed', inAll, async ({ page, site }) => {
    await site.visit(page, elena, contacts)
    await edit(page, 'technical')
    await page.locator('[name="technical.0.address"]').fill('new@levante.example')
    await page.getByRole('button', { name: 'Send test notice to: Technical non-emergency contacts' }).click()
    await confirmSending(page)
    await page.waitForURL(/\/notices\/[0-9a-f-]{36}\?done=test(#technical)?$/)
    await expect(page.getByText('It goes to the addresses in the last submitted version.')).toBeVisible()
    await expect(page.getByRole('row', { name: tech })).toBeVisible()
    expect((await site.mailTo(tech)).subject).toContain('Test')
    await page.goto(contacts)
    await expect(page.locator('#technical').getByText('Draft: not submitted')).toBeVisible()
    await edit(page, 'technical')
    await expect(page.locator('[name="technical.0.address"]')).toHaveValue('new@levante.example')
    await expect(page.getByText(/^Draft by /)).toBeVisible()
  })

  test('a test to a field without recipients is refused', inAll, async ({ page, site }) => {
    await site.enter(page.context(), elena)
    const button = 'Send test notice to: Operational contact for merchant issues'
    for (const path of [`${notices}/test`, contacts, `${contacts}?edit=merchant-issues`]) {
      await page.goto(path)
      await page.getByRole('button', { name: button }).click()
      await expect(page.getByText(/This would reach nobody/).first()).toBeVisible()
    }
    expect(testsOf(site)).toEqual([])
    // The refusal saved the draft, so the form continues from that version.
    await (await reveal(page, 'merchant-issues.0.label')).fill('Team')
    await page.getByRole('button', { name: 'Save draft' }).last().click()
    await expect(page.getByText(/^Draft saved for everyone/)).toBeVisible()
  })
})

test('a test is sent, followed and acknowledged by keyboard alone', async ({ page, site }) => {
  await site.visit(page, elena, notices)
  await keyboard.press(page, 'Send a test notice')
  await page.waitForURL(/\/notices\/test$/)
  await keyboard.press(page, 'Send test notice to: Alert contacts')
  await confirmByKey(page)
  await page.waitForURL(/done=test$/)
  await expect(page.getByRole('row', { name: paolo })).toContainText('Accepted by the mail server')
  await keyboard.press(page, 'Acknowledge')
  await page.waitForURL(/done=acknowledged$/)
  expect(testsOf(site)).toMatchObject([{ test_field: 'alerts' }])
})

test('urgent notices come first, and the address keeps filters', inAll, async ({ page, site }) => {
  await site.visit(page, elena, notices)
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Urgent')
  await expect(page.getByRole('row').nth(1)).toContainText('Feed error rate 41%')

  await page.getByLabel('State').selectOption('Closed')
  await page.getByLabel('Category').selectOption('User escalation')
  await expect(page).toHaveURL(/state=closed&category=user-escalation/)
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('row').nth(1)).toContainText('A patient found the clinic closed')
})

test('a Sandbox notice shows only there, with whom it would have reached', inAll, async ({ page, site }) => {
  await site.visit(page, elena, notices)
  await expect(page.getByText('Feed of 3 entries refused')).toHaveCount(0)
  await page.getByRole('link', { name: 'Sandbox' }).click()
  await page.getByRole('link', { name: /^Notices/ }).click()
  await page.getByRole('link', { name: 'Feed of 3 entries refused' }).click()
  const reached = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Who would have received it' }) })
  await expect(reached).toContainText(paolo)
  await expect(page.getByText('No message was sent for this notice.')).toBeVisible()
})

test('an account without notices explains the page and the first step', inAll, async ({ page, site }) => {
  site.change("delete from notices where account_id = (select id from accounts where slug = 'studio-ponte')")
  await site.visit(page, anna, '/accounts/studio-ponte/notices', 'en')
  await expect(page.getByText('No notices yet')).toBeVisible()
  await page.getByRole('link', { name: 'Who gets a notice' }).last().click()
  await expect(page).toHaveURL(/\/notices\/reach$/)
})

test('a member of a locked account still acknowledges by mail', async ({ page, site }) => {
  await site.enter(page.context(), elena)
  const id = await sendTest(page)
  const link = linkIn(await site.mailTo(oncall), '/acknowledge/')
  site.change("update accounts set first_complete_at = null where slug = 'poliambulatorio-levante'")
  await page.goto(`${notices}/${id}`)
  await expect(page).toHaveURL(/\/onboarding$/)
  await page.goto(link)
  await page.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This test is acknowledged')
})

test('a bouncing address is marked everywhere until somebody retries it', async ({ page, site }) => {
  const dead = 'esercenti@levante.example'
  site.markBouncing([paolo])
  site.change(
    "update notices set silence = 'sandbox', would_reach = ? where id = ?",
    JSON.stringify([{ step: 0, purpose: 'merchant-issues', addresses: [dead] }]),
    demoNoticeIds.test,
  )
  await site.visit(page, elena, `${levante}/configuration/users?invite=1`)
  await page.getByLabel('Email addresses').fill(dead)
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await expect(page.getByRole('status')).toContainText('on its way')
  for (const [path, shown] of [
    [`${notices}/${demoNoticeIds.handedOn}`, page.getByRole('row', { name: dead })],
    [`${notices}/test`, page.getByRole('listitem').filter({ hasText: dead })],
    [`${notices}/reach?category=merchant-issue`, page.getByRole('listitem').filter({ hasText: dead }).last()],
    [`${notices}/${demoNoticeIds.test}`, page.getByRole('listitem').filter({ hasText: dead }).last()],
    [`${levante}/configuration/users`, page.getByRole('row', { name: paolo })],
    [`${levante}/configuration/users`, page.getByRole('row', { name: dead })],
    [contacts, page.locator('#alerts').getByRole('listitem').filter({ hasText: paolo })],
    [contacts, page.locator('#merchant-issues').getByRole('listitem')],
  ] as const) {
    await page.goto(path)
    await expect(shown.getByText('Bouncing', { exact: true }), path).toBeVisible()
  }
  await page.goto(`${notices}/reach?category=merchant-issue`)
  await page.getByRole('link', { name: 'Correct it' }).click()
  await expect(page).toHaveURL(`${site.url}${contacts}#merchant-issues`)
  await expect(page.locator('#merchant-issues')).toContainText('This mailbox does not exist.')
  await expect(page.locator('#merchant-issues')).toContainText('Correct it, or retry once')
  await expect(page.locator('#alerts')).toContainText('until this person signs in with a code sent to it')
  await edit(page, 'merchant-issues')
  await page.locator('[name="merchant-issues.0.address"]').fill('negozi@levante.example')
  await expect(page.locator('#merchant-issues').getByText('Bouncing', { exact: true })).toHaveCount(0)
  await page.locator('[name="merchant-issues.0.address"]').fill(dead)
  await expect(page.locator('#merchant-issues').getByText('Bouncing', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await expect(page.getByText('Contact information saved')).toBeVisible()
  await expect(page.locator('#merchant-issues').getByText('Bouncing', { exact: true })).toBeVisible()
  await edit(page, 'merchant-issues')
  await page.getByRole('button', { name: `Try this address again: ${dead}` }).click()
  await expect(page.getByText(`${dead} is no longer marked as bouncing.`)).toBeVisible()
  await expect(page.locator('#merchant-issues').getByText('Bouncing', { exact: true })).toHaveCount(0)
  expect(site.rows("select address from address_marks where address like '%@levante.example'")).toEqual([
    { address: paolo },
  ])
})

test('a viewer sees the bouncing address too, but no action of editors', inAll, async ({ page, site }) => {
  site.setRole(paolo, 'viewer')
  await site.visit(page, paolo, contacts, 'en')
  await expect(
    page.getByRole('listitem').filter({ hasText: 'esercenti@' }).getByText('Bouncing', { exact: true }),
  ).toBeVisible()
  await expect(page.getByText('Owners and editors can correct it.')).toBeVisible()
  site.markBouncing([elena, paolo])
  await page.goto(`${levante}/configuration/users`)
  await expect(
    page.getByRole('listitem').filter({ hasText: elena }).getByText('Bouncing', { exact: true }),
  ).toBeVisible()
  await page.goto('/settings')
  await expect(page.getByText(`Email to ${paolo} is bouncing`)).toBeVisible()
  await expect(
    page.getByText('This mailbox does not exist. Notices go to other contacts instead.'),
  ).toBeVisible()
  for (const path of [levante, notices, `${notices}/test`]) {
    await page.goto(path)
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
    await expect(
      page.getByRole('main').getByRole('link', { name: /^(Send a test notice|Change)/ }),
    ).toHaveCount(0)
    await expect(page.getByRole('button', { name: /Send test notice/ })).toHaveCount(0)
  }
  await expect(page.getByText('Owners and editors can send tests.')).toBeVisible()
})
