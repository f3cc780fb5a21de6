import type { Writer } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/contacts.ts'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'
import { buildAccount, buildRevision, type SeededAccount } from '#/seed/accounts.ts'
import { buildMember, type SeededUser } from '#/seed/people.ts'
import { confirmLevante } from './confirmations.ts'
import { seedLastDrill } from './drills.ts'
import { seedCases } from './levante-cases.ts'
import { seedNotices } from './levante-notices.ts'
import { reviewDays } from './review-days.ts'

/** Complete and live; nothing is due. */
export async function seedLevante(tx: Writer, now: number, grace: SeededUser): Promise<SeededAccount> {
  const createdAt = now - 120 * day
  const completeAt = createdAt + 2 * day
  const account = await buildAccount(tx, {
    slug: 'poliambulatorio-levante',
    name: 'Poliambulatorio Levante',
    integrationTypeId: 'appointments-redirect',
    defaultLocale: 'it',
    state: 'live',
    stateChangedAt: completeAt + 6 * day,
    firstCompleteAt: completeAt,
    reviewDueAt: completeAt + reviewDays * day,
    reviewMailDueAt: completeAt + reviewDays * day,
    drilledAt: now - 40 * day,
    reachedAfter: 7 * minute,
    createdAt,
  })
  const member = { accountId: account.id, createdAt }
  const { user: elena } = await buildMember(tx, {
    ...member,
    role: 'owner',
    email: 'elena@levante.example',
    name: 'Elena Marchetti',
    locale: 'en',
    lastSeenAt: now - 9 * day,
  })
  const { user: paolo } = await buildMember(tx, {
    ...member,
    role: 'editor',
    email: 'paolo@levante.example',
    name: 'Paolo Greco',
    locale: 'it',
    lastSeenAt: now - 26 * hour,
  })
  await buildRevision(tx, {
    accountId: account.id,
    savedBy: elena.id,
    savedAt: completeAt,
    content: levanteContacts(paolo.id),
  })
  await confirmLevante(tx, account, elena, now)
  const people = { elena, paolo, grace }
  await seedCases(tx, account, people, now)
  await seedNotices(tx, account, people, now)
  await seedLastDrill(tx, account, 'oncall@levante.example')
  return account
}

function levanteContacts(alert: string): ContactInformation {
  const address = (local: string) => ({ address: `${local}@levante.example`, label: '', locale: null })
  const zone = 'Europe/Rome'
  return {
    alerts: [alert],
    'technical-emergency': [{ ...address('oncall'), label: 'Reperibilità' }],
    technical: [{ ...address('tech'), locale: 'en' }],
    'merchant-issues': [address('esercenti')],
    operations: [address('operativo')],
    'brand-support': {
      ...address('assistenza'),
      phone: '+39 080 555 0142',
      helpUrl: 'https://levante.example/assistenza',
    },
    'support-hours': [
      { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone },
      { days: [6], opens: '09:00', closes: '13:00', zone },
    ],
  }
}
