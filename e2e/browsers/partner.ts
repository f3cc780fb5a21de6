import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { sendEvent } from '../api.ts'
import { answers } from '../contact-form.ts'
import { giulia } from '../demo.ts'
import { codeIn } from '../mailbox.ts'
import type { Site } from '../site.ts'
import type { Hands } from './hands.ts'

const contacts = translatorFor('en', 'contacts')
const notices = translatorFor('en', 'notices')
const attention = translatorFor('en', 'attention')

export async function signIn(hands: Hands, site: Site, email: string): Promise<void> {
  await hands.go('/sign-in')
  await hands.fill('email', email)
  await hands.send('email')
  await hands.fill('code', codeIn(await site.mailTo(email)))
  await hands.send('code')
}

export async function signOut(hands: Hands, name: string): Promise<void> {
  await hands.press(name)
  await hands.press(translatorFor('en', 'common')('signOut'))
  await hands.arrive(/\/sign-in/)
}

/** A partner completes the gate, gets a notice and acknowledges it from the overview. */
export async function partnerJourney(hands: Hands, site: Site): Promise<void> {
  await signIn(hands, site, giulia)
  await hands.arrive(/\/clinica-aurora\/onboarding$/)
  await hands.choose('alerts')
  for (const [name, text] of Object.entries(answers)) await hands.fill(name, text)
  await hands.press(contacts('form.presetBusiness'))
  await hands.holds('support-hours.0.opens', '09:00')
  await hands.press(contacts('form.submit'))
  await hands.arrive(/\/clinica-aurora\?done=complete/)

  const summary = 'Feed error rate 23%'
  const key = site.makeKey('events:write')
  await sendEvent(site, { account: 'clinica-aurora', category: 'production-alert', summary }, { key })
  if (!(await site.mailTo(giulia)).subject.includes(summary)) throw new Error('The notice was not mailed.')
  await hands.go('/accounts/clinica-aurora')
  await hands.see(summary)
  await hands.press(`${notices('answer.acknowledge')}: ${summary}`)
  await hands.see(attention('done.acknowledged', { name: summary }))
  await hands.press(summary)
  await hands.see(notices('timeline.acknowledged', { name: 'Giulia Ferri' }))
  await signOut(hands, 'Giulia Ferri')
}
