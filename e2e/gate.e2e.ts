import type { APIResponse } from '@playwright/test'
import { answers, checklist, control, fillEverything, saveDraft, submit } from './contact-form.ts'
import { anna, elena, gate, giulia, levante, luca, sara } from './demo.ts'
import { eachWay, expect, onlyInAll, plainFirst, test } from './fixtures.ts'

const inAll = onlyInAll('lib/contacts holds the progress and the walk the widths; journeys complete the gate')

function leadsTo(answer: APIResponse): string {
  return new URL(answer.headers().location ?? '', 'http://127.0.0.1').pathname
}

test('an open account’s gate pages lead to Configuration', async ({ site, request }) => {
  const cookie = await site.cookie(elena)
  const twins = {
    onboarding: 'configuration/contact-information',
    'onboarding/users': 'configuration/users',
    'onboarding/support': 'support',
    'onboarding/support/1': 'support/1',
  }
  for (const [path, twin] of Object.entries(twins)) {
    const answer = await request.get(`/accounts/poliambulatorio-levante/${path}`, {
      headers: { cookie },
      maxRedirects: 0,
    })
    expect(leadsTo(answer), path).toBe(`/accounts/poliambulatorio-levante/${twin}`)
  }
})

test('client-side navigation and going back also end at the gate', async ({ page, site }) => {
  await site.visit(page, luca, levante)
  await page.getByText('Poliambulatorio Levante').first().click()
  await page.getByRole('link', { name: 'Clinica Aurora' }).click()
  await expect(page).toHaveURL(/\/clinica-aurora\/onboarding$/)
  await expect(page.getByRole('dialog', { name: /./ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.mouse.click(5, 400)
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.goBack()
  await page.goForward()
  await expect(page).toHaveURL(/\/clinica-aurora\/onboarding$/)
})

eachWay(plainFirst('the server draws what is behind the gate'), () => {
  test('the gate shows the locked portal behind it, without links', async ({ page, context, site }) => {
    await site.enter(context, giulia)
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(gate)
    const portal = page.locator('[inert][aria-hidden=true]')
    await expect(portal).toBeVisible()
    await expect(portal.locator('li:has(svg)')).toHaveText([
      'Overview',
      'Notices',
      'Support',
      'Contact information',
      'Endpoints',
      'Users',
    ])
    await expect(portal.locator('a, button, input, summary, [href], [tabindex]')).toHaveCount(0)
    for (const name of ['Overview', 'Notices'])
      await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0)
    // The dialog leaves the navigation of a wide window uncovered, and the edge of a narrow one.
    for (const [width, height] of [
      [1280, 800],
      [320, 640],
    ] as const) {
      await page.setViewportSize({ width, height })
      const entry = await portal.locator('li').first().boundingBox()
      const covering = await page.evaluate(
        ({ x, y }) => document.elementFromPoint(x, y)?.closest('#content, header, h1')?.localName ?? null,
        { x: (entry?.x ?? 0) + (entry?.width ?? 0) / 2, y: (entry?.y ?? 0) + (entry?.height ?? 0) / 2 },
      )
      expect(covering, `what covers it at ${width} px`).toBeNull()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    }
  })
})

test('a viewer sees what is missing and who can complete it', async ({ page, site }) => {
  await site.visit(page, sara, '/accounts/clinica-aurora')
  await expect(page).toHaveURL(/\/onboarding$/)
  await expect(checklist(page)).toContainText('0 su 6')
  await expect(checklist(page).getByText('Contatti tecnici di emergenza')).toBeVisible()
  await expect(checklist(page).getByRole('link')).toHaveCount(0)
  await expect(page.getByText(giulia)).toBeVisible()
  await expect(page.locator('form#contact-information')).toHaveCount(0)
})

test('a passed deadline locks the account until the field is filled', async ({ page, site }) => {
  await site.visit(page, anna, '/accounts/studio-ponte/configuration/users')
  await expect(page.getByText(/Missing: Alert contacts|Manca: Contatti avvisi/)).toBeVisible()
  site.change("update accounts set due_at = ? where slug = 'studio-ponte'", Date.now() - 1000)
  await page.reload()
  await expect(page).toHaveURL(/\/studio-ponte\/onboarding$/)
  await control(page, 'alerts').first().check()
  await submit(page)
  await expect(page).toHaveURL(/\/studio-ponte\?done=complete/)
  expect(site.rows("select due_at from accounts where slug = 'studio-ponte'")).toEqual([{ due_at: null }])
})

test('the checklist follows the draft and leads to each field', inAll, async ({ page, context, site }) => {
  await site.enter(context, giulia)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto('/accounts/clinica-aurora/onboarding?env=sandbox')
  await expect(page.getByRole('navigation', { name: 'Environment' })).toHaveCount(0)
  const entry = checklist(page).getByRole('listitem').filter({ hasText: 'Technical non-emergency contacts' })
  await expect(checklist(page).getByRole('listitem')).toHaveCount(6)
  await expect(entry).toContainText('Missing')
  await entry.getByRole('link').click()
  await expect(page.locator('#technical')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(control(page, 'technical.0.address')).toBeFocused()
  await page.keyboard.type('nobody@')
  await expect(entry).toContainText('Needs a correction')
  await control(page, 'technical.0.address').fill(answers['technical.0.address'])
  await expect(entry).toContainText('Done')
  await expect(checklist(page)).toContainText('1 of 6')
  await fillEverything(page)
  await expect(checklist(page)).toContainText('6 of 6 completed, not submitted yet')

  // The same list on the other tab leads back to the field.
  await page.getByRole('link', { name: 'Users', exact: true }).click()
  await expect(page).toHaveURL(/onboarding\/users$/)
  await checklist(page)
    .getByRole('link', { name: /Operational support/ })
    .click()
  await expect(page).toHaveURL(/onboarding#support-hours$/)
})

eachWay(plainFirst('style lays the first screen out'), () => {
  test(
    'a phone shows the first field on the first screen, also of a draft',
    inAll,
    async ({ page, site }) => {
      await site.visit(page, giulia, gate)
      await control(page, 'technical.0.address').fill(answers['technical.0.address'])
      await saveDraft(page)
      await expect(checklist(page)).toContainText('1 of 6')
      for (const [width, height] of [
        [390, 844],
        [320, 640],
      ] as const) {
        await page.setViewportSize({ width, height })
        await page.goto(gate)
        const first = control(page, 'alerts').first()
        await expect(first).toBeInViewport({ ratio: 1 })
        const [its, bar] = await Promise.all([
          first.boundingBox(),
          page.locator('[data-save-bar]').boundingBox(),
        ])
        expect((its?.y ?? 0) + (its?.height ?? 0)).toBeLessThan(bar?.y ?? 0)
        await expect(checklist(page).getByRole('link')).toHaveCount(0)
        await checklist(page).locator('summary').click()
        await expect(checklist(page).getByRole('link')).toHaveCount(6)
      }
    },
  )
})
