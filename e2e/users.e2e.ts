import type { Locator, Page } from '@playwright/test'
import { admin, elena, giulia, luca, paolo } from './demo.ts'
import { eachWay, expect, onlyInAll, plainFirst, plainForms, test } from './fixtures.ts'
import { applyFilters } from './hands.ts'
import { linkIn } from './mailbox.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll(
  'lib/changes/members and invitations hold the rules; journeys invite, hand over and leave',
)

const aurora = '/accounts/clinica-aurora/onboarding/users'
const levante = '/accounts/poliambulatorio-levante/configuration/users'

/** Giulia's list of people, while her account is locked. */
const openAtGate = (page: Page, site: Site) => site.visit(page, giulia, aurora)

async function invite(page: Page, emails: string, role = 'editor') {
  const field = page.getByLabel('Email addresses')
  if ((await field.count()) === 0) await page.getByRole('link', { name: 'Invite people' }).click()
  await field.fill(emails)
  await page.getByLabel('Role', { exact: true }).selectOption(role)
  await page.getByRole('button', { name: 'Send invitations' }).click()
}

function invitationLink(site: Site, email: string): Promise<string> {
  return site.mailTo(email).then((mail) => linkIn(mail, '/invitations/'))
}

function summary(page: Page) {
  return page.getByRole('region', { name: 'Please check this first' })
}

eachWay(plainFirst('a page’s answer, its focus and its rows are the server’s'), () => {
  test('an owner at the gate invites a person, who accepts', async ({ page, browser, site }) => {
    await openAtGate(page, site)
    await invite(page, 'nina@clinica-aurora.example; luigi@clinica-aurora.example', 'viewer')
    await expect(page.getByRole('status').first()).toContainText('2 invitations are on their way.')
    await expect(page.getByLabel('Email addresses')).toHaveCount(0)
    const first = await invitationLink(site, 'nina@clinica-aurora.example')

    await page.getByRole('button', { name: 'Send again to nina@clinica-aurora.example' }).click()
    const answer = page.getByRole('row', { name: /nina/ }).getByRole('status').first()
    await expect(answer).toHaveText(/The old one no longer works/)
    await expect(answer).toBeFocused()
    const second = await invitationLink(site, 'nina@clinica-aurora.example')
    await page.getByRole('button', { name: 'Revoke the invitation of luigi@clinica-aurora.example' }).click()
    await expect(page.getByRole('status', { name: /revoked/ })).toBeFocused()

    const nina = await site.open(browser)
    await nina.goto(first)
    await expect(nina.getByRole('heading', { level: 1 })).toHaveText('There is a newer invitation')
    await nina.goto(second)
    await nina.getByRole('button', { name: 'Accept invitation' }).click()
    await expect(summary(nina)).toHaveText(/Write your name/)
    await nina.getByLabel('Your name').fill('Nina Sala')
    await nina.getByLabel('Your language').selectOption('en')
    await nina.getByRole('button', { name: 'Accept invitation' }).click()
    await expect(nina).toHaveURL(/\/clinica-aurora\/onboarding$/)
    await nina.goto(aurora)
    await expect(nina.getByRole('row', { name: /Nina Sala \(you\)/ })).toContainText('Viewer')
    await nina.goto(second)
    await expect(nina.getByRole('heading', { level: 1 })).toHaveText('This invitation was already used')
  })

  test('removing the last alert contact makes the field due', async ({ page, browser, site }) => {
    const editing = await site.open(browser, luca)
    await editing.goto('/accounts/poliambulatorio-levante/configuration/contact-information?edit=alerts')
    await expect(editing.getByRole('checkbox', { name: 'Paolo Greco' })).toBeChecked()
    await site.visit(page, elena, levante)
    await page.getByRole('link', { name: 'Remove Paolo Greco' }).click()
    await expect(page.getByRole('heading', { name: 'Remove Paolo Greco?' })).toBeVisible()
    await expect(page.getByText('This leaves a required field empty: Alert contacts')).toBeVisible()
    await page.getByRole('button', { name: 'Remove Paolo Greco' }).click()
    await expect(page.getByText('Choose who takes over.').first()).toBeVisible()
    await page.getByRole('radio', { name: 'Nobody yet' }).check()
    await page.getByRole('button', { name: 'Remove Paolo Greco' }).click()
    await expect(page.getByRole('status', { name: 'Member removed.' })).toBeFocused()
    await expect(page.getByText('Missing: Alert contacts')).toBeVisible()
    await expect(page.getByRole('row', { name: /Paolo Greco/ })).toHaveCount(0)
    const [revision] = site.rows<{ cause: string }>(
      'select cause from contact_revisions order by saved_at desc limit 1',
    )
    expect(revision?.cause).toBe('left')
    const subjects = await Promise.all([paolo, elena].map((to) => site.mailTo(to)))
    expect(subjects.map(({ subject }) => subject).join('\n')).toMatch(/Poliambulatorio Levante/)

    // A form opened before the member was removed reports it, and offers no choice between two empty values.
    await editing.getByRole('button', { name: 'Submit', exact: true }).click()
    await expect(editing.getByText('One person chosen here has left the account')).toBeVisible()
    await expect(editing.locator('#conflict-title')).toHaveCount(0)
    await editing.getByRole('button', { name: 'Submit', exact: true }).click()
    await expect(editing.locator('#alerts')).toContainText('Choose at least one alert contact.')
  })
})

eachWay(plainFirst('the server pages, searches and lays out'), () => {
  test('200 members are searched and paged, and no change loses the place', inAll, async ({ page, site }) => {
    site.addMembers('poliambulatorio-levante', 200)
    site.addMembers('clinica-aurora', 1)
    await site.visit(page, elena, levante, 'en')
    const rows = page.getByRole('table', { name: 'Members' }).getByRole('row')
    await expect(rows).toHaveCount(51)
    await page.getByRole('link', { name: 'Next page' }).click()
    await expect(page).toHaveURL(/\?after=50$/)
    await expect(rows).toHaveCount(51)
    const last = rows.last()
    await last.getByRole('combobox').selectOption('editor')
    await last.getByRole('button', { name: /^Change/ }).click()
    await expect(page.getByRole('status').first()).toContainText('Role changed')
    await expect(page).toHaveURL(/\?after=50&done=role$/)

    const search = page.getByLabel('Find a member by name or address')
    await search.fill('BARTOLOMEO levante 1123')
    await applyFilters(page)
    await expect(page.getByText('1 of 203 members')).toBeVisible()
    await expect(rows).toHaveCount(2)
    await page.getByRole('link', { name: /^Remove Massimiliano/ }).click()
    await page.getByRole('button', { name: /^Remove Massimiliano/ }).click()
    await expect(page.getByRole('status', { name: 'Member removed.' })).toBeVisible()
    await expect(page.getByText('No member matches “BARTOLOMEO levante 1123”.')).toBeVisible()

    // Another account’s members are found by nothing.
    await search.fill('clinica-aurora.example')
    await applyFilters(page)
    await expect(page.getByText('No member matches “clinica-aurora.example”.')).toBeVisible()
    await page.getByRole('link', { name: 'Show all' }).click()
    await expect(rows).toHaveCount(51)
  })

  test('somebody is invited from the gate on a phone without scrolling', inAll, async ({ page, site }) => {
    site.addMembers('clinica-aurora', 200)
    await page.setViewportSize({ width: 390, height: 844 })
    await site.visit(page, giulia, '/accounts/clinica-aurora/onboarding', 'en')
    const isInView = async (control: Locator) => expect(control).toBeInViewport({ ratio: 1 })
    const users = page.getByRole('link', { name: 'Users', exact: true })
    await isInView(users)
    await users.click()
    await expect(page).toHaveURL(/\/users$/)
    const open = page.getByRole('link', { name: 'Invite people' })
    await isInView(open)
    await open.click()
    for (const control of [
      page.getByLabel('Email addresses'),
      page.getByLabel('Role', { exact: true }),
      page.getByLabel('Language of the invitation'),
      page.getByRole('button', { name: 'Send invitations' }),
    ])
      await isInView(control)
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await invite(page, 'nina@clinica-aurora.example')
    await expect(page.getByRole('status').first()).toContainText('on its way')
  })
})

const inWalks = onlyInAll('the walks say that no page is wider than its screen or has cut tables')

test(
  '“Invite people” is on the first screen and no address breaks, at every width',
  inWalks,
  async ({ page, site }) => {
    for (const slug of ['clinica-aurora', 'poliambulatorio-levante']) site.addMembers(slug, 200)
    for (const [who, path] of [
      [giulia, aurora],
      [elena, levante],
    ] as const) {
      await site.visit(page, who, path, 'en')
      await invite(page, 'massimiliano.bartolomeo.quattrocchi.direzione@ambulatori.example')
      await expect(page.getByRole('status').first()).toContainText('on its way')
      await page.goto(path)
      for (const width of [320, 390, 700, 768, 900, 1024, 1120, 1200, 1280, 1440, 1920]) {
        await page.setViewportSize({ width, height: 800 })
        await expect(page.getByRole('link', { name: 'Invite people' })).toBeInViewport({ ratio: 1 })
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `${path} at ${width}`).toBe(
          width,
        )
        // A column of one address: more than 16 characters a line, and the table is as wide as its box.
        const squeezed = await page.evaluate(() => {
          const addresses = [...document.querySelectorAll('th span, th a')].filter(
            (part) => part.childElementCount <= 1 && /^\S+@\S+$/.test(part.textContent ?? ''),
          )
          const most = (part: Element) => Math.ceil((part.textContent ?? '').length / 16)
          return addresses
            .map((part) => ({
              text: part.textContent,
              lines: part.getBoundingClientRect().height / 20,
              most: most(part),
            }))
            .filter(({ lines, most }) => lines > most + 0.5)
        })
        expect(squeezed, `addresses of ${path} at ${width} px`).toEqual([])
        const wider = await page.evaluate(() =>
          [...document.querySelectorAll('div:has(> table)')]
            .map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
            .filter((over) => over > 0),
        )
        expect(wider, `tables of ${path} at ${width} px`).toEqual([])
      }
    }
  },
)

eachWay(plainForms, () => {
  test('the last owner cannot be demoted, and leaves only to a successor', async ({ page, site }) => {
    await site.visit(page, giulia, `${aurora}?leave=1`)
    await page.getByRole('button', { name: 'Leave Clinica Aurora' }).click()
    await expect(page.getByText('Choose who takes over.').first()).toBeVisible()
    await page.goto(aurora)
    await expect(page.getByLabel('Role of Giulia Ferri', { exact: true })).toHaveCount(0)
    await page.getByLabel('Role of Marco Bianchi', { exact: true }).selectOption('owner')
    await page.getByRole('button', { name: 'Change Marco Bianchi’s role' }).click()
    await expect(page.getByRole('status').first()).toHaveText(/Role changed/)
    await page.getByRole('link', { name: 'Leave this account' }).click()
    await page.getByRole('button', { name: 'Leave Clinica Aurora' }).click()
    await expect(page).toHaveURL(/\/accounts\?done=left$/)
    await expect(page.getByText('You don’t have an account yet')).toBeVisible()
    expect((await page.goto(aurora))?.status()).toBe(404)
    await expect(page.getByText('Clinica Aurora')).toHaveCount(0)
  })

  test('refused addresses are named, and the form keeps all of them', async ({ page, site }) => {
    await openAtGate(page, site)
    await invite(page, 'ok@b.example; luca', 'owner')
    await expect(summary(page)).toContainText('“luca”')
    await expect(page.getByLabel('Email addresses')).toHaveValue('ok@b.example; luca')
    await expect(page.getByLabel('Role', { exact: true })).toHaveValue('owner')
    await invite(page, 'new@b.example sara@clinica-aurora.example')
    await expect(summary(page)).toContainText('sara@clinica-aurora.example is already a member')
    expect(site.rows('select id from invitations')).toEqual([])
  })

  test(
    'the last owner and only alert contact hands both over as they leave',
    inAll,
    async ({ page, site }) => {
      site.change(
        `update contact_revisions set content = json_set(content, '$.alerts', json_array(u.id))
       from users u, accounts a where u.email_key = ? and a.slug = ? and account_id = a.id`,
        elena,
        'poliambulatorio-levante',
      )
      await site.visit(page, elena, `${levante}?leave=1`, 'en')
      for (const name of ['Who becomes the owner?', 'Who is the next alert contact?'])
        await page.getByRole('radiogroup', { name }).getByRole('radio', { name: 'Paolo Greco' }).check()
      await page.getByRole('button', { name: 'Leave Poliambulatorio Levante' }).click()
      await expect(page).toHaveURL(/\/accounts\?done=left$/)
      await site.visit(page, paolo, levante, 'en')
      const row = page.getByRole('row', { name: /Paolo Greco/ })
      await expect(row).toContainText('Last owner')
      await expect(row).toContainText('Alert contact')
    },
  )

  test('a person signed in with another address sees that, and switches', inAll, async ({ page, site }) => {
    await openAtGate(page, site)
    await invite(page, 'nina@clinica-aurora.example')
    const link = await invitationLink(site, 'nina@clinica-aurora.example')
    await page.goto(link)
    await expect(page.getByText(`You are signed in as ${giulia}.`)).toBeVisible()
    await page.getByRole('button', { name: 'Sign out and accept as nina@clinica-aurora.example' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Join Clinica Aurora')
    await page.goto('/accounts')
    await expect(page).toHaveURL(/\/sign-in/)
  })

  test('an invited person can sign in by code and accept', async ({ page, browser, site }) => {
    await openAtGate(page, site)
    await invite(page, 'nina@clinica-aurora.example')
    await site.mailTo('nina@clinica-aurora.example')
    const nina = await site.open(browser)
    await site.signIn(nina, 'nina@clinica-aurora.example')
    await expect(nina).toHaveURL(/\/accounts$/)
    await nina.getByLabel('Your name').fill('Nina Sala')
    await nina.getByRole('button', { name: 'Accept the invitation to Clinica Aurora' }).click()
    await expect(nina).toHaveURL(/\/clinica-aurora\/onboarding$/)
  })
})

test('nobody can accept an expired invitation', inAll, async ({ page, browser, site }) => {
  const nina = await site.open(browser)
  await openAtGate(page, site)
  await invite(page, 'nina@clinica-aurora.example')
  await nina.goto(await invitationLink(site, 'nina@clinica-aurora.example'))
  site.change('update invitations set expires_at = 1')
  await nina.getByLabel('Your name').fill('Nina Sala')
  await nina.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(summary(nina)).toHaveText(/This invitation is no longer valid/)
  await expect(nina.getByLabel('Your name')).toHaveValue('Nina Sala')
  await nina.reload()
  await expect(nina.getByRole('heading', { level: 1 })).toHaveText('This invitation has expired')
  await expect(nina.getByRole('link', { name: 'What to do when an email does not arrive' })).toBeVisible()
  expect(site.rows('select id from users where email_key like ?', 'nina@%')).toEqual([])
})

test(
  'an invitation says in the account’s time zone until when it holds',
  inAll,
  async ({ page, browser, site }) => {
    await site.visit(page, elena, levante, 'en')
    await invite(page, 'new@levante.example')
    const mail = await site.mailTo('new@levante.example')
    expect(mail.text).not.toContain('UTC')
    const invited = await site.open(browser)
    await invited.goto(linkIn(mail, '/invitations/'))
    await expect(invited.getByText(/\(Rome time\)/)).toBeVisible()
  },
)

test('a removal takes effect on the next request', async ({ page, browser, site }) => {
  const sara = await site.open(browser, 'sara@clinica-aurora.example', { locale: 'it-IT' })
  await sara.goto(aurora)
  await openAtGate(page, site)
  await page.getByRole('link', { name: 'Remove Sara Colombo' }).click()
  await page.getByRole('button', { name: 'Remove Sara Colombo' }).click()
  await expect(page.getByRole('status').first()).toHaveText('Member removed.')
  await sara.reload()
  await expect(sara.getByRole('heading', { level: 1 })).toHaveText('Pagina non trovata')
})

test('a member who may not invite sees the owners to ask', inAll, async ({ page, site }) => {
  await site.visit(page, paolo, levante)
  await page.getByRole('button', { name: 'Chiedi ai proprietari di invitare…' }).click()
  await expect(page.getByRole('status').first()).toHaveText(/ha ricevuto la richiesta/)
  expect((await site.mailTo(elena)).text).toContain(paolo)
  await expect(page.getByLabel('Indirizzi email')).toHaveCount(0)
  await expect(page.getByRole('link', { name: /Rimuovi/ })).toHaveCount(0)
})

test('an invitation link opens no staff pages until its person signs in', async ({ page, browser, site }) => {
  await site.visit(page, admin, '/admin/settings/staff')
  site.change("update users set locale = 'en'")
  await page.reload()
  await page.getByLabel('Email address').fill('nina@actions-desk.example')
  await page.getByLabel('Language of the email').selectOption('en')
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(page.getByRole('status').first()).toBeVisible()

  const nina = await site.open(browser)
  await nina.goto(await invitationLink(site, 'nina@actions-desk.example'))
  await expect(nina.getByText('Next you sign in with a code')).toBeVisible()
  await nina.getByLabel('Your name').fill('Nina Sala')
  await nina.getByLabel('Your language').selectOption('en')
  await nina.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(nina).toHaveURL(`${site.url}/sign-in?done=staff&next=%2Fadmin%2Faccounts`)
  await expect(nina.getByText('Sign in to open the staff pages')).toBeVisible()
  await nina.goto('/admin/cases')
  await expect(nina).toHaveURL(/\/sign-in\?done=staff/)
  await site.signIn(nina, 'nina@actions-desk.example')
  await expect(nina).toHaveURL(`${site.url}/admin/accounts`)
})
