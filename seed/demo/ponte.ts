import type { Writer } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/contacts.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { buildAccount, buildRevision } from '#/seed/accounts.ts'
import { buildMember, buildUser } from '#/seed/people.ts'
import { refuseInPonte } from './confirmations.ts'
import { seedLastDrill } from './drills.ts'
import { reviewDays } from './review-days.ts'

/** The settings' defaults when the demo is made (product.md, The gate). */
const completionDays = 14
const reminderDays = 3

/** Live and once complete; its only alert contact left 4 days ago, so that they are due in 10; an address said since that it is not theirs. */
export async function seedPonte(tx: Writer, now: number): Promise<void> {
  const createdAt = now - 200 * day
  const completeAt = createdAt + 3 * day
  const leftAt = now - 4 * day
  const dueAt = leftAt + completionDays * day
  const account = await buildAccount(tx, {
    slug: 'studio-ponte',
    name: 'Studio Ponte',
    integrationTypeId: 'local-services',
    defaultLocale: 'it',
    state: 'live',
    stateChangedAt: completeAt + 8 * day,
    firstCompleteAt: completeAt,
    reviewDueAt: completeAt + reviewDays * day,
    drilledAt: now - 12 * day,
    dueAt,
    dueReminderAt: dueAt - reminderDays * day,
    createdAt,
  })
  const { user: anna } = await buildMember(tx, {
    accountId: account.id,
    role: 'owner',
    email: 'anna@studio-ponte.example',
    name: 'Anna Fontana',
    locale: 'it',
    createdAt,
    lastSeenAt: leftAt - 20 * day,
  })
  const davide = await buildUser(tx, {
    email: 'davide@studio-ponte.example',
    name: 'Davide Conti',
    locale: 'it',
    createdAt,
  })
  const content = ponteContacts(davide.id)
  await buildRevision(tx, { accountId: account.id, savedBy: anna.id, savedAt: completeAt, content })
  const left = await buildRevision(tx, {
    accountId: account.id,
    savedBy: davide.id,
    savedAt: leftAt,
    cause: 'left',
    leaverId: davide.id,
    content: { ...content, alerts: [] },
  })
  await seedLastDrill(tx, account, content['technical-emergency'][0]?.address ?? '')
  await refuseInPonte(tx, account, { ...left, savedBy: anna.id }, now)
}

function ponteContacts(alert: string): ContactInformation {
  const address = (local: string) => ({ address: `${local}@studio-ponte.example`, label: '', locale: null })
  return {
    alerts: [alert],
    'technical-emergency': [address('emergenze')],
    technical: [address('tecnico'), address('vecchio.tecnico')],
    'merchant-issues': [address('negozi')],
    operations: [address('ufficio')],
    'brand-support': { ...address('clienti'), phone: '', helpUrl: '' },
    'support-hours': [{ days: [1, 2, 3, 4, 5], opens: '08:30', closes: '17:30', zone: 'Europe/Rome' }],
  }
}
