import type { Writer } from '#/db/store/store.ts'
import { deadlineBounds } from '#/lib/platform/settings/schema.ts'
import { day } from '#/lib/platform/values/clock.ts'
import {
  buildRevision,
  buildTeam,
  contactsAt,
  type SeededAccount,
  type SeededRevision,
} from '#/seed/accounts.ts'
import { buildConfirmation, buildQuestion } from '#/seed/confirmations.ts'
import { buildUser } from '#/seed/people.ts'
import { seedLastDrill } from './drills.ts'
import { demoQuestionIds } from './ids.ts'

const reminderDays = 3

/** Live; its only alert contact left 4 days ago, so contacts are due in 10; an address said "This is not me" since. */
export async function seedPonte(tx: Writer, now: number): Promise<void> {
  const createdAt = now - 200 * day
  const completeAt = createdAt + 3 * day
  const leftAt = now - 4 * day
  const dueAt = leftAt + deadlineBounds.completionDays.initial * day
  const { account, people } = await buildTeam(tx, {
    slug: 'studio-ponte',
    name: 'Studio Ponte',
    integrationTypeId: 'local-services',
    state: 'live',
    stateChangedAt: completeAt + 8 * day,
    firstCompleteAt: completeAt,
    checkDueAt: completeAt + deadlineBounds.reviewDays.initial * day,
    drilledAt: now - 12 * day,
    dueAt,
    dueReminderAt: dueAt - reminderDays * day,
    createdAt,
    people: { anna: { role: 'owner', name: 'Anna Fontana', locale: 'it', lastSeenAt: leftAt - 20 * day } },
  })
  const davide = await buildUser(tx, {
    email: 'davide@studio-ponte.example',
    name: 'Davide Conti',
    locale: 'it',
    createdAt,
  })
  const content = contactsAt('studio-ponte.example', {
    alerts: [davide.id],
    'technical-emergency': ['emergenze'],
    technical: ['tecnico', 'vecchio.tecnico'],
    'merchant-issues': ['negozi'],
    operations: ['ufficio'],
    'brand-support': { address: 'clienti' },
    'support-hours': [{ days: [1, 2, 3, 4, 5], opens: '08:30', closes: '17:30', zone: 'Europe/Rome' }],
  })
  const accountId = account.id
  await buildRevision(tx, { accountId, savedBy: people.anna.id, savedAt: completeAt, content })
  const left = await buildRevision(tx, {
    accountId,
    savedBy: davide.id,
    savedAt: leftAt,
    cause: 'left',
    leaverId: davide.id,
    content: { ...content, alerts: [] },
  })
  await seedLastDrill(tx, account, 'emergenze@studio-ponte.example')
  await refuseInPonte(tx, account, { ...left, savedBy: people.anna.id }, now)
}

/** One of Ponte's addresses said "This is not me" yesterday; nobody asked the others, as in an older store. */
async function refuseInPonte(
  tx: Writer,
  account: SeededAccount,
  { content, savedBy }: Pick<SeededRevision, 'content' | 'savedBy'>,
  now: number,
): Promise<void> {
  const address = 'vecchio.tecnico@studio-ponte.example'
  const refusedAt = now - day
  await buildRevision(tx, {
    accountId: account.id,
    savedBy: '',
    savedAt: refusedAt,
    cause: 'refused',
    refusedAddress: address,
    content: { ...content, technical: content.technical.filter((contact) => contact.address !== address) },
  })
  const row = await buildConfirmation(tx, {
    accountId: account.id,
    address,
    askedBy: savedBy,
    askedAt: now - 2 * day,
    endedAt: refusedAt,
    endedHow: 'refused',
  })
  const question = { locale: account.defaultLocale, accountName: account.name }
  await buildQuestion(tx, row, { ...question, id: demoQuestionIds.refused })
}
