import type { Writer } from '#/db/store/store.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { buildAccount, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember, type SeededUser } from '#/seed/people.ts'

/** Closed by an admin a week ago: it is deleted in three weeks. */
export async function seedSasso(tx: Writer, now: number, admin: SeededUser): Promise<void> {
  const createdAt = now - 200 * day
  const account = await buildAccount(tx, {
    slug: 'studio-sasso',
    name: 'Studio Sasso',
    integrationTypeId: 'healthcare-appointments',
    defaultLocale: 'it',
    state: 'live',
    stateChangedAt: createdAt + 4 * day,
    firstCompleteAt: createdAt + 3 * day,
    createdAt,
    closedAt: now - 7 * day,
    closedBy: admin.id,
    closeReason: 'Lo studio ha cessato l’attività il 30 giugno.',
  })
  const { user: carla } = await buildMember(tx, {
    accountId: account.id,
    email: 'carla@studio-sasso.example',
    name: 'Carla Sasso',
    locale: 'it',
    createdAt,
    lastSeenAt: now - 20 * day,
  })
  const address = (local: string) => ({ address: `${local}@studio-sasso.example`, label: '', locale: null })
  await buildRevision(tx, {
    accountId: account.id,
    savedBy: carla.id,
    savedAt: createdAt + 3 * day,
    content: completeContacts([carla.id], {
      'technical-emergency': [address('urgenze')],
      technical: [address('tecnico')],
      'merchant-issues': [],
      operations: [address('segreteria')],
      'brand-support': { ...address('info'), phone: '', helpUrl: '' },
    }),
  })
}
