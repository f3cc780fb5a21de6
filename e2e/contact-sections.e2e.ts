import type { Page } from '@playwright/test'
import { fieldIds } from '#/db/words/accounts.ts'
import { findFaults } from './axe.ts'
import { control, edit, saveDraft, submit } from './contact-form.ts'
import { elena, levante, luca, tech } from './demo.ts'
import { bothWays, eachWay, expect, onlyInAll, test } from './fixtures.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll('the journeys change one field and resolve a conflict; the rest is where links lead')

const contacts = `${levante}/configuration/contact-information`

const openContacts = (page: Page, site: Site) => site.visit(page, elena, contacts, 'en')

const section = (page: Page, field: string) => page.locator(`#${field}`)

const revisions = (site: Site) =>
  site
    .rows<{ content: string }>(
      "select content from contact_revisions where account_id = (select id from accounts where slug = 'poliambulatorio-levante') order by version",
    )
    .map(({ content }) => JSON.parse(content))

eachWay(bothWays, (javaScriptEnabled) => {
  const detail = javaScriptEnabled ? inAll : {}

  test('one field is read, changed alone, and shows what it is now', async ({ page, site }) => {
    await openContacts(page, site)
    await expect(section(page, 'technical')).toContainText(tech)
    await expect(page.locator('#contact-information')).toHaveCount(0)
    const before = revisions(site).at(-1)

    await page.getByRole('link', { name: 'Edit: Technical non-emergency contacts' }).click()
    await expect(page.locator('#contact-information')).toHaveCount(1)
    await expect(control(page, 'operations.0.address')).toHaveCount(0)
    if (javaScriptEnabled) {
      await expect(control(page, 'technical.0.address')).toBeFocused()
      expect(await findFaults(page)).toEqual([])
    }
    await control(page, 'technical.0.address').fill('not an address')
    await submit(page)
    // Without JavaScript the address has the field's anchor, which takes the focus.
    const summary = page.getByRole('region', { name: 'Check these fields' })
    await expect(javaScriptEnabled ? summary : section(page, 'technical')).toBeFocused()
    await expect(summary).toContainText('Technical non-emergency contacts › Address 1')
    await control(page, 'technical.0.address').fill('feeds@levante.example')
    await submit(page)
    const said = section(page, 'technical').getByRole('status').first()
    await expect(said).toContainText('Contact information saved')
    await expect(said).toContainText('We sent 1 confirmation email.')
    await expect(javaScriptEnabled ? said : section(page, 'technical')).toBeFocused()
    await expect(section(page, 'technical')).toContainText('feeds@levante.example')
    await expect(page.getByText('Draft: not submitted')).toHaveCount(0)
    const technical = [{ ...before.technical[0], address: 'feeds@levante.example' }]
    expect(revisions(site).at(-1)).toEqual({ ...before, technical })
    await expect(page.locator('#history').getByRole('listitem').first()).toContainText(
      'feeds@levante.example',
    )
  })

  test('drafts of two fields are submitted or discarded one by one', detail, async ({ page, site }) => {
    await openContacts(page, site)
    for (const [field, address] of [
      ['technical', 'draft@levante.example'],
      ['operations', 'half'],
    ] as const) {
      await edit(page, field)
      await control(page, `${field}.0.address`).fill(address)
      await saveDraft(page)
      await expect(page.getByText('Draft saved for everyone in the account')).toBeVisible()
      await page.getByRole('link', { name: /^Close without submitting/ }).click()
      await expect(section(page, field).getByText('Draft: not submitted')).toBeVisible()
    }
    await expect(page.getByText('2 sections have a draft that nobody has submitted')).toBeVisible()
    if (javaScriptEnabled) expect(await findFaults(page)).toEqual([])
    const before = revisions(site)

    await page.getByRole('button', { name: 'Submit all drafts' }).click()
    await expect(control(page, 'operations.0.address')).toHaveValue('half')
    const summary = page.getByRole('region', { name: 'Check these fields' })
    await expect(javaScriptEnabled ? summary : section(page, 'operations')).toBeFocused()
    expect(revisions(site)).toEqual(before)
    await page.goto(contacts)
    await page.getByRole('button', { name: 'Submit draft: Technical non-emergency contacts' }).click()
    await expect(section(page, 'technical').getByRole('status').first()).toContainText(
      'Contact information saved',
    )
    expect(revisions(site).at(-1).technical).toMatchObject([{ address: 'draft@levante.example' }])
    await expect(section(page, 'operations').getByText('Draft: not submitted')).toBeVisible()
    await section(page, 'operations').getByText('Discard draft', { exact: true }).click()
    await page.getByRole('button', { name: /^Discard draft for everyone/ }).click()
    await expect(section(page, 'operations').getByRole('status').first()).toContainText('Draft discarded.')
    await expect(page.getByText('Draft: not submitted')).toHaveCount(0)
    expect(
      site.rows(
        'select 1 from contact_drafts where saved_by = (select id from users where email_key = ?)',
        elena,
      ),
    ).toEqual([])
  })
})

test('each card has its Edit, and no list of links comes before the cards', inAll, async ({ page, site }) => {
  await openContacts(page, site)
  await expect(page.getByText(/^(Change|Go to):$/)).toHaveCount(0)
  for (const field of fieldIds) {
    const card = section(page, field)
    await expect(card.locator(`a[href*="edit=${field}"]`).filter({ hasText: /^Edit$/ })).toHaveCount(1)
  }
})

test('the hours change in three clicks, without the other fields', inAll, async ({ page, site }) => {
  await openContacts(page, site)
  await page.getByRole('link', { name: 'Edit: Operational support' }).click()
  await page.getByRole('button', { name: '24 hours, 7 days' }).click()
  await submit(page)
  const said = section(page, 'support-hours').getByRole('status').filter({ hasText: 'saved' })
  await expect(said).toBeFocused()
  await expect(said).not.toContainText('confirm')
  expect(revisions(site).at(-1)['support-hours']).toMatchObject([{ opens: '00:00', closes: '24:00' }])
})

test(
  'a bouncing address is fixed from the overview in two clicks',
  inAll,
  async ({ page, context, site }) => {
    await site.enter(context, elena, 'en')
    // A second address of the field, which is the one that bounces.
    const last = revisions(site).at(-1)
    const operations = [...last.operations, { ...last.operations[0], address: 'bounces@levante.example' }]
    site.change(
      "update contact_revisions set content = ? where account_id = (select id from accounts where slug = 'poliambulatorio-levante')",
      JSON.stringify({ ...last, operations }),
    )
    site.markBouncing(['bounces@levante.example'])
    await page.goto(levante)
    await page.getByRole('link', { name: 'Fix address: bounces@levante.example' }).click()
    const field = page.locator('#operations input:focus')
    await expect(field).toHaveValue('bounces@levante.example')
    await field.fill('reached@levante.example')
    await submit(page)
    await expect(section(page, 'operations').getByRole('status').first()).toBeFocused()
    expect(JSON.stringify(revisions(site).at(-1).operations)).toContain('reached@levante.example')
  },
)

test('closing a field returns to its Edit link', inAll, async ({ page, site }) => {
  await openContacts(page, site)
  const link = page.getByRole('link', { name: 'Edit: Operational support' })
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('#support-hours :is(input, select):focus')).toHaveCount(1)
  await page.getByRole('link', { name: 'Close without submitting: Operational support' }).press('Enter')
  await expect(link).toBeFocused()
})

test('two people change two fields at once; the same field asks which to keep', async ({ browser, site }) => {
  const hers = await site.open(browser, elena, { locale: 'en-GB' })
  const his = await site.open(browser, luca, { locale: 'en-GB' })
  site.change("update users set locale = 'en'")
  await hers.goto(`${contacts}?edit=technical`)
  await his.goto(`${contacts}?edit=operations`)
  await control(his, 'operations.0.address').fill('his@levante.example')
  await submit(his)
  await expect(section(his, 'operations').getByRole('status').first()).toBeVisible()
  await edit(his, 'technical')
  await control(hers, 'technical.0.address').fill('hers@levante.example')
  await submit(hers)
  await expect(section(hers, 'technical').getByRole('status').first()).toBeVisible()
  expect(revisions(site).at(-1)).toMatchObject({
    technical: [{ address: 'hers@levante.example' }],
    operations: [{ address: 'his@levante.example' }],
  })

  await control(his, 'technical.0.address').fill('also-his@levante.example')
  await submit(his)
  await expect(his.getByRole('region', { name: /saved while you were writing/ })).toBeFocused()
  expect(await findFaults(his)).toEqual([])
  await submit(his)
  await expect(his.getByText('Technical non-emergency contacts: Choose which version to keep')).toBeVisible()
  await his.locator('[name="choose.technical"][value=mine]').check()
  await submit(his)
  await expect(section(his, 'technical').getByRole('status').first()).toBeVisible()
  expect(revisions(site).at(-1).technical).toMatchObject([{ address: 'also-his@levante.example' }])
})
