import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Link } from '#/components/ui/link.tsx'
import { env } from '#/env.ts'
import { linkTtl, reminderTimes } from '#/lib/accounts/addresses/policy.ts'
import { invitationTtl } from '#/lib/accounts/invitations/policy.ts'
import { awayAfter } from '#/lib/accounts/members/policy.ts'
import { checkLinkTtl } from '#/lib/changes/checks/policy.ts'
import { reminderLeadTime } from '#/lib/changes/gate/deadline.ts'
import { challengeTtl, wrongCodesAllowed } from '#/lib/identity/sessions/policy.ts'
import { idleLimit, sessionLimit } from '#/lib/identity/sessions/queries.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { limits } from '#/lib/platform/limits/table.ts'
import { senderAddressOf } from '#/lib/platform/relay/return-path.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'
import type { HelpSection } from './sections.ts'

type Texts<Feature extends 'help' | 'fields'> = Awaited<ReturnType<typeof getTranslations<Feature>>>
type Key<Feature extends 'help' | 'fields'> = Parameters<Texts<Feature>['rich']>[0]
export type HelpKey = Key<'help'>
export type Say = (key: HelpKey) => ReactNode
/** Says a text about the fields of the contact information. */
export type SayField = (key: Key<'fields'>) => ReactNode

/**
 * Renders the guide's texts. Button names, tab names and limits come from their sources, so that the guide matches the
 * pages.
 */
export async function readHelpTexts(): Promise<{ say: Say; sayField: SayField }> {
  const t = await getTranslations('help')
  const fields = await getTranslations('fields')
  const { supportAddress } = await currentSettings()
  const write = (text: ReactNode) => <a href={`mailto:${supportAddress}`}>{text}</a>
  const words = { ...(await readPortalWords()), ...(await readLimits()), ...tags, write, supportAddress }
  const isNamed = (key: HelpKey): key is keyof typeof withAddress => Object.hasOwn(withAddress, key)
  return {
    say: (key) => t.rich(supportAddress !== '' && isNamed(key) ? withAddress[key] : key, words),
    sayField: (key) => fields.rich(key, words),
  }
}

/** Extra texts for a programme with a support address. */
const withAddress = {
  'support.locked-out': 'support.locked-out-write',
  'mail.still': 'mail.still-write',
  'users.leave-erase': 'users.leave-erase-write',
} as const satisfies Partial<Record<HelpKey, HelpKey>>

async function readPortalWords() {
  const gate = await getTranslations('gate')
  const common = await getTranslations('common')
  const form = await getTranslations('contacts.form')
  const navigation = await getTranslations('overview.navigation')
  const notices = await getTranslations('notices')
  const users = await getTranslations('users')
  const cases = await getTranslations('cases')
  const confirmations = await getTranslations('confirmations')
  const addressStatus = await getTranslations('addressStatus')
  return {
    contactSupport: gate('support'),
    progress: gate('checklist.count', { done: 4, required: 6 }),
    accounts: (await getTranslations('invitations'))('accounts.title'),
    signOut: common('signOut'),
    settings: common('settings'),
    signInWithPasskey: (await getTranslations('passkeys'))('signIn.action'),
    production: common('environment.production'),
    sandbox: common('environment.sandbox'),
    submit: form('submit'),
    unconfirmed: form('unconfirmed'),
    bouncing: addressStatus('bouncing'),
    tryAgain: addressStatus('tryAgain'),
    checkDrill: (await getTranslations('drills.own'))('action'),
    sendTest: form('sendTest'),
    notices: navigation('notices'),
    reach: notices('page.reach'),
    acknowledge: notices('answer.acknowledge'),
    forInformation: notices('forInformation'),
    addToCalendar: notices('window.add'),
    support: navigation('support'),
    whatUsersSee: (await getTranslations('brand'))('whatUsersSee'),
    configuration: navigation('configuration'),
    contactInformation: navigation('contactInformation'),
    endpoints: gate('endpoints'),
    users: users('title'),
    invitePeople: users('invite.title'),
    sendInvitations: users('invite.submit'),
    sendCase: cases('new.submit'),
    closeCase: cases('answer.close'),
    followUp: cases('followUp.action'),
    urgent: cases('categories.urgent'),
    confirm: confirmations('page.confirm'),
    notMe: confirmations('page.notMe'),
    sendAgain: confirmations('again.sendAgain'),
    stillRight: (await getTranslations('checks'))('confirm'),
  }
}

async function readLimits() {
  const { programmeName, completionDays, escalationMinutes, reviewDays, drillDays } = await currentSettings()
  return {
    programme: programmeName,
    sender: senderAddressOf(env.MAIL_FROM),
    codeMinutes: challengeTtl / minute,
    wrongCodes: wrongCodesAllowed,
    codesPerWindow: limits['sign-in-address-network'].most,
    windowMinutes: limits['sign-in-address-network'].span / minute,
    idleHours: idleLimit / hour,
    sessionDays: sessionLimit / day,
    invitationDays: invitationTtl / day,
    completionDays,
    escalationTime: formatDuration(escalationMinutes * minute, await getLocale()),
    reviewDays,
    checkLinkDays: checkLinkTtl / day,
    awayDays: awayAfter / day,
    drillDays,
    reminderDays: reminderLeadTime / day,
    confirmDays: linkTtl / day,
    firstReminderDays: reminderTimes[0] / day,
    lastReminderDays: reminderTimes[1] / day,
  }
}

/** The markup of a text: strong words and links. */
const tags = {
  b: (words: ReactNode) => <strong>{words}</strong>,
  signInPage: (words: ReactNode) => <Link href="/sign-in">{words}</Link>,
  toSupport: (words: ReactNode) => linkTo('support', words),
  toGate: (words: ReactNode) => linkTo('gate', words),
  toNotices: (words: ReactNode) => linkTo('notices', words),
  toFields: (words: ReactNode) => linkTo('fields', words),
}

function linkTo(section: HelpSection, words: ReactNode) {
  return <a href={`#${section}`}>{words}</a>
}
