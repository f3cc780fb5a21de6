import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { anna, tech } from '../demo.ts'
import type { Site } from '../site.ts'
import type { Hands } from './hands.ts'
import { signIn, signOut } from './partner.ts'

const account = translatorFor('en', 'adminAccount')
const admin = translatorFor('en', 'admin')
const announcements = translatorFor('en', 'announcements')

/** Support finds an account, asks for what is missing, answers a case, and announces something to live accounts. */
export async function staffJourney(hands: Hands, site: Site): Promise<void> {
  const email = 'support@actions-desk.example'
  await signIn(hands, site, email)
  await hands.arrive(/\/admin\/accounts/)
  await hands.fill('q', 'ponte')
  await hands.send('q')
  await hands.arrive(/q=ponte/)
  await hands.press('Studio Ponte')
  await hands.press(account('nudge.action'))
  await hands.press(translatorFor('en', 'questions')('what.nudge.submit'))
  await hands.see(account('done.nudged'))
  await site.mailTo(anna)

  await hands.go('/admin/cases')
  const [first] = site.rows<{ subject: string }>(
    "select subject from cases where status = 'open' order by number",
  )
  await hands.press(first?.subject ?? '')
  await hands.fill('text', 'We are looking into it.')
  await hands.press(admin('cases.send'))
  await hands.see(translatorFor('en', 'cases')('staffDone.replied'))

  await hands.go('/admin/announcements/new/text?state=live')
  await hands.fill('category', 'technical')
  await hands.fill('en-summary', 'We have moved')
  await hands.press(announcements('text.preview'))
  await hands.press(announcements('ready.send'))
  await hands.press(announcements('send.confirm', { count: 2 }))
  await hands.see(announcements('done.sent'))
  const { subject } = await site.mailTo(tech)
  if (!subject.includes('We have moved')) throw new Error('The announcement was not mailed.')
  const [person] = site.rows<{ name: string }>('select name from users where email_key = ?', email)
  await signOut(hands, person?.name ?? '')
}
