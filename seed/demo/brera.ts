import { addressMarks } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { buildAccount, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'

const silent = ['urgenze', 'tecnico', 'ugo']

/** Disabled, and nobody takes mail, not even its owner. */
export async function seedBrera(tx: Writer, now: number): Promise<void> {
  const createdAt = now - 300 * day
  const account = await buildAccount(tx, {
    slug: 'ottica-brera',
    name: 'Ottica Brera',
    integrationTypeId: 'healthcare-appointments',
    defaultLocale: 'it',
    state: 'disabled',
    stateReason: 'Gli orari non sono aggiornati da un mese.',
    stateChangedAt: now - 6 * day,
    firstCompleteAt: createdAt + 2 * day,
    createdAt,
  })
  const { user: ugo } = await buildMember(tx, {
    accountId: account.id,
    email: 'ugo@ottica-brera.example',
    name: 'Ugo Sala',
    locale: 'it',
    createdAt,
    lastSeenAt: now - 90 * day,
  })
  const address = (local: string) => ({ address: `${local}@ottica-brera.example`, label: '', locale: null })
  await buildRevision(tx, {
    accountId: account.id,
    savedBy: ugo.id,
    savedAt: createdAt + 2 * day,
    content: completeContacts([ugo.id], {
      'technical-emergency': [address('urgenze')],
      technical: [address('tecnico')],
      'merchant-issues': [],
      operations: [address('segreteria')],
      'brand-support': { ...address('info'), phone: '', helpUrl: '' },
    }),
  })
  for (const [place, local] of silent.entries()) {
    const markedAt = now - (30 - 3 * place) * day
    const { address: one } = address(local)
    await tx
      .insert(addressMarks)
      .values({ addressKey: one.toLowerCase(), address: one, status: '5.1.1', markedAt, toldAt: markedAt })
  }
}
