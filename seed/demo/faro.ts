import { outbox } from '#/db/schema/mail.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/contacts.ts'
import { day, hour } from '#/lib/platform/values/clock.ts'
import { buildAccount, buildRevision, type SeededAccount } from '#/seed/accounts.ts'
import { buildConfirmation } from '#/seed/confirmations.ts'
import { buildMember, type SeededUser } from '#/seed/people.ts'
import { reviewDays } from './review-days.ts'

/** The mail that asks Teresa whether everything still holds; its link is looked at. */
export const demoReviewMailId = '01990000-0000-7000-8000-00000000f001'

const remindedAfter = 14 * day

/** Paused and complete; its review is due, and three things are worth a look: an address that bounces, one that nobody confirmed, and an alert contact who is away. */
export async function seedFaro(tx: Writer, now: number): Promise<void> {
  const createdAt = now - 520 * day
  const submittedAt = now - 3 * day - reviewDays * day
  const reviewDueAt = submittedAt + reviewDays * day
  const account = await buildAccount(tx, {
    slug: 'ottica-faro',
    name: 'Ottica Faro',
    integrationTypeId: 'appointments-end-to-end',
    defaultLocale: 'it',
    state: 'paused',
    stateChangedAt: createdAt + 9 * day,
    firstCompleteAt: createdAt + 4 * day,
    reviewDueAt,
    reviewMailDueAt: reviewDueAt + remindedAfter,
    createdAt,
  })
  const member = { accountId: account.id, createdAt }
  const { user: teresa } = await buildMember(tx, {
    ...member,
    role: 'owner',
    email: 'teresa@ottica-faro.example',
    name: 'Teresa Galli',
    locale: 'it',
    lastSeenAt: now - 40 * day,
  })
  const { user: nicola } = await buildMember(tx, {
    ...member,
    role: 'editor',
    email: 'nicola@ottica-faro.example',
    name: 'Nicola Serra',
    locale: 'it',
    lastSeenAt: now - 410 * day,
  })
  const content = faroContacts(nicola.id)
  const revision = await buildRevision(tx, {
    accountId: account.id,
    savedBy: teresa.id,
    savedAt: submittedAt,
    content,
  })
  await askAddresses(tx, account, teresa, submittedAt)
  await tx.insert(outbox).values({
    id: demoReviewMailId,
    template: 'contacts-review',
    recipient: teresa.email,
    locale: 'it',
    data: {
      accountName: account.name,
      version: revision.version,
      reviewDays,
      reminder: false,
      contacts: content,
      alerts: [`${nicola.name} (${nicola.email})`],
      raised: [],
      link: '/accounts/ottica-faro/configuration/contact-information?env=production',
    },
    accountId: account.id,
    lane: 'bulk',
    status: 'accepted',
    attempts: 1,
    createdAt: reviewDueAt,
    settledAt: reviewDueAt + 2000,
  })
}

/** One never answered, one was confirmed and has stopped taking mail since, the others are confirmed. */
async function askAddresses(
  tx: Writer,
  account: SeededAccount,
  teresa: SeededUser,
  askedAt: number,
): Promise<void> {
  const asked = { accountId: account.id, askedBy: teresa.id, askedAt }
  await buildConfirmation(tx, { ...asked, address: 'sviluppo@ottica-faro.example', mails: 3 })
  for (const local of ['reperibilita', 'negozi', 'clienti']) {
    await buildConfirmation(tx, {
      ...asked,
      address: `${local}@ottica-faro.example`,
      confirmedAt: askedAt + 3 * hour,
    })
  }
  const address = 'reperibilita@ottica-faro.example'
  const markedAt = askedAt + 150 * day
  await tx
    .insert(addressMarks)
    .values({ address, addressKey: address, status: '5.1.1', markedAt, toldAt: markedAt + 30_000 })
}

function faroContacts(alert: string): ContactInformation {
  const address = (local: string) => ({ address: `${local}@ottica-faro.example`, label: '', locale: null })
  return {
    alerts: [alert],
    'technical-emergency': [{ ...address('reperibilita'), label: 'Reperibilità' }],
    technical: [address('sviluppo')],
    'merchant-issues': [],
    operations: [address('negozi')],
    'brand-support': { ...address('clienti'), phone: '+39 071 555 0118', helpUrl: '' },
    'support-hours': [{ days: [1, 2, 3, 4, 5, 6], opens: '09:00', closes: '19:30', zone: 'Europe/Rome' }],
  }
}
