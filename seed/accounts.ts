import { eq } from 'drizzle-orm'
import { accounts, contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { ContactFormValues, ContactInformation } from '#/db/words/contacts.ts'
import type { shippedTypes } from '#/lib/accounts/types/shipped.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { insertOne } from './insert.ts'

export type SeededAccount = typeof accounts.$inferSelect
export type SeededRevision = typeof contactRevisions.$inferSelect
type IntegrationTypeId = (typeof shippedTypes)[number]['id']
type GivenAccount = Partial<typeof accounts.$inferInsert> & { integrationTypeId?: IntegrationTypeId }

/** An account that was never complete, of healthcare appointments unless given. Ships the integration types if need be. */
export async function buildAccount(tx: Writer, given: GivenAccount = {}): Promise<SeededAccount> {
  await seedShipped(tx)
  const id = given.id ?? newId()
  const createdAt = given.createdAt ?? now()
  return insertOne(tx, accounts, {
    slug: `account-${id}`,
    name: 'Ambulatorio San Luca',
    integrationTypeId: 'healthcare-appointments',
    defaultLocale: 'it',
    stateChangedAt: createdAt,
    ...given,
    id,
    createdAt,
  })
}

/** Contact information with every field filled; `alerts` are user ids. */
export function completeContacts(
  alerts: string[],
  given: Partial<ContactInformation> = {},
): ContactInformation {
  const address = (local: string) => ({ address: `${local}@contacts.example`, label: '', locale: null })
  return {
    alerts,
    'technical-emergency': [{ ...address('oncall'), label: 'On-call pager' }],
    technical: [address('tech')],
    'merchant-issues': [address('merchants')],
    operations: [address('operations')],
    'brand-support': { ...address('support'), phone: '', helpUrl: '' },
    'support-hours': [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' }],
    ...given,
  }
}

/** What the form holds when nobody has typed anything, with what is given. */
export function draftValues(given: Partial<ContactFormValues> = {}): ContactFormValues {
  return {
    alerts: [],
    'technical-emergency': [],
    technical: [],
    'merchant-issues': [],
    operations: [],
    'brand-support': { address: '', label: '', locale: '', phone: '', helpUrl: '' },
    'support-hours': [],
    ...given,
  }
}

type GivenRevision = Partial<typeof contactRevisions.$inferInsert> & {
  accountId: string
  savedBy: string
  content: ContactInformation
}

/** The account's next revision: submitted now, unless given. The account's other facts (complete, due) stay as they are. */
export async function buildRevision(tx: Writer, given: GivenRevision): Promise<SeededRevision> {
  const version = await nextVersion(tx, given.accountId)
  return insertOne(tx, contactRevisions, {
    id: newId(),
    cause: 'submitted',
    savedAt: now(),
    ...given,
    version,
  })
}

/** The account's draft, saved now, on the next version. */
export async function buildDraft(
  tx: Writer,
  given: { accountId: string; savedBy: string; savedAt?: number; values?: Partial<ContactFormValues> },
): Promise<typeof contactDrafts.$inferSelect> {
  const version = await nextVersion(tx, given.accountId)
  return insertOne(tx, contactDrafts, {
    savedAt: now(),
    ...given,
    values: draftValues(given.values),
    version,
  })
}

async function nextVersion(tx: Writer, accountId: string): Promise<number> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId))
  const version = (account?.contactsVersion ?? 0) + 1
  await tx.update(accounts).set({ contactsVersion: version }).where(eq(accounts.id, accountId))
  return version
}

/** An account that is complete and live, with its revision; `alerts` are the ids of its alert contacts. */
export async function buildOpenAccount(
  tx: Writer,
  given: GivenAccount & { alerts: string[] },
): Promise<{ account: SeededAccount; revision: SeededRevision }> {
  const { alerts, ...rest } = given
  const account = await buildAccount(tx, { state: 'live', firstCompleteAt: now(), ...rest })
  const revision = await buildRevision(tx, {
    accountId: account.id,
    savedBy: alerts[0] ?? 'nobody',
    savedAt: account.firstCompleteAt ?? now(),
    content: completeContacts(alerts),
  })
  return { account: { ...account, contactsVersion: revision.version }, revision }
}
