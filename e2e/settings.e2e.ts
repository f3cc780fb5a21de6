import { expect, test } from './fixtures.ts'
import { codeIn } from './mailbox.ts'

test.use({ sharesServer: true })

const elena = 'elena@levante.example'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a person chooses name, language, zone and appearance', async ({ page, site, context }) => {
      site.change("update users set locale = 'en' where email_key = ?", elena)
      await site.enter(context, elena)
      await page.goto('/settings')
      await page.locator('input[name=name]').fill('Elena Levante')
      await page.getByLabel('Italiano').check()
      await page.getByLabel('Time zone').selectOption('America/New_York')
      await page.getByLabel('Dark').check()
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByRole('status')).toHaveText('Le tue impostazioni sono salvate.')
      await expect(page.locator('html')).toHaveAttribute('lang', 'it')
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await expect(page.locator('select[name=timeZone]')).toHaveValue('America/New_York')
      await expect(page.getByLabel('Scuro')).toBeChecked()
      await page.locator('input[name=name]').fill(' ')
      await page.getByRole('button', { name: 'Salva' }).click()
      await expect(page.getByText('Scrivi il tuo nome.').first()).toBeVisible()
      await expect(page.locator('select[name=timeZone]')).toHaveValue('America/New_York')
    })

    test('a person changes their address with the code that went to the new one', async ({
      page,
      site,
      context,
    }) => {
      site.change("update users set locale = 'en' where email_key = ?", elena)
      await site.sessionCookie(elena)
      await site.enter(context, elena)
      await page.goto('/settings')
      const field = page.locator('input[name=email]')
      await field.fill('paolo@levante.example')
      await page.getByRole('button', { name: 'Send the code' }).click()
      await page.locator('input[name=code]').fill(codeIn(await site.mailTo('paolo@levante.example')))
      await page.getByRole('button', { name: 'Change the address' }).click()
      await expect(page.getByText('This address already belongs to somebody').first()).toBeVisible()
      await page.getByRole('button', { name: 'Keep the old address' }).click()
      await field.fill('elena@nuovo.example')
      await page.getByRole('button', { name: 'Send the code' }).click()
      await page.locator('input[name=code]').fill(codeIn(await site.mailTo('elena@nuovo.example')))
      await page.getByRole('button', { name: 'Change the address' }).click()
      const changed = page.getByRole('status')
      await expect(changed).toContainText('Your address has changed.')
      await expect(changed).toContainText('Another session is still open.')
      await changed.getByRole('button', { name: 'Sign out everywhere else' }).click()
      await expect(page.getByRole('status')).toHaveText('You are signed out everywhere else.')
      expect(site.rows('select id from sessions where ended_at is null')).toHaveLength(1)
      const word = await site.mailTo(elena)
      expect(word.text).not.toContain('elena@nuovo.example')
      await page.context().clearCookies()
      await site.signIn(page, 'elena@nuovo.example')
      await expect(page).toHaveURL(/poliambulatorio-levante/)
    })

    test('a person sees their sessions, ends one, all others, and all', async ({ page, site, context }) => {
      site.change("update users set locale = 'en' where email_key = ?", elena)
      for (let times = 0; times < 3; times++) await site.sessionCookie(elena)
      await site.enter(context, elena)
      await page.goto('/settings')
      const open = () => site.rows('select id from sessions where ended_at is null').length
      const end = page.getByRole('button', { name: /^End the session/ })
      await expect(end).toHaveCount(4)
      await expect(page.getByText('This one')).toHaveCount(1)
      await page
        .getByRole('listitem')
        .filter({ hasNotText: 'This one' })
        .getByRole('button', { name: /^End the/ })
        .first()
        .click()
      await expect(page.getByRole('status')).toHaveText('The session is ended.')
      expect(open()).toBe(3)
      await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
      await expect(page.getByRole('status')).toHaveText('You are signed out everywhere else.')
      expect(open()).toBe(1)
      await page.getByRole('button', { name: 'Sign out everywhere' }).click()
      await expect(page).toHaveURL(/\/sign-in\?done=everywhere$/)
      expect(open()).toBe(0)
      await page.goto('/settings')
      await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings$/)
    })
  })
}

test('a session ended elsewhere says so at the next sending, and keeps what was typed', async ({
  page,
  site,
  context,
}) => {
  site.change("update users set locale = 'en' where email_key = ?", elena)
  await site.enter(context, elena)
  await page.goto('/settings')
  await page.locator('input[name=name]').fill('Typed for long')
  site.change('update sessions set ended_at = 1')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('You have been signed out.').first()).toBeVisible()
  await expect(page.locator('input[name=name]')).toHaveValue('Typed for long')
  await site.enter(context, elena)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status')).toHaveText('Your settings are saved.')
  await expect(page.locator('input[name=name]')).toHaveValue('Typed for long')
})

test('opening a page after the session has ended says so', async ({ page, site, context }) => {
  await site.enter(context, elena)
  site.change('update sessions set ended_at = 1')
  await page.goto('/settings')
  await expect(page).toHaveURL(/\/sign-in\?done=ended&next=%2Fsettings$/)
  await expect(page.getByRole('status')).toContainText('You have been signed out.')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a form sent after the session has ended waits to be sent again', async ({ page, site, context }) => {
    site.change("update users set locale = 'en' where email_key = ?", elena)
    await site.enter(context, elena)
    await page.goto('/settings')
    await page.locator('input[name=name]').fill('Typed for long')
    await page.getByLabel('Dark').check()
    site.change('update sessions set ended_at = 1')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have been signed out')
    expect(site.rows("select id from users where name = 'Typed for long'")).toEqual([])
    await site.enter(context, elena)
    await page.getByRole('button', { name: 'Send once more' }).click()
    await expect(page.getByRole('status')).toHaveText('Your settings are saved.')
    await expect(page.locator('input[name=name]')).toHaveValue('Typed for long')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  })
})
