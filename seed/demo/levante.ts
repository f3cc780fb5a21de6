import type { Writer } from '#/db/store/store.ts'
import { deadlineBounds } from '#/lib/platform/settings/schema.ts'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'
import { buildRevision, buildTeam, contactsAt, officeHours, type SeededAccount } from '#/seed/accounts.ts'
import { buildConfirmation, buildQuestion } from '#/seed/confirmations.ts'
import type { SeededUser } from '#/seed/people.ts'
import { seedLastDrill } from './drills.ts'
import { seedLevanteEndpoints } from './endpoints.ts'
import { demoQuestionIds } from './ids.ts'
import { seedCases } from './levante-cases.ts'
import { seedNotices } from './levante-notices.ts'

/** Complete and live; nothing is due. */
export async function seedLevante(tx: Writer, now: number, grace: SeededUser): Promise<SeededAccount> {
  const createdAt = now - 120 * day
  const completeAt = createdAt + 2 * day
  const checkDueAt = completeAt + deadlineBounds.reviewDays.initial * day
  const { account, people } = await buildTeam(tx, {
    slug: 'poliambulatorio-levante',
    name: 'Poliambulatorio Levante',
    integrationTypeId: 'appointments-redirect',
    state: 'live',
    stateChangedAt: completeAt + 6 * day,
    firstCompleteAt: completeAt,
    checkDueAt,
    checkMailDueAt: checkDueAt,
    drilledAt: now - 40 * day,
    reachedAfter: 7 * minute,
    createdAt,
    people: {
      elena: {
        role: 'owner',
        email: 'elena@levante.example',
        name: 'Elena Marchetti',
        locale: 'en',
        lastSeenAt: now - 9 * day,
      },
      paolo: {
        role: 'editor',
        email: 'paolo@levante.example',
        name: 'Paolo Greco',
        locale: 'it',
        lastSeenAt: now - 26 * hour,
      },
    },
  })
  const { elena, paolo } = people
  const contacts = contactsAt('levante.example', {
    alerts: [paolo.id],
    'technical-emergency': [{ address: 'oncall', label: 'Reperibilità' }],
    technical: [{ address: 'tech', locale: 'en' }],
    'merchant-issues': ['esercenti'],
    operations: ['operativo'],
    'brand-support': {
      address: 'assistenza',
      phone: '+39 080 555 0142',
      helpUrl: 'https://levante.example/assistenza',
    },
    'support-hours': [officeHours, { ...officeHours, days: [6], closes: '13:00' }],
  })
  const endpoints = await seedLevanteEndpoints(tx, account, { by: paolo.id, at: completeAt })
  await buildRevision(tx, {
    accountId: account.id,
    savedBy: elena.id,
    savedAt: completeAt,
    content: { ...contacts, endpoints },
  })
  await confirmLevante(tx, account, elena, now)
  await seedCases(tx, account, { elena, paolo, grace }, now)
  await seedNotices(tx, account, { elena, paolo, grace }, now)
  await seedLastDrill(tx, account, 'oncall@levante.example')
  return account
}

/** Most of Levante's addresses are confirmed; one was asked two days ago, and one bounces and never answered. */
async function confirmLevante(tx: Writer, account: SeededAccount, elena: SeededUser, now: number) {
  const askedAt = account.createdAt + 2 * day
  const asked = { accountId: account.id, askedBy: elena.id, askedAt }
  const question = { locale: account.defaultLocale, accountName: account.name }
  for (const local of ['oncall', 'tech', 'assistenza']) {
    const address = `${local}@levante.example`
    const row = await buildConfirmation(tx, { ...asked, address, confirmedAt: askedAt + 5 * hour })
    const { confirmed } = demoQuestionIds
    if (local === 'oncall') await buildQuestion(tx, row, { ...question, id: confirmed })
  }
  const dead = await buildConfirmation(tx, { ...asked, address: 'esercenti@levante.example', mails: 3 })
  await buildQuestion(tx, dead, { ...question, id: demoQuestionIds.expired })
  const address = 'operativo@levante.example'
  const lately = { askedAt: now - 2 * day, mailDueAt: now + day }
  const open = await buildConfirmation(tx, { ...asked, ...lately, address })
  await buildQuestion(tx, open, { ...question, id: demoQuestionIds.open })
}
