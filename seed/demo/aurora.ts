import type { Writer } from '#/db/store/store.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { buildAccount, type SeededAccount } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'

/** Never complete: at the gate. */
export async function seedAurora(tx: Writer, now: number): Promise<SeededAccount> {
  const createdAt = now - 5 * day
  const account = await buildAccount(tx, {
    slug: 'clinica-aurora',
    name: 'Clinica Aurora',
    integrationTypeId: 'healthcare-appointments',
    defaultLocale: 'it',
    createdAt,
  })
  const member = { accountId: account.id, createdAt }
  await buildMember(tx, {
    ...member,
    role: 'owner',
    email: 'giulia@clinica-aurora.example',
    name: 'Giulia Ferri',
    locale: 'en',
  })
  await buildMember(tx, {
    ...member,
    role: 'editor',
    email: 'marco@clinica-aurora.example',
    name: 'Marco Bianchi',
    locale: 'it',
  })
  await buildMember(tx, {
    ...member,
    role: 'viewer',
    email: 'sara@clinica-aurora.example',
    name: 'Sara Colombo',
    locale: 'it',
  })
  return account
}
