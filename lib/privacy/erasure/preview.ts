import type { Reader } from '#/db/store/store.ts'
import type { FieldId } from '#/db/words/accounts.ts'
import { type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { isLocked, missingFields, nextDueState, withoutMember } from '#/lib/contacts/fields/policy.ts'
import { withoutAddress } from '#/lib/contacts/form/withdraw-address.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { ErasureSubject } from '#/lib/privacy/personal-data/subject.ts'
import { type CurrentData, countServedAccounts, listServedAccounts, readCurrentData } from './current-data.ts'
import { findObstacles, type Obstacles } from './erase-person.ts'

/**
 * What an erasure does to an account: the fields that lose the address, the membership that ends, and what is missing
 * then, due by when (milliseconds UTC). `locks`: the account locks until it is complete again.
 */
export type AccountPreview = ReturnType<typeof previewAccount>

/** `more`: how many further accounts are affected. */
export type ErasurePreview = {
  obstacles: Obstacles
  accounts: AccountPreview[]
  more: number
  current: CurrentData
}

const maxNamed = 50

/** What erasing an address would change at once, as of now. */
export async function previewErasure(
  read: Reader,
  _grant: AdminGrant,
  subject: ErasureSubject,
): Promise<ErasurePreview> {
  const served = await listServedAccounts(read, subject, { after: '', most: maxNamed })
  const current = await readCurrentData(read, subject)
  const { completionDays } = await readSettings(read)
  const affected = new Map<string, { loaded: LoadedAccount; fields: FieldId[] }>()
  for (const { loaded, fields } of served) affected.set(loaded.account.slug, { loaded, fields })
  const joined = current.person?.memberships ?? []
  for (const { slug } of joined.slice(0, maxNamed)) {
    const loaded = affected.has(slug) ? null : await loadAccount(read, { slug }, now())
    if (loaded) affected.set(slug, { loaded, fields: [] })
  }
  return {
    obstacles: await findObstacles(read, subject.person, subject.key),
    accounts: [...affected.values()].map((one) => previewAccount(one, subject, completionDays)),
    more: (await countServedAccounts(read, subject)) - served.length + Math.max(0, joined.length - maxNamed),
    current,
  }
}

function previewAccount(
  { loaded, fields }: { loaded: LoadedAccount; fields: FieldId[] },
  { key, person }: ErasureSubject,
  completionDays: number,
) {
  const { account, integrationType, contacts, members } = loaded
  const member = members.find(({ userId }) => userId === person?.id)
  const left = contacts && withoutAddress(contacts, key)
  // A closed account has no deadlines until staff reopen it.
  const lacking = missingFields({
    info: left && member ? withoutMember(left, member.userId) : left,
    merchantIssues: integrationType.merchantIssues,
    memberIds: members.filter((one) => one !== member).map(({ userId }) => userId),
  })
  const missing = account.closedAt === null ? lacking : []
  const known = new Set(loaded.missing.map(({ field }) => field))
  const next = { ...account, ...nextDueState(account, missing, now(), completionDays) }
  return {
    slug: account.slug,
    name: account.name,
    fields,
    role: member?.role ?? null,
    missing: missing.map(({ field }) => field).filter((field) => !known.has(field)),
    dueAt: next.dueAt,
    locks: isLocked({ ...next, missing, now: now() }),
  }
}
