import type { Page } from '@playwright/test'
import { demoNoticeIds } from '#/seed/demo/ids.ts'
import { admin, elena, gate, giulia, levante } from './demo.ts'
import { eachWay, expect, scriptedFirst, test } from './fixtures.ts'
import { openHydrated } from './hydrated.ts'
import { trees } from './trees.ts'

const focused = (page: Page) => page.locator(':focus')

eachWay(
  scriptedFirst('a browser without scripts goes where the address says, which frame.e2e.ts follows'),
  (javaScriptEnabled) => {
    test('a refused form begins the title with "Error:"', async ({ page, site }) => {
      await page.goto('/sign-in')
      await page.getByLabel('Email address').fill('nobody')
      await page.getByLabel('Email address').press('Enter')
      await expect(page).toHaveTitle(/^Error: Sign in · /)
      await expect(focused(page)).toMatchAriaSnapshot(`
      - region "Please check this first":
        - heading "Please check this first" [level=2]
        - list:
          - listitem:
            - 'link /^Email address: Enter one address/'
    `)
      await page.getByLabel('Email address').fill(elena)
      await page.getByLabel('Email address').press('Enter')
      await expect(page).toHaveTitle(/^(?!Error)/)

      await site.visit(page, giulia, gate, 'it')
      await page.getByRole('button', { name: 'Invia', exact: true }).click()
      await expect(page).toHaveTitle(/^Errore: /)
    })

    test('the skip link moves the focus to the content in every frame', async ({ page, site }) => {
      const frames = [
        [null, '/sign-in'],
        [null, '/help'],
        [giulia, gate],
        [elena, levante],
        [elena, '/settings'],
        [admin, '/admin/accounts'],
      ] as const
      for (const [who, path] of frames) {
        if (who) await site.enter(page.context(), who, 'en')
        await page.goto(path)
        await page.getByRole('link', { name: 'Skip to the content' }).focus()
        await page.keyboard.press('Enter')
        await expect(page.locator('#content'), path).toBeFocused()
      }
    })

    test('a question takes the focus and returns it to the button that led to it', async ({ page, site }) => {
      const questions = [
        [elena, `${levante}/configuration/users`, /^Remove Paolo/, /^Remove Paolo/],
        [admin, '/admin/accounts/poliambulatorio-levante', 'Close the account', /^Close/],
      ] as const
      for (const [who, path, name, question] of questions) {
        await site.visit(page, who, path, 'en')
        const button = page.getByRole('link', { name })
        await button.press('Enter')
        await expect(focused(page)).toHaveRole('heading')
        await expect(focused(page)).toHaveText(question)
        await page.getByRole('link', { name: 'Cancel' }).press('Enter')
        await expect(button).toBeFocused()
      }
    })

    test('after a row action the focus is in the row or above the list that lost it', async ({
      page,
      site,
    }) => {
      await site.visit(page, elena, `${levante}/configuration/users`, 'en')
      await page.getByRole('link', { name: 'Invite people' }).press('Enter')
      await expect(page.getByLabel('Email addresses')).toBeFocused()
      await page.getByLabel('Email addresses').fill('nina@levante.example, luigi@levante.example')
      await page.getByRole('button', { name: 'Send invitations' }).click()
      await expect(focused(page)).toHaveAccessibleName(/2 invitations/)

      const nina = page.getByRole('row', { name: /nina@/ })
      await nina.getByRole('button', { name: /^Send again/ }).press('Enter')
      await expect(nina.getByRole('status')).toBeFocused()
      await page.waitForLoadState()
      await page.keyboard.press('Tab')
      await expect(nina.getByRole('button', { name: /^Revoke/ })).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(focused(page)).toHaveAccessibleName(/revoked/)
      await page.waitForLoadState()
      await page.keyboard.press('Tab')
      const luigi = page.getByRole('row', { name: /luigi@/ })
      if (javaScriptEnabled) {
        await expect(luigi.getByRole('button', { name: /^Copy/ })).toBeFocused()
        await page.keyboard.press('Tab')
      }
      await expect(luigi.getByRole('button', { name: /^Send again/ })).toBeFocused()

      const role = page.getByLabel('Role of Luca Moretti')
      await role.selectOption('Viewer')
      await page.getByRole('button', { name: 'Change Luca Moretti’s role' }).press('Enter')
      await expect(focused(page)).toHaveAccessibleName(/Role changed/)
      await page.waitForLoadState()
      await page.keyboard.press('Tab')
      await expect(page.getByRole('table', { name: 'Members' }).locator(':focus')).toHaveCount(1)
    })
  },
)

test('saving, pasting and sending are announced', async ({ page, context, site }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await site.enter(context, giulia, 'en')
  await openHydrated(page, gate)
  const regions = page.locator('#contact-information [aria-live=polite]')
  // A region that arrives with its text is rarely announced.
  await expect(regions).toHaveText(['', ''])
  const said = (text: string | RegExp) => regions.filter({ hasText: text })

  await page.getByLabel('Address 1').first().focus()
  await page.evaluate(() => navigator.clipboard.writeText('one@aurora.example, two@aurora.example'))
  await page.keyboard.press('Control+V')
  await expect(said('Addresses pasted: 2.')).toHaveCount(1)
  await page.keyboard.press('Tab')
  await expect(said(/^Draft saved .* · not submitted$/)).toHaveCount(1)

  const held = Promise.withResolvers<void>()
  await page.route(`**${gate}`, (route) => held.promise.then(() => route.continue()))
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await expect(said('One moment…')).toHaveCount(1)
  held.resolve()
  await expect(focused(page)).toHaveRole('region')
  await expect(said('One moment…')).toHaveCount(0)
})

test('a text that is known to be in another language says so', async ({ page, site }) => {
  const said = { summary: 'La versione 1 finisce', details: 'A maggio.' }
  site.change(
    `update notices set topic = null, summary = ?, details = ?, translations = '{"it":{}}' where id = ?`,
    ...[said.summary, said.details, demoNoticeIds.handedOn],
  )
  for (const [locale, lang] of [
    ['en', 'it'],
    ['it', ''],
  ] as const) {
    await site.visit(page, elena, `${levante}/notices/${demoNoticeIds.handedOn}`, locale)
    await expect(page.locator('html')).toHaveAttribute('lang', locale)
    for (const text of [said.summary, said.details])
      expect(await page.getByText(text, { exact: true }).getAttribute('lang'), text).toBe(lang || null)
  }
  await site.visit(page, elena, '/settings', 'en')
  await expect(page.locator('label').filter({ hasText: 'Italiano' })).toHaveAttribute('lang', 'it')
})

for (const [name, [who, path, tree]] of Object.entries(trees)) {
  test(`${name}: headings, groups and controls have their names`, async ({ page, site }) => {
    await site.visit(page, who, path, 'en')
    await expect(page.getByRole('main')).toMatchAriaSnapshot(tree)
  })
}
