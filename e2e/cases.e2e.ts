import type { Page } from '@playwright/test'
import { giulia, sara, support } from './demo.ts'
import { eachWay, expect, plainForms, test } from './fixtures.ts'
import { applyFilters } from './hands.ts'

const gate = '/accounts/clinica-aurora/onboarding/support'

async function fillCase(page: Page, subject: string) {
  await page.getByLabel('Subject').fill(subject)
  await page.getByLabel('What happened?').fill('Since Monday.\nWhy?')
}

eachWay(plainForms, () => {
  test('an urgent case is answered, closed, and followed up', async ({ browser, page, site }) => {
    await site.enter(page.context(), sara)
    site.change("update users set locale = 'en'")
    await page.goto(gate)
    await page.getByRole('link', { name: 'New case' }).click()
    await expect(page.getByRole('radio', { name: 'The integration is down' })).toBeHidden()
    await page.getByRole('radio', { name: 'Urgent' }).check()
    await fillCase(page, 'Nothing <b>arrives</b>')
    await page.getByRole('button', { name: 'Send to support' }).click()
    const named = page.getByRole('link', { name: 'Which situation is it? Choose the situation' })
    await expect(named).toBeVisible()
    await expect(page.getByLabel('What happened?')).toHaveValue('Since Monday.\nWhy?')
    await page.getByRole('radio', { name: 'The integration is down' }).check()
    await page.getByRole('button', { name: 'Send to support' }).click()
    await expect(page.getByRole('status').getByText('Case 3 is open')).toBeVisible()
    await expect(page).toHaveURL(`${site.url}${gate}/3?done=opened`)
    expect((await site.mailTo(support)).subject).toContain('Urgent')

    const staff = await site.open(browser, support)
    await staff.goto('/admin/cases')
    await staff.getByRole('row').nth(1).getByRole('link', { name: 'Nothing <b>arrives</b>' }).click()
    await staff.getByRole('button', { name: 'Send reply' }).click()
    await expect(staff.getByText('Write your message.').first()).toBeVisible()
    await staff.getByLabel('Your reply').fill('Since when?')
    await staff.getByRole('button', { name: 'Send reply' }).click()
    await expect(staff.getByText('Your reply was sent.')).toBeVisible()
    expect((await site.mailTo(sara)).text).toContain(`${site.url}/accounts/clinica-aurora/support/3`)

    await staff.getByLabel('Internal note').fill('They never read <i>their</i> mail.')
    await staff.getByRole('button', { name: 'Save note' }).click()
    await expect(staff.getByText('The note is saved. Only staff see it.')).toBeVisible()
    await expect(staff.getByText('They never read <i>their</i> mail.')).toBeVisible()
    await staff.getByRole('button', { name: 'Assign to me' }).click()
    await expect(staff.getByText('Assigned to you.')).toBeVisible()
    // The case still waits for the partner, because a note is no answer.
    await staff.goto('/admin/cases')
    await staff.getByRole('searchbox', { name: 'Account' }).fill('aurora')
    await staff.getByRole('combobox', { name: 'Assigned to' }).selectOption('Me')
    await staff.getByRole('combobox', { name: 'Waiting for' }).selectOption('Partner')
    await applyFilters(staff)
    await expect(staff).toHaveURL(/account=aurora&assignee=me&waiting=partner/)
    await staff.getByRole('link', { name: 'Nothing <b>arrives</b>' }).click()
    await expect(staff.getByRole('link', { name: 'Clinica Aurora' })).toBeVisible()

    await page.goto('/accounts/clinica-aurora/support/3')
    await expect(page).toHaveURL(`${site.url}${gate}/3`)
    await expect(page.getByText('Since when?')).toBeVisible()
    expect(await page.content()).not.toContain('never read')
    await page.getByLabel('Add a message').fill('Since ten.')
    await staff.getByRole('button', { name: 'Close the case' }).click()
    await expect(staff.getByText('The case is closed.')).toBeVisible()
    await page.getByRole('button', { name: 'Send message' }).click()
    await expect(page.getByText('This case is closed. Open a follow-up instead.')).toBeVisible()
    await expect(page.getByLabel('Add a message')).toHaveValue('Since ten.')

    await page.goto(`${gate}/3`)
    await page.getByRole('link', { name: 'Follow up' }).click()
    await page.getByRole('radio', { name: 'Something else' }).check()
    await page.getByLabel('What happened?').fill('Again.')
    await page.getByRole('button', { name: 'Send to support' }).click()
    await expect(page).toHaveURL(`${site.url}${gate}/4?done=opened`)
    await page.getByRole('link', { name: 'Case 3: Nothing <b>arrives</b>' }).click()
    await expect(page.getByRole('link', { name: 'Case 4: Nothing <b>arrives</b>' })).toBeVisible()
    await staff.goto('/admin/cases/4')
    await staff.getByRole('link', { name: 'Case 3: Nothing <b>arrives</b>' }).click()
    await expect(staff.getByRole('link', { name: 'Case 4: Nothing <b>arrives</b>' })).toBeVisible()
    expect(JSON.stringify(await site.mail())).not.toContain('never read')
  })

  test('staff open a case with an account, and a member answers it', async ({ browser, page, site }) => {
    site.change("update users set locale = 'en'")
    await site.visit(page, support, '/admin/accounts/clinica-aurora/cases')
    await page.getByRole('link', { name: 'Open a case' }).click()
    await page.getByRole('radio', { name: 'Users and invitations' }).check()
    await page.getByLabel('Message').fill('Please name a second owner.')
    await page.getByRole('button', { name: 'Open and send' }).click()
    await expect(page.getByLabel('Message')).toHaveValue('Please name a second owner.')
    await page.getByLabel('Subject').fill('Two owners')
    await page.getByRole('button', { name: 'Open and send' }).click()
    await expect(page.getByText('is open, and the contacts were emailed')).toBeVisible()
    await expect(page.getByText('Assigned to you.')).toBeVisible()
    const [, number] = /cases\/(\d+)/.exec(page.url()) ?? []

    const member = await site.open(browser, giulia)
    await member.goto(`/accounts/clinica-aurora/support/${number}`)
    await expect(member.getByRole('button', { name: 'Close the case' })).toBeHidden()
    await member.getByLabel('Add a message').fill('We will.')
    await member.getByRole('button', { name: 'Send message' }).click()
    await expect(member.getByText('Your message was sent.')).toBeVisible()
    expect((await site.mailTo(support)).text).toContain('We will.')
  })

  test('a member closes a case of the account, and web addresses in it are links', async ({ page, site }) => {
    site.change("update users set locale = 'en'")
    await site.visit(page, giulia, `${gate}/new`)
    await page.getByRole('radio', { name: 'Something else' }).check()
    await page.getByLabel('Subject').fill('Which page?')
    await page
      .getByLabel('What happened?')
      .fill(
        'See https://desk.example/a?b=1&c=2. Not javascript:alert(1) or <a href="https://b.example">b</a>',
      )
    await page.getByRole('button', { name: 'Send to support' }).click()
    const conversation = page.getByRole('region', { name: 'Conversation' })
    const link = conversation.getByRole('link', { name: 'https://desk.example/a?b=1&c=2', exact: true })
    await expect(link).toHaveAttribute('href', 'https://desk.example/a?b=1&c=2')
    await expect(link).toHaveAttribute('rel', 'noopener nofollow')
    await expect(conversation.getByRole('link')).toHaveText([
      'https://desk.example/a?b=1&c=2',
      'https://b.example',
    ])
    await expect(conversation).toContainText('<a href="https://b.example">b</a>')

    await page.getByRole('button', { name: 'Close the case' }).click()
    await expect(page.getByRole('status')).toContainText('is closed.')
    await expect(page.getByLabel('Add a message')).toBeHidden()
    await expect(page.getByRole('link', { name: 'Follow up' })).toBeVisible()
  })
})
