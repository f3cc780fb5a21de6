import { answers, checklist, control, saveDraft, submit } from './contact-form.ts'
import { gate, giulia } from './demo.ts'
import { expect, isLong, onlyInAll, test } from './fixtures.ts'
import { keyboard, mouse } from './hands.ts'
import { linkIn } from './mailbox.ts'

for (const [how, hands, javaScriptEnabled] of [
  ...(isLong ? [['with JavaScript', mouse, true] as const] : []),
  ['without JavaScript', mouse, false],
  ['with the keyboard alone', keyboard, true],
] as const) {
  const mark = hands === keyboard ? onlyInAll('form-focus.e2e.ts completes the gate by keyboard alone') : {}
  test.describe(how, mark, () => {
    test.use({ javaScriptEnabled })

    test('two people fill the form together, and the portal opens', async ({ page, browser, site }) => {
      await site.signIn(page, giulia)
      await expect(page).toHaveURL(/\/onboarding$/)
      await hands.type(page, 'technical.0.address', answers['technical.0.address'])
      await hands.type(page, 'operations.0.address', answers['operations.0.address'])
      if (hands === mouse) await saveDraft(page)
      else await hands.press(page, 'Save draft')
      await expect(page.getByText('Draft saved for everyone in the account')).toBeVisible()
      await expect(checklist(page)).toContainText('2 of 6')

      await page.goto(`${gate}/users`)
      await hands.press(page, 'Invite people')
      await hands.type(page, 'emails', 'nina@clinica-aurora.example')
      await hands.press(page, 'Send invitations')
      await expect(page.getByRole('status').first()).toContainText('on its way')
      await expect(page.getByRole('link', { name: 'See whether each arrived' })).toBeVisible()
      const link = linkIn(await site.mailTo('nina@clinica-aurora.example'), '/invitations/')

      const nina = await site.open(browser)
      await nina.goto(link)
      await hands.type(nina, 'name', 'Nina Sala')
      await nina.getByLabel('Your language').selectOption('en')
      await hands.press(nina, 'Accept invitation')
      await expect(nina).toHaveURL(/\/clinica-aurora\/onboarding$/)
      await expect(nina.getByText(/^Draft by Giulia Ferri/)).toBeVisible()
      await expect(control(nina, 'technical.0.address')).toHaveValue(answers['technical.0.address'])

      await hands.type(nina, 'technical-emergency.0.address', answers['technical-emergency.0.address'])
      await hands.type(nina, 'brand-support.address', answers['brand-support.address'])
      await hands.press(nina, 'Mon–Fri, 9–18')
      await expect(control(nina, 'support-hours.0.opens')).toHaveValue('09:00')
      await nina.getByLabel('Nina Sala').check()
      if (hands === mouse) await submit(nina)
      else await hands.press(nina, 'Submit')
      await expect(nina).toHaveURL(/\/accounts\/clinica-aurora\?done=complete/)
      await expect(nina.getByRole('status')).toContainText(/We sent \d confirmation emails?\./)

      await page.goto('/accounts/clinica-aurora')
      await expect(page.getByRole('heading', { level: 1, name: 'Clinica Aurora' })).toBeVisible()
      await expect(page.getByText(/Submitted by Nina Sala/)).toBeVisible()
    })
  })
}
