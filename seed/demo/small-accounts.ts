import type { Writer } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/accounts.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { buildRevision, buildTeam, contactsAt, type SeededAccount } from '#/seed/accounts.ts'
import { buildMark } from '#/seed/notices.ts'
import type { SeededUser } from '#/seed/people.ts'
import { seedFailingEndpoint } from './endpoints.ts'

/** Never complete: locked at the gate. */
export async function seedAurora(tx: Writer, now: number): Promise<SeededAccount> {
  const { account } = await buildTeam(tx, {
    slug: 'clinica-aurora',
    name: 'Clinica Aurora',
    createdAt: now - 5 * day,
    people: {
      giulia: { role: 'owner', name: 'Giulia Ferri', locale: 'en' },
      marco: { role: 'editor', name: 'Marco Bianchi', locale: 'it' },
      sara: { role: 'viewer', name: 'Sara Colombo', locale: 'it' },
    },
  })
  return account
}

/** Never complete, and of a type that requires a merchant-issues contact. */
export async function seedMolo(tx: Writer, now: number): Promise<void> {
  await buildTeam(tx, {
    slug: 'trattoria-molo',
    name: 'Trattoria Molo',
    integrationTypeId: 'ordering-redirect',
    createdAt: now - 2 * day,
    people: { piero: { role: 'owner', name: 'Piero Ravelli', locale: 'it' } },
  })
}

/** Disabled, and every address bounces, the owner's too, and its endpoint fails. */
export async function seedBrera(tx: Writer, now: number): Promise<void> {
  const createdAt = now - 300 * day
  const completeAt = createdAt + 2 * day
  const { account, people } = await buildTeam(tx, {
    slug: 'ottica-brera',
    name: 'Ottica Brera',
    state: 'disabled',
    stateReason: 'Gli orari non sono aggiornati da un mese.',
    stateChangedAt: now - 6 * day,
    firstCompleteAt: completeAt,
    createdAt,
    people: { ugo: { role: 'owner', name: 'Ugo Sala', locale: 'it', lastSeenAt: now - 90 * day } },
  })
  const endpoints = await seedFailingEndpoint(tx, account, { by: people.ugo.id, at: completeAt }, now)
  await submitOnce(tx, account, people.ugo, completeAt, endpoints)
  for (const [place, local] of ['urgenze', 'tecnico', 'ugo'].entries())
    await buildMark(tx, { address: `${local}@ottica-brera.example`, markedAt: now - (30 - 3 * place) * day })
}

/** Closed by an admin a week ago: the deletion is in three weeks. */
export async function seedSasso(tx: Writer, now: number, admin: SeededUser): Promise<void> {
  const createdAt = now - 200 * day
  const completeAt = createdAt + 3 * day
  const { account, people } = await buildTeam(tx, {
    slug: 'studio-sasso',
    name: 'Studio Sasso',
    state: 'live',
    stateChangedAt: createdAt + 4 * day,
    firstCompleteAt: completeAt,
    createdAt,
    closedAt: now - 7 * day,
    closedBy: admin.id,
    closeReason: 'Lo studio ha cessato l’attività il 30 giugno.',
    people: { carla: { role: 'owner', name: 'Carla Sasso', locale: 'it', lastSeenAt: now - 20 * day } },
  })
  await submitOnce(tx, account, people.carla, completeAt)
}

/** The only submission of an account, by its owner, who is also its alert contact. */
async function submitOnce(
  tx: Writer,
  account: SeededAccount,
  owner: SeededUser,
  savedAt: number,
  endpoints: ContactInformation['endpoints'] = {},
) {
  const contacts = contactsAt(`${account.slug}.example`, {
    alerts: [owner.id],
    'technical-emergency': ['urgenze'],
    technical: ['tecnico'],
    'merchant-issues': [],
    operations: ['segreteria'],
    'brand-support': { address: 'info' },
  })
  const saved = { accountId: account.id, savedBy: owner.id, savedAt }
  await buildRevision(tx, { ...saved, content: { ...contacts, endpoints } })
}
