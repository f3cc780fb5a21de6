import type { Page } from '@playwright/test'
import type { ContactInformation } from '#/db/words/accounts.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { day, hour } from '#/lib/platform/values/clock.ts'
import { elena, oncall, paolo } from './demo.ts'
import { eachWay, expect, onlyInAll, plainForms, test } from './fixtures.ts'
import { linkIn } from './mailbox.ts'
import { confirmSending } from './questions.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll('lib/attention holds the lines and whose actions they are; the journey acts in place')

const slug = 'poliambulatorio-levante'
const account = `/accounts/${slug}`

/** Levante with an emergency, a bouncing address, two unconfirmed endpoints, a due check, and an unconfirmed address. */
function arrange(site: Site): void {
  const at = Date.now()
  site.change("update users set locale = 'en'")
  site.setRole(paolo, 'owner')
  site.change(
    "update notices set state = 'acknowledged', due_at = null, acknowledged_at = 1 where kind = 'event'",
  )
  site.change(
    `update notices set state = 'open', category = 'emergency', summary = 'Feed is down', translations = null, topic = null,
      acknowledged_at = null, closed_at = null, closed_how = null, environment = 'production', due_at = ?
     where id = (select n.id from notices n join accounts a on a.id = n.account_id
       where a.slug = ? and n.kind = 'event' and n.environment = 'production' order by n.first_seen_at desc limit 1)`,
    at + hour,
    slug,
  )
  site.silenceEndpoints()
  site.change('delete from address_marks')
  site.markBouncing([oncall], at - day)
  site.change('update accounts set review_due_at = ? where slug = ?', at - day, slug)
  site.change(
    "update account_addresses set confirmed_at = case when address_key like 'endpoint:%' then null else ? end",
    at,
  )
  site.change(
    "update account_addresses set confirmed_at = null where address_key = 'operativo@levante.example'",
  )
  site.change("delete from confirmations where address_key = 'operativo@levante.example'")
}

/** Stores a draft with another operations contact. */
function addDraft(site: Site): void {
  const [last] = site.rows<{ id: string; version: number; content: string; user: string }>(
    `select a.id, a.contacts_version version, r.content, r.saved_by user from accounts a
     join contact_revisions r on r.account_id = a.id where a.slug = ? order by r.version desc limit 1`,
    slug,
  )
  if (!last) throw new Error('Levante has contacts.')
  const values = toFormValues(JSON.parse(last.content) as ContactInformation)
  values.operations = [{ address: 'ufficio@levante.example', label: '', locale: '' }]
  const version = last.version + 1
  site.change(
    'insert into contact_drafts (account_id, "values", version, saved_by, saved_at) values (?, ?, ?, ?, ?)',
    ...[last.id, JSON.stringify(values), version, last.user, Date.now()],
  )
  site.change('update accounts set contacts_version = ? where id = ?', version, last.id)
}

/** What the card of the contact information says beside its title. */
const badgeOf = (page: Page) =>
  page.getByRole('heading', { name: 'Contact information', exact: true }).locator('+ *')

eachWay(plainForms, () => {
  test('the overview lists what needs attention, and each line acts in place', async ({ page, site }) => {
    arrange(site)
    await site.visit(page, elena, account)
    const list = page.getByRole('region', { name: 'Needs your attention' })
    await expect(list.getByRole('listitem')).toHaveText([
      /Feed is down/,
      /Email to oncall@levante.example is bouncing.*In an emergency we could not reach you/,
      /Telefono di reperibilità \(ntfy · ntfy.levante.example\) is not confirmed yet.*Open the endpoint/,
      /Tabellone \(Webhook · hooks.levante.example\) is not confirmed yet/,
      /Is the contact information still right/,
      /1 address is not confirmed yet.*operativo@levante.example/,
    ])
    await expect(page.locator('#review-banner')).toBeHidden()
    await expect(badgeOf(page)).toHaveText('Complete, but unreachable')

    await test.step('an emergency is acknowledged, and then being worked on', async () => {
      await list.getByRole('button', { name: 'Acknowledge: Feed is down' }).click()
      await expect(page.getByRole('status')).toContainText('Acknowledged')
      await expect(page).toHaveURL(new RegExp(`${account}\\?done=acknowledged&notice=`))
      await expect(list).not.toContainText('Feed is down')
      await expect(page.getByRole('link', { name: 'Feed is down' })).toBeVisible()
    })

    await test.step('nobody can say that everything is right yet', async () => {
      await expect(list.getByRole('button', { name: 'Everything is still right' })).toHaveCount(0)
      await expect(list.getByRole('link', { name: 'Correct', exact: true })).toHaveAttribute(
        'href',
        `${account}/configuration/contact-information#review`,
      )
    })

    await test.step('a bouncing address is one click from its field, and can be tried again', async () => {
      await expect(list.getByRole('link', { name: 'Fix address: oncall@levante.example' })).toHaveAttribute(
        'href',
        `${account}/configuration/contact-information?edit=technical-emergency#technical-emergency`,
      )
      await list.getByRole('button', { name: 'Try this address again: oncall@levante.example' }).click()
      await expect(page.getByRole('status')).toContainText('We will send email to this address again')
      await expect(list).not.toContainText(oncall)
    })

    await test.step('the check is answered', async () => {
      await list.getByRole('button', { name: 'Everything is still right' }).click()
      await expect(page.getByRole('status')).toContainText('We’ll ask again')
      await expect(page).toHaveURL(new RegExp(`${account}\\?done=reviewed$`))
    })

    await test.step('an unconfirmed address is asked again', async () => {
      site.change('update confirmations set asked_at = 1')
      await page.goto(account)
      await list.getByRole('button', { name: 'Send again' }).click()
      await confirmSending(page)
      await expect(page.getByRole('status')).toContainText('1 confirmation email')
      await expect(list.getByRole('button', { name: 'Send again' })).toHaveCount(0)
    })

    await test.step('with all confirmed, nothing is left to do', async () => {
      site.change('update account_addresses set confirmed_at = 1')
      site.change('update endpoints set confirmed_at = 1')
      await page.goto(account)
      await expect(page.getByText('Nothing needs your attention right now.')).toBeVisible()
      await expect(list).toHaveCount(0)
      await expect(badgeOf(page)).toHaveText('Complete')
    })
  })

  test(
    'a draft is submitted from the overview, unless somebody changed it',
    inAll,
    async ({ page, site }) => {
      arrange(site)
      addDraft(site)
      await site.visit(page, elena, account)
      const line = page.getByRole('listitem').filter({ hasText: 'draft of the contact information' })
      site.change('update accounts set contacts_version = contacts_version + 1 where slug = ?', slug)
      await line.getByRole('button', { name: 'Submit' }).click()
      await expect(page.getByText('Someone else has changed the draft').first()).toBeVisible()
      await line.getByRole('button', { name: 'Submit' }).click()
      await expect(page.getByRole('status')).toContainText('Draft submitted.')
      await expect(line).toHaveCount(0)
      expect(
        site.rows(
          'select 1 from contact_drafts d join accounts a on a.id = d.account_id where slug = ?',
          slug,
        ),
      ).toEqual([])
    },
  )
})

test(
  'a viewer sees all lines but the sole owner’s, and only viewers’ actions',
  inAll,
  async ({ page, site }) => {
    arrange(site)
    addDraft(site)
    site.setRole(paolo, 'viewer')
    await site.visit(page, paolo, account)
    const list = page.getByRole('region', { name: 'Needs your attention' })
    await expect(list.getByRole('listitem')).toHaveCount(7)
    await expect(list).not.toContainText('Only one person owns this account')
    await expect(list.getByRole('button')).toHaveText(['Acknowledge'])
    await expect(list.getByRole('link')).toHaveText(['Feed is down', 'See each address'])
  },
)

test('Sandbox says what waits in Production, and leads there', inAll, async ({ page, site }) => {
  arrange(site)
  await site.visit(page, elena, `${account}?env=sandbox`)
  const first = page.getByRole('region', { name: 'Needs your attention' }).getByRole('listitem').first()
  await expect(first).toContainText('Production needs you: 1 emergency, 1 open notice, none overdue')
  await first.getByRole('link', { name: 'Switch to Production' }).click()
  await expect(first).toContainText('Feed is down')
})

test(
  'an owner drills the contacts again and cannot answer for them',
  inAll,
  async ({ browser, page, site }) => {
    arrange(site)
    site.change('delete from address_marks')
    site.change(
      'update accounts set drilled_at = ?, reached_after = null where slug = ?',
      Date.now() - day,
      slug,
    )
    site.setRole(paolo, 'editor')
    await site.visit(page, paolo, account)
    await expect(page.getByText('Nobody answered the last drill')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Drill now' })).toHaveCount(0)
    await site.visit(page, elena, account)
    await page.getByRole('button', { name: 'Drill now' }).click()
    await confirmSending(page)
    await expect(page.getByRole('status')).toContainText('It went to 1 recipient.')
    await expect(page.getByRole('button', { name: /Drill now|Send a drill/ })).toHaveCount(0)
    await page.getByRole('link', { name: 'Watch the answer' }).click()
    await expect(page).toHaveURL(new RegExp(`${account}/notices/`))
    await expect(page.getByText('for an answer from:')).toBeVisible()
    await expect(page.getByRole('listitem').filter({ hasText: oncall }).first()).toBeVisible()
    await expect(page.getByText('You sent this drill, so you cannot answer it here.')).toBeVisible()
    await expect(page.getByText('You only have to acknowledge it.')).toHaveCount(0)
    await expect(page.getByText(/, as a drill$/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0)
    const link = linkIn(await site.mailTo(oncall), '/acknowledge/')
    await page.goto(link)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You sent this drill')
    await expect(page.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0)
    await page.goto(account)
    await expect(page.getByText('Drill in progress')).toBeVisible()
    await expect(page.getByText('for an answer from:')).toBeVisible()
    const reader = await site.open(browser)
    await reader.goto(link)
    await reader.locator('main form button').click()
    await expect(reader.getByRole('status')).toBeVisible()
    await page.goto(account)
    await expect(page.getByText(`${oncall} answered the last drill`)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Send a drill' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Open the last drill' })).toBeVisible()
  },
)

test('the closed menu of a phone shows the number of open notices', inAll, async ({ page, site }) => {
  arrange(site)
  await page.setViewportSize({ width: 390, height: 844 })
  await site.visit(page, elena, account)
  await expect(page.locator('summary').filter({ hasText: 'Menu' })).toContainText('(1 emergency, 1 open)')
})
