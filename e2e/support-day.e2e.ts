import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { findFaults, injectAxe } from './axe.ts'
import { admin, anna, oncall, tech } from './demo.ts'
import { expect, onlyInAll, test } from './fixtures.ts'
import { keyboard } from './hands.ts'
import { confirmByKey } from './questions.ts'

const levante = 'Poliambulatorio Levante'
const partners = {
  name: 'partners.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    'name,slug,integration_type,language,owner_email\nClinica Sole,clinica-sole,healthcare-appointments,it,sole@sole.example\n',
  ),
}

const say = {
  accounts: translatorFor('it', 'adminAccounts'),
  account: translatorFor('it', 'adminAccount'),
  admin: translatorFor('it', 'admin'),
  announcements: translatorFor('it', 'announcements'),
  imports: translatorFor('it', 'imports'),
  cases: translatorFor('it', 'cases'),
}

const eachByItself = onlyInAll('each step has a journey of its own, and each control a test by the keyboard')

test('a day of support, in Italian, with the keyboard alone', eachByItself, async ({ page, site }) => {
  await injectAxe(page)
  const { press, type, choose, upload } = keyboard
  site.change('update users set locale = ? where email_key like ?', 'it', '%@actions-desk.example')
  site.change("update accounts set state = 'review' where name = ?", levante)
  await site.signIn(page, admin)
  const done = async (text: string) => {
    await expect(page.getByText(text).first()).toBeVisible()
    expect(await findFaults(page)).toEqual([])
  }

  await test.step('finds incomplete accounts, and asks for the missing fields', async () => {
    await choose(page, 'complete', say.accounts('filters.complete.options.no'))
    await expect(page).toHaveURL(/complete=no/)
    await expect(page.getByRole('link', { name: levante, exact: true })).toBeHidden()
    expect(await findFaults(page)).toEqual([])
    await press(page, 'Studio Ponte')
    await press(page, say.account('nudge.action'))
    await confirmByKey(page)
    await done(say.account('done.nudged'))
    expect((await site.mailTo(anna)).text).toContain('/accounts/studio-ponte/')
  })

  await test.step('reviews an account and launches it, disables it, and enables it again', async () => {
    await page.goto('/admin/reviews')
    await press(page, levante)
    await press(page, say.admin('review.approve'))
    await done(say.admin('done.approve'))
    await press(page, say.admin('review.disable'))
    await type(page, 'reason', 'Prices are wrong.')
    await press(page, say.admin('disable.action'))
    await done(say.admin('done.disable'))
    expect((await site.mailTo(oncall)).text).toContain('Prices are wrong.')
    await press(page, say.admin('review.enable'))
    await done(say.admin('done.enable'))
  })

  await test.step('announces something to all live accounts', async () => {
    await press(page, say.announcements('title'))
    await press(page, say.announcements('new'))
    await choose(page, 'state', translatorFor('it', 'common')('states.live'))
    await expect(page).toHaveURL(/state=live/)
    await press(page, say.announcements('audience.write'))
    await choose(page, 'category', translatorFor('it', 'mail')('categories.technical'))
    await type(page, 'en-summary', 'Version 1 ends')
    await type(page, 'it-summary', 'La versione 1 finisce')
    await press(page, say.announcements('text.preview'))
    await done(say.announcements('ready.title'))
    await press(page, say.announcements('ready.send'))
    await press(page, say.announcements('send.confirm', { count: 2 }))
    await done(say.announcements('states.sent'))
    expect((await site.mailTo(tech)).subject).toContain(levante)
  })

  await test.step('imports accounts', async () => {
    await press(page, say.admin('navigation.accounts'))
    await press(page, say.accounts('import'))
    await upload(page, 'file', partners)
    await press(page, say.imports('upload.action'))
    await done(say.imports('checked.title'))
    await press(page, say.imports('checked.action', { count: 1 }))
    await done(say.imports('done.title'))
    expect((await site.mailTo('sole@sole.example')).subject).toContain('Clinica Sole')
  })

  await test.step('answers a case', async () => {
    await page.goto('/admin/cases')
    const open = site.rows<{ subject: string }>(
      "select subject from cases where status = 'open' order by number",
    )
    await press(page, open[0]?.subject ?? '')
    await type(page, 'text', 'We are looking into it.')
    await press(page, say.admin('cases.send'))
    await done(say.cases('staffDone.replied'))
  })
})
