import type { Page } from '@playwright/test'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { hour } from '#/lib/platform/values/clock.ts'
import { findFaults } from './axe.ts'
import { anna, elena, giulia, levante, support } from './demo.ts'
import { eachWay, expect, onlyInAll, plainFirst, test, withoutScripts } from './fixtures.ts'
import { type Hands, keyboard, mouse } from './hands.ts'
import { codeIn } from './mailbox.ts'
import { confirmSending, question } from './questions.ts'
import { authSecret } from './server.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll(
  'lib/changes/contacts and the rights matrix hold the rules; the journey adds, proves and removes an endpoint',
)

const list = `${levante}/configuration/endpoints`
const emergencies = 'Technical emergency contacts'

/** The last code that went to this endpoint, as /dev/endpoints shows the request. */
async function codeTo(site: Site, id: string): Promise<string> {
  let code = ''
  await expect
    .poll(async () => {
      const page = await (await fetch(`${site.url}/dev/endpoints`)).text()
      const [, card = ''] = page.split(`id="${id}"`)
      code = /code(?:&quot;|")\s*:\s*(?:&quot;|")(\d{8})/.exec(card)?.[1] ?? ''
      return code
    })
    .not.toBe('')
  return code
}

const inSidebar = (page: Page) =>
  page.getByRole('list', { name: 'Configuration' }).getByRole('link', { name: 'Endpoints' })

/** The page of the link in the last message to this endpoint. */
function linkTo(site: Site, id: string): string {
  const [sent] = site.rows<{ id: string }>(
    'select id from outbox where recipient = ? order by id desc',
    `endpoint:${id}`,
  )
  return `${site.url}/endpoint/${linkToken('endpoint', sent?.id ?? '', authSecret)}`
}

function idOf(site: Site, label: string): string {
  return site.rows<{ id: string }>('select id from endpoints where label = ?', label)[0]?.id ?? ''
}

/** Fills in the form of a webhook; returns the secret that is shown once. `late`: the proof ends meanwhile. */
async function addWebhook(
  page: Page,
  { press, type }: Hands,
  label: string,
  late?: { begin(): void; prove(): Promise<void> },
): Promise<string> {
  await press(page, 'Webhook')
  await type(page, 'url', 'http://hooks.example.net/rota')
  await type(page, 'header', 'Cookie: hidden')
  await type(page, 'label', label)
  await press(page, 'Add and send the code')
  await expect(page.getByRole('link', { name: 'Address: Use an https address.' })).toBeVisible()
  await expect(page.getByLabel('Label')).toHaveValue(label)
  await expect(page.getByRole('checkbox', { name: emergencies })).toBeChecked()
  expect(await page.content()).not.toContain('Cookie: hidden')
  late?.begin()
  await type(page, 'url', `https://hooks.example.net/${label}`)
  await type(page, 'header', 'X-Token: hidden')
  await press(page, 'Add and send the code')
  await late?.prove()
  await expect(page.getByRole('heading', { name: 'Endpoint added' })).toBeVisible()
  return (await page.locator('#shown-key').textContent()) ?? ''
}

eachWay(
  plainFirst('scripts only keep a typed secret, and forms with scripts are driven by unsent.e2e.ts'),
  (isScripted) => {
    const hands = isScripted ? keyboard : mouse

    test('an owner adds a webhook, confirms it, replaces its secret and removes it', async ({
      page,
      site,
    }) => {
      const { press, type } = hands
      await site.visit(page, elena, `${list}/new?field=technical-emergency`)
      const age = (by: number) => site.change('update sessions set created_at = created_at + ?', by)
      const prove = async () => {
        await expect(page.getByRole('link', { name: /First confirm that it’s you/ })).toBeVisible()
        await expect(page.locator('input[name=url]')).toHaveValue('https://hooks.example.net/rota')
        // The server sends no secret back; with scripts the form was never cleared.
        await expect(page.locator('input[name=header]')).toHaveValue(isScripted ? 'X-Token: hidden' : '')
        await press(page, 'Email me a code')
        if (isScripted) await expect(page.getByText(`We emailed a code to ${elena}.`)).toBeVisible()
        else await expect(page.getByRole('link', { name: /We emailed you a code/ })).toBeVisible()
        await expect(page.getByLabel('Label')).toHaveValue('rota')
        if (!isScripted) await type(page, 'header', 'X-Token: hidden')
        await expect(page.locator('input[name=header]')).toHaveValue('X-Token: hidden')
        await type(page, 'proof', codeIn(await site.mailTo(elena)))
        await press(page, 'Add and send the code')
        age(hour)
      }
      const secret = await addWebhook(page, hands, 'rota', { begin: () => age(-hour), prove })
      expect(secret).toMatch(/^whsec_/)
      await press(page, 'Confirm the endpoint')
      await expect(page.getByText('Not confirmed yet')).toBeVisible()
      const id = idOf(site, 'rota')

      await type(page, 'code', '00000000')
      await press(page, 'Confirm')
      await expect(page.getByRole('link', { name: /Wrong code, 4 tries left/ })).toBeVisible()
      await type(page, 'code', await codeTo(site, id))
      await press(page, 'Confirm')
      await expect(page.getByRole('status')).toHaveText('Endpoint confirmed. Notices go there from now on.')
      if (isScripted) expect(await findFaults(page)).toEqual([])

      await press(page, 'Make a new secret')
      await expect(page.getByRole('heading', { name: 'New secret' })).toBeVisible()
      const next = await page.locator('#shown-key').textContent()
      expect(next).not.toBe(secret)
      await page.goto(list)
      await expect(inSidebar(page)).toHaveAttribute('aria-current', 'page')
      const row = page.getByRole('row').filter({ hasText: 'rota' })
      await expect(row).toContainText('On')
      await expect(row).toContainText(emergencies)
      if (isScripted) expect(await findFaults(page)).toEqual([])

      await press(page, 'rota')
      await expect(inSidebar(page)).toHaveAttribute('aria-current', 'page')
      if (isScripted) await press(page, 'Remove this endpoint')
      else await page.getByText('Remove this endpoint').click()
      await press(page, 'Remove the endpoint')
      await expect(page.getByRole('status')).toHaveText('Endpoint removed.')
      await expect(page.getByRole('row').filter({ hasText: 'rota' })).toHaveCount(0)
      const stored = site.rows<{ id: string }>('select id from endpoints where id = ?', id)
      expect(stored).toEqual([])
    })
  },
)

eachWay(withoutScripts, () => {
  test('the link in the message confirms with one button, and a newer code ends it', async ({
    browser,
    page,
    site,
  }) => {
    await site.visit(page, elena, `${list}/new?field=technical-emergency`)
    await addWebhook(page, mouse, 'linked')
    const id = idOf(site, 'linked')
    const old = linkTo(site, id)
    await page.goto(`${list}/${id}`)
    await page.getByRole('button', { name: 'Send a new code' }).click()
    await expect(page.getByRole('status')).toHaveText('New code sent.')

    const stranger = await site.open(browser)
    await stranger.goto(old)
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Questo link non vale più')
    await stranger.goto(linkTo(site, id))
    const button = stranger.getByRole('button', { name: 'Conferma' })
    await expect(button).toBeVisible()
    const confirmed = () =>
      site.rows<{ at: number | null }>('select confirmed_at as at from endpoints where id = ?', id)[0]?.at
    expect(confirmed()).toBeNull()
    await button.click()
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Endpoint confermato')
    expect(confirmed()).not.toBeNull()
    await stranger.goto(linkTo(site, id))
    await expect(stranger.getByRole('button', { name: 'Conferma' })).toHaveCount(0)
  })

  test(
    'the link’s reader answers that it is not theirs, and owners read it',
    inAll,
    async ({ browser, page, site }) => {
      await site.visit(page, elena, `${list}/new?field=technical-emergency`)
      await addWebhook(page, mouse, 'foreign')
      const id = idOf(site, 'foreign')
      const stranger = await site.open(browser)
      await stranger.goto(linkTo(site, id))
      await stranger.getByRole('link', { name: 'Non è mio' }).click()
      await stranger.getByRole('button', { name: 'Ferma i messaggi' }).click()
      await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Nessun altro messaggio')
      await expect(stranger.getByRole('main').getByRole('button')).toHaveCount(0)
      await page.goto(`${list}/${id}`)
      await expect(page.getByText(/answered “This is not mine”/)).toBeVisible()
      await expect(page.getByRole('button', { name: 'Send a new code' })).toHaveCount(0)
    },
  )

  test(
    'an owner takes the webhook address of PagerDuty from the page, then saves the secret alone',
    inAll,
    async ({ page, site }) => {
      await site.visit(page, elena, `${list}/new?kind=pagerduty`)
      await expect(page.getByLabel('Webhook secret')).toHaveCount(0)
      await page.getByRole('radio', { name: 'EU' }).check()
      await page.getByLabel('Integration key').fill('k'.repeat(32))
      await page.getByLabel('Label').fill('paged')
      await page.getByRole('button', { name: 'Add and send the code' }).click()
      await expect(page.getByRole('status')).toHaveText('Endpoint added. We sent it a code.')
      const id = idOf(site, 'paged')
      await expect(page.getByText(`${site.url}/api/v1/endpoints/${id}/pagerduty`)).toBeVisible()
      site.change('update endpoints set confirmed_at = 5 where id = ?', id)
      const save = async (secret: string) => {
        await page.getByLabel('Webhook secret').fill(secret)
        await page.getByRole('button', { name: 'Save', exact: true }).click()
      }
      await expect(page.getByText('No secret is stored yet.')).toBeVisible()
      await save('two words')
      await expect(
        page.getByRole('link', { name: 'Webhook secret: This does not look like a secret of PagerDuty.' }),
      ).toBeVisible()
      await save('signs-answers')
      await expect(page.getByRole('status')).toHaveText('Endpoint saved.')
      await expect(page.getByText('A secret is stored.')).toBeVisible()
      expect(await page.content()).not.toContain('signs-answers')
      const stored = 'select confirmed_at as at from endpoints where id = ?'
      expect(site.rows<{ at: number | null }>(stored, id)).toEqual([{ at: 5 }])
    },
  )

  test(
    'a kind that is switched off takes no other address, and no kind can be chosen',
    inAll,
    async ({ page, site }) => {
      await site.visit(page, elena, `${list}/new?field=technical-emergency`)
      await addWebhook(page, mouse, 'kept')
      site.change("insert or replace into settings (key, value) values ('allowedKinds', '[]')")
      await page.goto(`${list}/${idOf(site, 'kept')}`)
      await expect(page.getByText(/allows no replacements/)).toBeVisible()
      await expect(page.getByRole('button', { name: 'Replace and send a code' })).toHaveCount(0)
      await page.goto(`${list}/new`)
      await expect(page.getByText(/allows no new endpoints at the moment/)).toBeVisible()
      await expect(page.getByText('Choose what should get your notices.')).toHaveCount(0)
    },
  )

  test('staff disable an endpoint, and only they enable it again', async ({ browser, page, site }) => {
    await site.visit(page, elena, `${list}/new?field=technical-emergency`)
    await addWebhook(page, mouse, 'disabled')
    const staff = await site.open(browser, support)
    await staff.goto(`/admin${levante}/contacts`)
    const disable = async (reason: string) => {
      await staff.getByLabel('Endpoint', { exact: true }).selectOption(idOf(site, 'disabled'))
      await staff.getByLabel('Reason').fill(reason)
      await staff.getByRole('button', { name: 'Disable', exact: true }).click()
    }
    await disable('')
    await expect(staff.getByRole('link', { name: /^Reason: / })).toBeVisible()
    await disable('It rings somebody else.')
    await expect(question(staff)).toContainText('Disable disabled (Webhook · ')
    await expect(question(staff)).toContainText('Still notified at once')
    await expect(question(staff)).toContainText('Emergency')
    await confirmSending(staff)
    await expect(staff.getByRole('status')).toContainText('Endpoint disabled.')
    expect((await site.mailTo(elena)).text).toContain('It rings somebody else.')
    await page.goto(`${list}/${idOf(site, 'disabled')}`)
    await expect(page.getByText('Disabled', { exact: true })).toBeVisible()
    await expect(page.getByLabel('Code')).toHaveCount(0)
    await staff.getByRole('button', { name: 'Enable disabled' }).click()
    await expect(staff.getByRole('status')).toContainText('Endpoint enabled.')
    // One that said that it is gone could be switched on again by its own code.
    site.change('update endpoints set disabled_at = 1')
    await staff.reload()
    await expect(staff.getByRole('button', { name: 'Enable disabled' })).toBeVisible()
    await disable('It rings somebody else.')
    await confirmSending(staff)
    await expect(staff.getByRole('status')).toContainText('Endpoint disabled.')
    await expect(staff.getByLabel('Endpoint', { exact: true })).not.toContainText('disabled (Webhook')
  })

  test(
    'an old session has the proof in the form, and a locked account has no endpoints',
    inAll,
    async ({ page, site }) => {
      await site.visit(page, elena, `${list}/new`)
      site.change('update sessions set created_at = ?', Date.now() - 3_600_000)
      await page.goto(`${list}/new?kind=ntfy`)
      await expect(page.getByLabel('Code from your email')).toBeVisible()
      await expect(page.getByLabel('Address of the topic')).toBeVisible()
      await page.goto('/sign-in')
      await expect(page.getByLabel('Email address')).toHaveValue(elena)
      await site.visit(page, giulia, '/accounts/clinica-aurora/configuration/endpoints')
      await expect(page).toHaveURL(`${site.url}/accounts/clinica-aurora/onboarding`)
    },
  )
})

test('viewers see the endpoints without forms', inAll, async ({ page, site }) => {
  const studio = '/accounts/studio-ponte/configuration/endpoints'
  site.change(
    "update memberships set role = 'viewer' where user_id = (select id from users where email_key = ?)",
    anna,
  )
  await site.visit(page, anna, studio, 'en')
  await expect(page.getByText('Owners and editors can add and change endpoints.')).toBeVisible()
  await page.goto(`${studio}/new?kind=ntfy`)
  await expect(page.getByRole('button', { name: 'Add and send the code' })).toHaveCount(0)
})

test.describe('with ENDPOINTS=off', () => {
  test.use({ serverEnvironment: { ENDPOINTS: 'off' } })

  test('the pages say that no message goes there, and offer no test', inAll, async ({ page, site }) => {
    await site.visit(page, elena, list, 'en')
    const off = page.getByText(/has switched endpoints off/)
    await expect(off).toBeVisible()
    await page.goto(`${list}/${idOf(site, 'Telefono di reperibilità')}`)
    await expect(off).toBeVisible()
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Send/ })).toHaveCount(0)
  })
})
