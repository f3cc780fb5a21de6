import { eq } from 'drizzle-orm'
import { accounts, contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import {
  type AddressFieldId,
  // biome-ignore lint/style/noRestrictedImports: makes rows of each field
  addressFieldIds,
  type BrandSupport,
  type ContactAddress,
  type ContactFormValues,
  type ContactInformation,
  emptyContacts,
  emptyForm,
  type SupportWindow,
} from '#/db/words/accounts.ts'
import type { MemberRole } from '#/db/words/people.ts'
import type { shippedTypes } from '#/lib/accounts/types/shipped.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { insertOne } from './insert.ts'
import { buildMember, buildUser, type Person, readPerson, type SeededUser } from './people.ts'

export type SeededAccount = typeof accounts.$inferSelect
export type SeededRevision = typeof contactRevisions.$inferSelect
type NewAccount = typeof accounts.$inferInsert
type NewRevision = typeof contactRevisions.$inferInsert
type IntegrationTypeId = (typeof shippedTypes)[number]['id']
type GivenAccount = Partial<NewAccount> & { integrationTypeId?: IntegrationTypeId }

/** A row of an account that was never complete, for healthcare appointments by default. */
export function accountRow(given: Partial<NewAccount>): NewAccount {
  const id = given.id ?? newId()
  const createdAt = given.createdAt ?? now()
  return {
    slug: `account-${id}`,
    name: 'Ambulatorio San Luca',
    integrationTypeId: 'healthcare-appointments',
    defaultLocale: 'it',
    stateChangedAt: createdAt,
    ...given,
    id,
    createdAt,
  }
}

/** Adds an account, and the integration types if they are missing. */
export async function buildAccount(tx: Writer, given: GivenAccount = {}): Promise<SeededAccount> {
  await seedShipped(tx)
  return insertOne(tx, accounts, accountRow(given))
}

/** A complete, live account with its revision; `alerts` are the ids of its alert contacts. */
export async function buildOpenAccount(tx: Writer, given: GivenAccount & { alerts: string[] }) {
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

export type GivenTeam<Name extends string> = GivenAccount & {
  slug: string
  people?: Record<Name, Person<MemberRole>>
  /** The names of its alert contacts, which make the account complete and live. */
  alerts?: readonly string[]
}

/** An account and its members, who joined when it was made, each under its name here (`readPerson`). */
export async function buildTeam<Name extends string>(
  tx: Writer,
  { people, alerts, ...row }: GivenTeam<Name>,
): Promise<{ account: SeededAccount; people: Record<Name, SeededUser> }> {
  const createdAt = row.createdAt ?? now()
  const built: Record<string, SeededUser> = {}
  const members = Object.entries<Person<MemberRole>>(people ?? {}).map(([name, given]) => {
    const { role, lastSeenAt = null, ...user } = readPerson(name, row.slug, given)
    return { name, role, lastSeenAt, user }
  })
  for (const { name, user } of members) built[name] = await buildUser(tx, { createdAt, ...user })
  const account = alerts
    ? (await buildOpenAccount(tx, { ...row, alerts: alerts.map((name) => built[name]?.id ?? name) })).account
    : await buildAccount(tx, row)
  for (const { name, role, lastSeenAt } of members)
    await buildMember(tx, {
      accountId: account.id,
      userId: built[name]?.id ?? '',
      role,
      createdAt,
      lastSeenAt,
    })
  return { account, people: built }
}

/** An address by its local part. */
type Entry = string | (Partial<ContactAddress> & { address: string })
type ContactsAt = Partial<Record<AddressFieldId, Entry[]>> & {
  alerts: string[]
  'brand-support': Partial<BrandSupport> & { address: string }
  'support-hours'?: SupportWindow[]
}

export const officeHours: SupportWindow = {
  days: [1, 2, 3, 4, 5],
  opens: '09:00',
  closes: '18:00',
  zone: 'Europe/Rome',
}

/** Contact information with all addresses at one domain, and office hours by default. */
export function contactsAt(domain: string, given: ContactsAt): ContactInformation {
  const at = (entry: Entry): ContactAddress => {
    const { address, label = '', locale = null } = typeof entry === 'string' ? { address: entry } : entry
    return { address: `${address}@${domain}`, label, locale }
  }
  const { alerts, 'brand-support': brand, 'support-hours': hours = [officeHours] } = given
  const { phone = '', helpUrl = '' } = brand
  const contacts: ContactInformation = { ...emptyContacts(), alerts, 'support-hours': hours }
  contacts['brand-support'] = { ...at(brand), phone, helpUrl }
  for (const field of addressFieldIds) contacts[field] = (given[field] ?? []).map(at)
  return contacts
}

/** Contact information with every field filled; `alerts` are user ids. */
export function completeContacts(alerts: string[], given: Partial<ContactInformation> = {}) {
  const filled = contactsAt('contacts.example', {
    alerts,
    'technical-emergency': [{ address: 'oncall', label: 'On-call pager' }],
    technical: ['tech'],
    'merchant-issues': ['merchants'],
    operations: ['operations'],
    'brand-support': { address: 'support' },
  })
  return { ...filled, ...given }
}

/** The values of the empty form, with those given. */
export function draftValues(given: Partial<ContactFormValues> = {}): ContactFormValues {
  return { ...emptyForm(), ...given }
}

/** A submission of now by default. */
export function revisionRow(
  given: Partial<NewRevision> & Pick<NewRevision, 'accountId' | 'savedBy' | 'content' | 'version'>,
): NewRevision {
  return { cause: 'submitted', savedAt: now(), ...given, id: given.id ?? newId() }
}

/** Adds the account's next revision. The account's other columns (complete, due) stay as they are. */
export async function buildRevision(tx: Writer, given: Omit<Parameters<typeof revisionRow>[0], 'version'>) {
  const version = await nextVersion(tx, given.accountId)
  return insertOne(tx, contactRevisions, revisionRow({ ...given, version }))
}

type GivenDraft = {
  accountId: string
  savedBy: string
  savedAt?: number
  values?: Partial<ContactFormValues>
}

/** A draft saved now by default. */
export function draftRow(given: GivenDraft & { version: number }): typeof contactDrafts.$inferInsert {
  return { savedAt: now(), ...given, values: draftValues(given.values) }
}

/** Adds the account's draft, with the next version. */
export async function buildDraft(tx: Writer, given: GivenDraft): Promise<typeof contactDrafts.$inferSelect> {
  const version = await nextVersion(tx, given.accountId)
  return insertOne(tx, contactDrafts, draftRow({ ...given, version }))
}

async function nextVersion(tx: Writer, accountId: string): Promise<number> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId))
  const version = (account?.contactsVersion ?? 0) + 1
  await tx.update(accounts).set({ contactsVersion: version }).where(eq(accounts.id, accountId))
  return version
}
