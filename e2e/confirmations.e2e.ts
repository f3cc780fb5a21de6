import type { Page } from '@playwright/test'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { demoQuestionIds } from '#/seed/demo/ids.ts'
import { control, edit, submit } from './contact-form.ts'
import { elena, levante, oncall } from './demo.ts'
import { eachWay, expect, onlyInAll, test, withoutScripts } from './fixtures.ts'
import { linkIn } from './mailbox.ts'
import { authSecret } from './server.ts'
import type { Site } from './site.ts'

const inAll = onlyInAll('lib/changes/confirmations holds which links work; the journey opens one')

const contacts = `${levante}/configuration/contact-information`
const night = 'notte@levante.example'
const technician = 'tecnici@levante.example'

type Row = { confirmed_at: number | null; ended_how: string | null }

function rowOf(site: Site, address: string): Row | undefined {
  const rows = site.rows<Row>(
    'select confirmed_at, ended_how from confirmations where address = ? order by id desc',
    address,
  )
  return rows[0]
}

/** Submits another first address for one field. */
async function replace(page: Page, field: 'technical' | 'technical-emergency', address: string) {
  await edit(page, field)
  await control(page, `${field}.0.address`).fill(address)
  await submit(page)
  await expect(page.locator(`#${field}`).getByText('Contact information saved')).toBeVisible()
}

test('a contact confirms by mail, or refuses and the owner learns it', async ({ browser, page, site }) => {
  await site.visit(page, elena, contacts)
  await replace(page, 'technical-emergency', night)
  await replace(page, 'technical', technician)
  expect((await site.mailTo(oncall)).subject).toContain('non è più un contatto')

  const mail = await site.mailTo(night)
  expect(mail.text).toContain('Elena Marchetti')
  const link = linkIn(mail, '/confirm/')
  const stranger = await site.open(browser)
  await stranger.goto(link)
  await expect(stranger.locator('html')).toHaveAttribute('lang', 'it')
  const shown = await stranger.locator('main').textContent()
  for (const said of [night, 'Poliambulatorio Levante', 'Elena Marchetti', 'Contatti tecnici di emergenza'])
    expect(shown).toContain(said)
  for (const hidden of [technician, 'Paolo', elena]) expect(shown).not.toContain(hidden)
  expect(rowOf(site, night)).toEqual({ confirmed_at: null, ended_how: null })

  await stranger.getByRole('button', { name: 'Conferma' }).click()
  await expect(stranger.getByRole('status')).toHaveText(/Grazie/)
  expect(rowOf(site, night)?.confirmed_at).not.toBeNull()
  await stranger.goto(link)
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Questo indirizzo è confermato')
  await expect(stranger.getByRole('button', { name: 'Conferma' })).toHaveCount(0)

  await stranger.goto(linkIn(await site.mailTo(technician), '/confirm/'))
  await stranger.getByRole('link', { name: 'This is not me' }).click()
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Remove this address?')
  // A screen reader starts at the top, not at "Back", which has the old link's position.
  expect(await stranger.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  expect(rowOf(site, technician)).toEqual({ confirmed_at: null, ended_how: null })
  await stranger.getByRole('button', { name: 'Remove it' }).click()
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('This address was removed')

  const told = await site.mailTo(elena)
  expect(told.subject).toContain(`${technician} was removed: “This is not me”`)
  expect(told.text).toContain('Technical non-emergency contacts')
  await page.goto(linkIn(told, levante))
  await expect(page.getByText(`${technician} answered`)).toBeVisible()
  await expect(page.locator('#technical-emergency').getByText('Confirmed', { exact: true })).toBeVisible()
  await replace(page, 'technical', technician)
  await expect(page.getByText(`${technician} answered “This is not me” on`)).toBeVisible()
  await expect(page.locator('#technical').getByText('Will be asked to confirm on')).toBeVisible()
  await edit(page, 'operations')
  await page.getByRole('button', { name: 'Send again to operativo@levante.example' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'operativo@levante.example' })).toBeVisible()
  expect((await site.mailTo('operativo@levante.example')).text).toContain(`${site.url}/confirm/`)
  site.change("update audit_entries set at = ? where action = 'contacts.confirmation-sent'", Date.now())
  await page.getByRole('button', { name: 'Send again to operativo@levante.example' }).click()
  await expect(page.getByText('Try again in 120 minutes')).toBeVisible()
})

eachWay(withoutScripts, () => {
  test(
    'a link works for a locked account; a forged or expired one does nothing',
    inAll,
    async ({ page, site }) => {
      site.change("update accounts set first_complete_at = null where slug = 'poliambulatorio-levante'")
      const address = 'operativo@levante.example'
      const link = `${site.url}/confirm/${linkToken('confirm', demoQuestionIds.open, authSecret)}`
      await page.goto(`${link.slice(0, -4)}AAAA`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work')
      await page.goto(`${site.url}/confirm/${linkToken('confirm', demoQuestionIds.expired, authSecret)}`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questo link è scaduto')
      await page.goto(link)
      await page.getByRole('link', { name: 'Non sono io' }).click()
      expect(rowOf(site, address)).toEqual({ confirmed_at: null, ended_how: null })
      await page.getByRole('link', { name: 'Indietro' }).click()
      await page.getByRole('link', { name: 'Non sono io' }).click()
      await page.getByRole('button', { name: 'Rimuovi l’indirizzo' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questo indirizzo è stato rimosso')
      expect(rowOf(site, address)?.ended_how).toBe('refused')
      expect((await site.mailTo(elena)).subject).toContain(address)
      expect(site.server.log()).not.toContain(new URL(link).pathname.split('/').at(-1))
    },
  )
})
