import type { Writer } from '#/db/store/store.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'

/** Never complete, and of a type that asks for a merchant-issues contact. */
export async function seedMolo(tx: Writer, now: number): Promise<void> {
  const createdAt = now - 2 * day
  const account = await buildAccount(tx, {
    slug: 'trattoria-molo',
    name: 'Trattoria Molo',
    integrationTypeId: 'ordering-redirect',
    defaultLocale: 'it',
    createdAt,
  })
  await buildMember(tx, {
    accountId: account.id,
    role: 'owner',
    email: 'piero@trattoria-molo.example',
    name: 'Piero Ravelli',
    locale: 'it',
    createdAt,
  })
}
