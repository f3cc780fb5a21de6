import { outbox } from '#/db/schema/mail.ts'
import type { Writer } from '#/db/store/store.ts'
import { checkReminderAfter } from '#/lib/changes/checks/policy.ts'
import { deadlineBounds } from '#/lib/platform/settings/schema.ts'
import { day, hour } from '#/lib/platform/values/clock.ts'
import { buildRevision, buildTeam, contactsAt, type SeededAccount } from '#/seed/accounts.ts'
import { buildConfirmation } from '#/seed/confirmations.ts'
import { buildMark } from '#/seed/notices.ts'
import type { SeededUser } from '#/seed/people.ts'
import { seedUnconfirmedEndpoint } from './endpoints.ts'
import { demoCheckMailId } from './ids.ts'

const reviewDays = deadlineBounds.reviewDays.initial

/** Paused, complete and due for a check, with a bouncing and an unconfirmed address and an absent alert contact. */
export async function seedFaro(tx: Writer, now: number): Promise<void> {
  const createdAt = now - 520 * day
  const checkDueAt = now - 3 * day
  const submittedAt = checkDueAt - reviewDays * day
  const { account, people } = await buildTeam(tx, {
    slug: 'ottica-faro',
    name: 'Ottica Faro',
    integrationTypeId: 'appointments-end-to-end',
    state: 'paused',
    stateChangedAt: createdAt + 9 * day,
    firstCompleteAt: createdAt + 4 * day,
    checkDueAt,
    checkMailDueAt: checkDueAt + checkReminderAfter,
    createdAt,
    people: {
      teresa: { role: 'owner', name: 'Teresa Galli', locale: 'it', lastSeenAt: now - 40 * day },
      nicola: { role: 'editor', name: 'Nicola Serra', locale: 'it', lastSeenAt: now - 410 * day },
    },
  })
  const { teresa, nicola } = people
  const contacts = contactsAt('ottica-faro.example', {
    alerts: [nicola.id],
    'technical-emergency': [{ address: 'reperibilita', label: 'Reperibilità' }],
    technical: ['sviluppo'],
    'merchant-issues': [],
    operations: ['negozi'],
    'brand-support': { address: 'clienti', phone: '+39 071 555 0118' },
    'support-hours': [{ days: [1, 2, 3, 4, 5, 6], opens: '09:00', closes: '19:30', zone: 'Europe/Rome' }],
  })
  const saved = { accountId: account.id, savedBy: teresa.id, savedAt: submittedAt }
  const endpoints = await seedUnconfirmedEndpoint(tx, account, { by: teresa.id, at: submittedAt })
  const { version } = await buildRevision(tx, { ...saved, content: { ...contacts, endpoints } })
  await askAddresses(tx, account, teresa, submittedAt)
  await tx.insert(outbox).values({
    id: demoCheckMailId,
    template: 'contacts-review',
    recipient: teresa.email,
    locale: 'it',
    data: {
      accountName: account.name,
      version,
      reviewDays,
      reminder: false,
      contacts,
      alerts: [`${nicola.name} (${nicola.email})`],
      raised: [],
      link: '/accounts/ottica-faro/configuration/contact-information?env=production',
    },
    accountId: account.id,
    lane: 'bulk',
    status: 'accepted',
    attempts: 1,
    createdAt: checkDueAt,
    settledAt: checkDueAt + 2000,
  })
}

/** One never answered, one confirmed but bounces since, the others confirmed. */
async function askAddresses(tx: Writer, account: SeededAccount, teresa: SeededUser, askedAt: number) {
  const ask = (local: string, answer: { mails?: number; confirmedAt?: number }) =>
    buildConfirmation(tx, {
      accountId: account.id,
      askedBy: teresa.id,
      askedAt,
      address: `${local}@ottica-faro.example`,
      ...answer,
    })
  await ask('sviluppo', { mails: 3 })
  for (const local of ['reperibilita', 'negozi', 'clienti'])
    await ask(local, { confirmedAt: askedAt + 3 * hour })
  const markedAt = askedAt + 150 * day
  await buildMark(tx, { address: 'reperibilita@ottica-faro.example', markedAt, toldAt: markedAt + 30_000 })
}
