import type { Page } from '@playwright/test'
import { findFaults } from './axe.ts'
import {
  answers,
  checklist,
  chooseBusinessHours,
  control,
  edit,
  fillAnswers,
  fillEverything,
  reveal,
  saveDraft,
  submit,
} from './contact-form.ts'
import { elena, gate, giulia, levante, marco } from './demo.ts'
import { bothWays, eachWay, expect, onlyInAll, plainFirst, test } from './fixtures.ts'
import { openHydrated, waitForHydration } from './hydrated.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll(
  'lib/contacts and lib/changes/contacts hold the rules; journeys fill, refuse and complete the form',
)

const aurora = '/accounts/clinica-aurora'

/** An element's left edge, as drawn. */
const borderOf = (element: Element): string => getComputedStyle(element).borderLeftColor

const openForm = (page: Page, site: Site) => site.visit(page, giulia, `${aurora}/onboarding`)

test('opening the form saves nothing', async ({ page, context, site }) => {
  await site.enter(context, elena)
  let posts = 0
  page.on('request', (request) => {
    if (request.method() === 'POST') posts += 1
  })
  await page.goto(`${levante}/configuration/contact-information?edit=technical`)
  // The next save, of what is typed, would come after one at the start.
  await (await reveal(page, 'technical.0.label')).fill('Feed team')
  await expect(page.getByText(/^Draft saved/)).toBeVisible()
  expect(posts).toBe(1)
})

test('the form saves what a person types before the scripts arrive', async ({ page, site }) => {
  const scripts = Promise.withResolvers<void>()
  await page.route('**/*.js', async (route) => {
    await scripts.promise
    await route.continue()
  })
  await site.enter(page.context(), giulia)
  await page.goto(`${aurora}/onboarding`, { waitUntil: 'commit' })
  await control(page, 'technical.0.address').fill('tech@clinica-aurora.example')
  scripts.resolve()
  await expect(page.getByText(/^Draft saved \d+:\d+ · not submitted$/)).toBeVisible()
  await expect(checklist(page)).toContainText('1 of 6')
})

test('the checklist and the draft follow changes that nobody types', inAll, async ({ page, site }) => {
  const entry = (name: string) => checklist(page).getByRole('listitem').filter({ hasText: name })
  const drafted = (text: string) =>
    site.rows('select 1 from contact_drafts where "values" like ?', `%${text}%`)
  await openForm(page, site)
  await chooseBusinessHours(page)
  await expect(entry('Operational support')).toContainText('Done')

  const technical = control(page, 'technical.0.address')
  await technical.evaluate((field) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', 'a@b.example, c@d.example')
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(entry('Technical non-emergency contacts')).toContainText('Done')
  await expect.poll(() => drafted('c@d.example')).toHaveLength(1)
  await page.locator('[value="remove:technical:1"]').click()
  await expect.poll(() => drafted('c@d.example')).toHaveLength(0)
  await page.locator('[value="remove:technical:0"]').click()
  await expect(entry('Technical non-emergency contacts')).toContainText('Missing')

  const operations = control(page, 'operations.0.address')
  await operations.fill('desk@gmial.com')
  await expect.poll(() => drafted('desk@gmial.com')).toHaveLength(1)
  await page.getByRole('button', { name: 'Use it' }).click()
  await expect(operations).toHaveValue('desk@gmail.com')
  await expect(operations).toBeFocused()
  await expect.poll(() => drafted('desk@gmail.com')).toHaveLength(1)

  // “Add another” splits what was pasted where no script could.
  await control(page, 'technical-emergency.0.address').fill('e@f.example, g@h.example')
  await expect(entry('Technical emergency contacts')).toContainText('Needs a correction')
  await page.locator('[value="add:technical-emergency"]').click()
  await expect(entry('Technical emergency contacts')).toContainText('Done')
})

test('a reload restores unsaved text and overwrites nobody', async ({ page, site }) => {
  const drafts = () =>
    site.rows<{ typed: string }>('select "values" ->> \'$.technical[0].address\' typed from contact_drafts')
  /** Types what the page cannot save before it is reloaded. */
  const typeUnsaved = async (text: string) => {
    await page.route('**', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await control(page, 'technical.0.address').pressSequentially(text)
  }
  const reload = async () => {
    await page.reload({ waitUntil: 'commit' })
    await page.unroute('**')
  }
  await openForm(page, site)
  await waitForHydration(page)
  await typeUnsaved('hers@a.example')
  expect(drafts()).toEqual([])
  await reload()
  await expect(control(page, 'technical.0.address')).toHaveValue('hers@a.example')
  await expect(page.getByText(/^Draft saved \d+:\d+ · not submitted$/)).toBeVisible()
  expect(drafts()).toEqual([{ typed: 'hers@a.example' }])
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)

  await typeUnsaved('.org')
  const his = ['$.technical[0].address', 'his@a.example', 'marco@%'] as const
  site.change(
    'update contact_drafts set version = version + 1, "values" = json_set("values", ?, ?), saved_by = (select id from users where email_key like ?)',
    ...his,
  )
  site.change(
    'update accounts set contacts_version = (select version from contact_drafts) where id in (select account_id from contact_drafts)',
  )
  await reload()
  await expect(control(page, 'technical.0.address')).toHaveValue('hers@a.example.org')
  await page.getByRole('button', { name: 'Compare' }).click()
  const conflict = page.getByRole('region', { name: 'Marco Bianchi saved while you were writing' })
  await expect(conflict).toContainText('hers@a.example.org')
  await page.reload()
  await expect(control(page, 'technical.0.address')).toHaveValue('hers@a.example.org')
  await expect(page.getByRole('button', { name: 'Compare' })).toBeVisible()
  expect(drafts()).toEqual([{ typed: 'his@a.example' }])

  await openHydrated(page, '/settings')
  expect(await page.evaluate(() => sessionStorage.length)).toBe(1)
  await page
    .locator('form button')
    .filter({ hasText: /^Sign out$/ })
    .evaluate((button: HTMLButtonElement) => button.click())
  await page.waitForURL('**/sign-in')
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
})

eachWay(bothWays, (javaScriptEnabled) => {
  const detail = javaScriptEnabled ? inAll : {}

  test('errors keep what was typed, and completing opens the portal', async ({ page, site }) => {
    await openForm(page, site)
    await fillEverything(page)
    await control(page, 'technical.0.address').fill('a@b.example, c@d.example')
    await (await reveal(page, 'brand-support.helpUrl')).fill('javascript:alert(1)')
    await submit(page)
    const summary = page.getByRole('region', { name: 'Check these fields' })
    await expect(summary).toBeFocused()
    await expect(checklist(page)).toContainText('4 of 6')
    await expect(summary.getByRole('link')).toHaveText([
      'Technical non-emergency contacts › Address 1: Write one address in each row.',
      'Operational contact (for sharing with users) › Help page: Start the address with https://, such as https://www.example.com/help.',
    ])
    await expect(control(page, 'technical.0.address')).toHaveAttribute('aria-invalid', 'true')
    await expect(control(page, 'technical-emergency.0.label')).toHaveValue('On-call pager')
    await expect(control(page, 'alerts').first()).toBeChecked()

    await page.locator('[value="add:technical"]').click()
    await expect(control(page, 'technical.1.address')).toHaveValue('c@d.example')
    await expect(control(page, 'technical.2.address')).toHaveCount(0)
    await page.locator('[value="remove:technical:1"]').click()
    await expect(control(page, 'technical.1.address')).toHaveCount(0)
    await control(page, 'brand-support.helpUrl').fill('https://clinica-aurora.example/help')
    await submit(page)
    await expect(page).toHaveURL(/\/accounts\/clinica-aurora\?done=complete/)
    await expect(page.getByText('Contact information is complete.')).toBeVisible()
    expect(
      site.rows(
        'select 1 from contact_revisions r join accounts a on a.id = r.account_id where a.slug = ?',
        'clinica-aurora',
      ),
    ).toHaveLength(1)
  })

  test('submitting nothing makes every field red and no draft', detail, async ({ page, site }) => {
    await openForm(page, site)
    await submit(page)
    const summary = page.getByRole('region', { name: 'Check these fields' })
    await expect(summary.getByRole('link')).toHaveCount(6)
    const red = await page.locator('#technical .control').first().evaluate(borderOf)
    for (const field of [
      'alerts',
      'technical-emergency',
      'technical',
      'operations',
      'brand-support',
      'support-hours',
    ])
      expect(await page.locator(`#field-${field}-group`).evaluate(borderOf), field).toBe(red)
    for (const name of [
      'technical-emergency.0.address',
      'technical.0.address',
      'operations.0.address',
      'brand-support.address',
      'support-hours.0.opens',
      'support-hours.0.closes',
    ]) {
      await expect(control(page, name)).toHaveAttribute('aria-invalid', 'true')
      await expect(control(page, name)).toHaveAccessibleDescription(/^(Enter|Write|Add|Choose)/)
    }
    if (javaScriptEnabled) expect(await findFaults(page)).toEqual([])
    // A blank row says nothing either.
    await page.locator('[value="add:technical"]').click()
    await saveDraft(page)
    await expect(page.getByText('No changes to submit').first()).toBeVisible()
    expect(site.rows('select 1 from contact_drafts')).toEqual([])
    await page.reload()
    await expect(page.getByText(/^Draft by/)).toHaveCount(0)
  })

  test('a refused submission becomes a draft that can be discarded', detail, async ({ page, site }) => {
    await openForm(page, site)
    await control(page, 'technical.0.address').fill('a@b.example, c@d.example')
    await submit(page)
    await expect(page.getByRole('region', { name: 'Check these fields' })).toBeFocused()
    await page.goto(`${aurora}/onboarding`)
    await expect(page.getByText(/^Draft by Giulia Ferri/)).toBeVisible()
    await expect(control(page, 'technical.0.address')).toHaveValue('a@b.example, c@d.example')

    const discard = page.getByRole('button', { name: 'Discard for everyone' })
    await expect(discard).toBeHidden()
    await page.getByText(/^Draft by Giulia Ferri/).click()
    await expect(page.getByText('The form becomes empty.')).toBeVisible()
    if (javaScriptEnabled) expect(await findFaults(page)).toEqual([])
    await discard.click()
    await expect(page.getByText('Draft discarded.')).toBeVisible()
    await expect(control(page, 'technical.0.address')).toHaveValue('')
  })
})

eachWay(plainFirst('style folds and lays out'), () => {
  test('an address row has label and language behind More, open if set', async ({ page, context, site }) => {
    await site.enter(context, elena, 'en')
    const last = site.rows<{ content: string }>(
      "select content from contact_revisions where account_id = (select id from accounts where slug = 'poliambulatorio-levante') order by version desc limit 1",
    )[0]
    const content = JSON.parse(last?.content ?? '')
    const plain = { address: 'plain@levante.example', label: '', locale: null }
    const technical = [plain, { ...plain, address: 'named@levante.example', label: 'Feed team' }]
    site.change(
      "update contact_revisions set content = ? where account_id = (select id from accounts where slug = 'poliambulatorio-levante')",
      JSON.stringify({
        ...content,
        technical: [...technical, { ...plain, address: 'german@levante.example', locale: 'en' }],
      }),
    )
    await page.goto(`${levante}/configuration/contact-information?edit=technical`)
    for (const [row, isOpen] of [false, true, true].entries())
      await expect(control(page, `technical.${row}.label`)).toBeVisible({ visible: isOpen })
    for (const [width, least] of [
      [320, 230],
      [390, 300],
      [1280, 500],
      [1920, 500],
    ] as const) {
      await page.setViewportSize({ width, height: 900 })
      for (const row of [0, 1, 2]) {
        const box = await control(page, `technical.${row}.address`).boundingBox()
        expect(box?.width, `the width of address ${row} at ${width} px`).toBeGreaterThan(least)
      }
      const [address, label] = await Promise.all(
        ['address', 'label'].map((part) => control(page, `technical.1.${part}`).boundingBox()),
      )
      expect(label?.y, `the label at ${width} px`).toBeGreaterThan((address?.y ?? 0) + (address?.height ?? 0))
    }
    await page.getByText('More: label and language').first().click()
    await control(page, 'technical.0.label').fill('Desk')
    await submit(page)
    await expect(page.locator('#technical')).toContainText('Desk')
  })

  test('what is wrong behind More is open, and its field has the red bar', inAll, async ({ page, site }) => {
    await openForm(page, site)
    await (await reveal(page, 'brand-support.phone')).fill('call us')
    await control(page, 'brand-support.address').fill(answers['brand-support.address'])
    await submit(page)
    const phone = control(page, 'brand-support.phone')
    await expect(phone).toBeVisible()
    await expect(phone).toHaveAttribute('aria-invalid', 'true')
    const red = await phone.evaluate(borderOf)
    expect(await page.locator('#field-brand-support-group').evaluate(borderOf)).toBe(red)
  })
})

test(
  'owners are offered to invite whom they miss, editors to ask an owner',
  inAll,
  async ({ page, site }) => {
    await site.visit(page, giulia, gate, 'en')
    await page.getByRole('link', { name: 'Someone missing? Invite them', exact: true }).click()
    await expect(page.getByLabel('Email addresses')).toBeFocused()
    await site.visit(page, marco, gate, 'en')
    await page.getByRole('link', { name: 'Someone missing? Ask an owner to invite them' }).click()
    await expect(page.getByRole('button', { name: 'Ask the owners to invite…' })).toBeVisible()
  },
)

test('Enter begins another address, and Escape stays at the gate', async ({ page, site }) => {
  await openForm(page, site)
  await waitForHydration(page)
  await control(page, 'technical-emergency.0.address').fill(answers['technical-emergency.0.address'])
  await page.keyboard.press('Enter')
  await expect(control(page, 'technical-emergency.1.address')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeVisible()
})

test(
  'Sandbox says what differs, and shows alert contacts read-only',
  inAll,
  async ({ page, context, site }) => {
    await site.enter(context, elena)
    const form = `${levante}/configuration/contact-information`
    await page.goto(`${form}?env=sandbox`)
    for (const said of [
      'its notices send no email',
      'alert contacts and endpoints are read-only',
      'changes, cases and tests are real and send email',
    ])
      await expect(page.getByRole('banner')).toContainText(said)
    await expect(page.getByText('You can set alert contacts only in Production.')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Edit: Alert contacts' })).toHaveCount(0)
    await edit(page, 'technical')
    await control(page, 'technical.0.address').fill('new-tech@levante.example')
    await submit(page)
    await expect(page.getByText('Contact information saved')).toBeVisible()
    expect((await site.mailTo('new-tech@levante.example')).subject).toContain('confirm')

    await page.goto(`${form}?env=sandbox`)
    await page.getByRole('link', { name: 'Switch to Production' }).click()
    await edit(page, 'alerts')
    await expect(control(page, 'alerts').first()).toBeVisible()
  },
)

test('a press on Submit counts while autosave adds lines above it', async ({ page, context, site }) => {
  await site.enter(context, giulia)
  await openHydrated(page, gate)
  await fillAnswers(page)
  await control(page, 'alerts').first().check()
  await expect(page.getByText(/^Draft saved .* not submitted$/)).toBeVisible()
  const held = Promise.withResolvers<void>()
  await page.route('**/onboarding*', async (route) => {
    await held.promise
    await route.continue()
  })
  await chooseBusinessHours(page)
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await page.locator('button[value=submit]').hover()
  await page.mouse.down()
  held.resolve()
  await expect(page.getByText('Mon–Thu 18:00 to 09:00 the next day')).toBeVisible()
  await page.mouse.up()
  await expect(page).toHaveURL(/done=complete/)
})
