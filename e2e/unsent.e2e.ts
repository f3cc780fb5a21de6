import type { Page, Route } from '@playwright/test'
import { second } from '#/lib/platform/values/clock.ts'
import { discFile } from '#/tests/pictures.ts'
import { findFaults } from './axe.ts'
import { control, reveal, saveDraft } from './contact-form.ts'
import { admin, elena, gate, giulia, levante, marco, support } from './demo.ts'
import { expect, onlyInAll, test } from './fixtures.ts'

const inAll = onlyInAll('forms share one way of sending; the contact form goes through it here')

type Answer = (route: Route) => Promise<void> | void

const arrivesUnanswered: Answer = async (route) => {
  await route.fetch()
  await route.abort('connectionreset')
}
const tooLarge = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.alloc(5_000_000) }
const offline = 'Not sent: no connection.'
const silent = 'The server did not answer.'
const proxyPage = '<html><body><h1>502 Bad Gateway</h1></body></html>'

/** The possible faults of a form's request, and the page's message for each. */
const faults: { name: string; says: string; answer: Answer }[] = [
  { name: 'the network is cut', says: offline, answer: (route) => route.abort('internetdisconnected') },
  { name: 'the connection drops', says: silent, answer: (route) => route.abort('connectionreset') },
  {
    name: 'a proxy answers 502 with a page',
    says: silent,
    answer: (route) => route.fulfill({ status: 502, contentType: 'text/html', body: proxyPage }),
  },
  {
    name: 'a proxy answers 502 with a word',
    says: silent,
    answer: (route) => route.fulfill({ status: 502, contentType: 'text/plain', body: 'Bad Gateway' }),
  },
  { name: 'no answer comes', says: silent, answer: () => undefined },
]

const forms = [
  {
    name: 'the contact form',
    as: giulia,
    path: gate,
    field: 'technical.0.label',
    button: 'Save draft',
    answer: 'Draft saved for everyone in the account',
    sent: `select 1 from contact_drafts where "values" like '%typed%'`,
  },
  {
    name: 'an answer in a case',
    as: elena,
    path: `${levante}/support/2`,
    field: 'text',
    button: 'Send message',
    answer: 'Your message was sent.',
    sent: "select 1 from case_messages where text = 'typed'",
  },
  {
    name: 'a note of staff',
    as: support,
    path: `/admin${levante}/notes`,
    field: 'text',
    button: 'Add the note',
    answer: 'Note saved.',
    sent: "select 1 from staff_notes where text = 'typed'",
  },
]

for (const { name, as, path, field, button, answer, sent } of forms) {
  const mark = path === gate ? {} : inAll
  test(`${name} that cannot be sent stays, and is sent once`, mark, async ({ page, context, site }) => {
    site.change("update users set locale = 'en'")
    await site.enter(context, as)
    await page.clock.install()
    await page.goto(path)
    const sending = await onSending(page, (route) => route.abort())
    await (await reveal(page, field)).fill('typed')
    const press = page.getByRole('button', { name: button, exact: true })
    const again = page.getByRole('button', { name: 'Send again' })

    for (const fault of faults) {
      await test.step(`${name}: ${fault.name}`, async () => {
        sending.answer = fault.answer
        await context.setOffline(fault.says === offline)
        await ((await again.isVisible()) ? again : press).click()
        const said = page.getByRole('alert').filter({ hasText: fault.says })
        // The autosave has no answer either, and ends first.
        if (fault.name === 'no answer comes')
          await expect(async () => {
            await page.clock.fastForward(30_000)
            await expect(said).toBeInViewport({ timeout: 500 })
          }).toPass()
        await expect(said).toBeInViewport()
        await expect(control(page, field)).toHaveValue('typed')
        await expect(press).not.toHaveAttribute('aria-disabled')
        await expect(page).toHaveURL(new RegExp(`${path}$`))
        await context.setOffline(false)
      })
    }
    expect(site.rows(sent)).toHaveLength(0)

    await test.step(`${name}: it arrives, but no answer comes back`, async () => {
      sending.answer = arrivesUnanswered
      await again.click()
      await expect(page.getByRole('alert').filter({ hasText: silent })).toBeVisible()
      expect(site.rows(sent)).toHaveLength(1)
    })
    sending.answer = (route) => route.continue()
    await again.click()
    await expect(page.getByText(answer)).toBeVisible()
    await expect(again).toBeHidden()
    await expect(page.getByRole('alert').filter({ hasText: silent })).toBeHidden()
    expect(site.rows(sent)).toHaveLength(1)
  })
}

test('signing out offline leaves what is typed elsewhere', inAll, async ({ page, context, site }) => {
  await site.visit(page, marco, gate)
  await (await reveal(page, 'technical.0.label')).fill('typed')
  await context.setOffline(true)
  await page.locator('summary').filter({ hasText: 'Marco Bianchi' }).click()
  await page.getByRole('button', { name: 'Esci' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Non inviato: nessuna connessione.' })).toBeVisible()
  await expect(control(page, 'technical.0.label')).toHaveValue('typed')
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Invia di nuovo' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
})

test('a file is uploaded only when the server is up', inAll, async ({ page, context, site }) => {
  await site.visit(page, admin, '/admin/accounts/import', 'en')
  await page
    .getByLabel('CSV file')
    .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('nothing') })
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Check the file' }).click()
  await expect(page.getByRole('alert').filter({ hasText: offline })).toBeVisible()
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText('This file was not imported').first()).toBeVisible()
})

test('a large file has the time that a slow connection takes', inAll, async ({ page, context, site }) => {
  site.change("update users set locale = 'en'")
  await site.enter(context, admin)
  await page.clock.install()
  await page.goto('/admin/settings/programme')
  // 950 KB are a logo that is taken, and 116 seconds of the slowest line.
  const padded = Buffer.concat([discFile, Buffer.alloc(950_000 - discFile.length)])
  const logo = { name: 'logo.png', mimeType: 'image/png', buffer: padded }
  await page.getByLabel('Logo', { exact: true }).setInputFiles(logo)
  const arrived = Promise.withResolvers<void>()
  const sent = Promise.withResolvers<void>()
  await onSending(page, async (route) => {
    sent.resolve()
    await arrived.promise
    await route.continue()
  })
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await sent.promise
  await page.clock.fastForward(100_000)
  await expect(page.getByRole('alert').filter({ hasText: silent })).toHaveCount(0)
  arrived.resolve()
  await expect(page.getByRole('img', { name: 'Icons of browsers and home screens' })).toBeVisible()
})

test(
  'a field refuses a file over its limit at once, and the form is not sent',
  inAll,
  async ({ page, site }) => {
    await site.visit(page, admin, '/admin/settings/programme', 'en')
    let posts = 0
    page.on('request', (request) => (posts += Number(request.method() === 'POST')))
    const logo = page.getByLabel('Logo', { exact: true })
    const says = page.getByText('Choose a file of at most 1024 KB.')
    await logo.setInputFiles(tooLarge)
    await expect(says).toBeVisible()
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Preview', exact: true }).click()
    await expect(logo).toBeFocused()
    expect(posts).toBe(0)

    await test.step('a form that is still too large says so', async () => {
      await logo.evaluate((input: HTMLInputElement) => input.setCustomValidity(''))
      await page.getByRole('button', { name: 'Preview', exact: true }).click()
      const said = page.getByRole('alert').filter({ hasText: 'Not sent: this is too large.' })
      await expect(said).toBeInViewport()
      await expect(page.getByRole('button', { name: 'Send again' })).toBeHidden()
    })

    await logo.setInputFiles([])
    await expect(says).toBeHidden()
    await page.getByRole('button', { name: 'Preview', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible()
  },
)

test('a form over the limit gets a page in the reader’s language', async ({ browser, site }) => {
  site.change("update users set locale = 'it'")
  const page = await site.open(browser, admin, { javaScriptEnabled: false })
  await page.goto('/admin/settings/programme')
  await page.getByLabel('Nome del programma').fill('Typed')
  await page.getByLabel('Logo', { exact: true }).setInputFiles(tooLarge)
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByRole('button', { name: 'Anteprima', exact: true }).click()
  expect((await answered).status()).toBe(413)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('File o testo troppo grande')
  await expect(page.getByText('al massimo 4 MB')).toContainText('Nulla è stato modificato')
  expect(site.rows("select 1 from settings where value like '%Typed%'")).toEqual([])
  await page.getByRole('link', { name: 'Riapri la pagina' }).click()
  await expect(page.getByLabel('Nome del programma')).not.toHaveValue('Typed')
})

test.describe('a server error', () => {
  // The page reports it on its console.
  test.use({ mayComplain: /React error #441/ })

  test('shows its code, a way back and a way home', async ({ page, site }) => {
    await site.visit(page, giulia, gate)
    await onSending(page, (route) =>
      route.fulfill({ contentType: 'text/x-component', body: '0:{"a":"$@1"}\n1:E{"digest":"4711"}\n' }),
    )
    await saveDraft(page)
    await expect(page.getByText('4711')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Home' })).toHaveAttribute('href', '/')
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(control(page, 'technical.0.address')).toBeVisible()
  })
})

test('a contact form is sent once, whatever the person presses', async ({ page, site }) => {
  await site.visit(page, giulia, gate)
  let posts = 0
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await onSending(page, async (route) => {
    // Not the autosave.
    if (route.request().postData()?.includes('intent')) posts += 1
    await held
    await route.continue()
  })
  await control(page, 'technical.0.address').fill('a@b.example')
  for (const name of ['technical.0.label', 'operations.0.label']) await reveal(page, name)
  const draft = page.locator('button[value=draft]:not([aria-hidden])')
  await draft.dblclick()
  await expect(draft).toHaveText('One moment…')
  await expect(draft).toHaveAttribute('aria-disabled', 'true')
  await expect(page.locator('button[value=submit]')).toHaveAttribute('aria-disabled', 'true')
  await page.locator('button[value=submit]').click({ force: true })
  await control(page, 'technical.0.label').press('Enter')
  await control(page, 'operations.0.label').focus()
  await page.locator('[value="add:technical"]').click()
  release()
  await expect(page.getByText('Draft saved for everyone in the account')).toBeVisible()
  await expect(draft).not.toHaveAttribute('aria-disabled')
  expect(posts).toBe(1)
})

test('an unsaved draft says so, and saves itself once online again', async ({ page, context, site }) => {
  await site.enter(context, giulia)
  await page.clock.install()
  await page.goto(gate)
  const said = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text })
  const drafts = (typed: string) => site.rows(`select 1 from contact_drafts where "values" like '%${typed}%'`)
  const type = async (text: string) => {
    await control(page, 'alerts').first().focus()
    await (await reveal(page, 'technical-emergency.0.label')).fill(text)
    await control(page, 'technical-emergency.0.address').focus()
  }

  await context.setOffline(true)
  await type('first')
  await expect(said('Not saved: no connection')).toBeInViewport()
  await expect(control(page, 'technical-emergency.0.address')).toBeFocused()
  await saveDraft(page)
  await expect(page.getByRole('alert').filter({ hasText: offline })).toBeInViewport()
  await expect(said('Not saved: no connection')).toBeInViewport()
  await context.setOffline(false)
  await expect(said(/^Draft saved .* · not submitted$/)).toBeInViewport()
  expect(drafts('first')).toHaveLength(1)

  // No save repeats itself before a step says so. The jump is shorter than the time of an answer that is still coming in.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 10 * second)
  await test.step('a save that arrived without an answer is no conflict', async () => {
    const sending = await onSending(page, arrivesUnanswered)
    await type('second')
    await expect(said('Not saved: no connection')).toBeInViewport()
    expect(drafts('second')).toHaveLength(1)
    await control(page, 'technical-emergency.0.label').fill('third')
    sending.answer = (route) => route.continue()
    await page.clock.fastForward(5_000)
    await expect(said(/^Draft saved .* · not submitted$/)).toBeInViewport()
    await expect.poll(() => drafts('third').length).toBe(1)
  })

  await test.step('a person can retry at once', async () => {
    const sending = await onSending(page, (route) => route.abort())
    await type('by hand')
    await expect(said('Not saved: no connection')).toBeInViewport()
    sending.answer = (route) => route.continue()
    await page.getByRole('button', { name: 'Retry' }).click()
    await expect(said(/^Draft saved .* · not submitted$/)).toBeInViewport()
    expect(drafts('by hand')).toHaveLength(1)
  })
  await page.clock.resume()

  await test.step('a save by somebody else shows there too, with the way to compare', async () => {
    site.change("update accounts set contacts_version = contacts_version + 1 where slug = 'clinica-aurora'")
    await type('fourth')
    await expect(said('Not saved: someone else saved while you were writing')).toBeInViewport()
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByRole('region', { name: /saved while you were writing/ })).toBeFocused()
  })
})

/** Controls the fate of this page's requests: a test can change `answer` at any time without a gap. */
async function onSending(page: Page, answer: Answer): Promise<{ answer: Answer }> {
  const sending = { answer }
  await page.route('**/*', (route) =>
    route.request().method() === 'POST' ? sending.answer(route) : route.continue(),
  )
  return sending
}
