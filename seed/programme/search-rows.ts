import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import type { accounts } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import type { ContactInformation, MerchantIssuesRule } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { groupPoints, type PointMember } from '#/lib/accounts/points/points.ts'
import { defaultTargets } from '#/lib/accounts/reachability/routes.ts'
import { formatMissing, listIndexed, searchWordsOf } from '#/lib/accounts/search/refresh-search-row.ts'
import { sinceOf } from '#/lib/accounts/search/unreachable.ts'
import { missingFields } from '#/lib/contacts/fields/policy.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { confirmationRow } from '#/seed/confirmations.ts'
import { markRow } from '#/seed/notices.ts'
import type { Dice } from './dice.ts'
import type { Rows } from './rows.ts'

/**
 * Adds the index rows that `refreshSearchRow` writes, and marks addresses as confirmed or bouncing; returns the index
 * columns of the account's own row.
 */
export function addIndex(
  rows: Rows,
  { dice, at }: { dice: Dice; at: number },
  account: typeof accounts.$inferInsert & { defaultLocale: Locale },
  members: readonly PointMember[],
  contacts: ContactInformation | null,
  merchantIssues: MerchantIssuesRule,
): Pick<typeof accounts.$inferInsert, 'missingFields' | 'unconfirmed'> {
  const accountId = account.id
  const since = account.firstCompleteAt ?? account.createdAt
  // Somebody who confirms one address of an account mostly confirms all of them.
  const confirms = dice.chance(0.8)
  const holder = { account, integrationType: { merchantIssues }, members, contacts }
  const addresses = listIndexed(holder).map((address) => ({
    ...address,
    accountId,
    since,
    confirmedAt: confirms && !address.isMember ? dice.between(since, at) : null,
  }))
  const missing = missingFields({
    info: contacts,
    merchantIssues,
    memberIds: members.map(({ userId }) => userId),
  })
  const bouncing = addresses.filter(({ isContact }) => isContact && !dice.chance(0.99))
  const marks = new Map(
    bouncing.map(({ addressKey }) => [addressKey, dice.between(Math.max(since, at - 60 * day), at)]),
  )
  rows.add(accountSearch, {
    accountId,
    words: searchWordsOf({ ...account, addresses: addresses.map(({ address }) => address) }),
    ...sinceOf({
      state: account.state ?? 'onboarding',
      drilledAt: account.drilledAt ?? null,
      reachedAfter: account.reachedAfter ?? null,
      points: groupPoints(holder),
      targets: defaultTargets,
      since,
      marks,
    }),
  })
  rows.contacts += addresses.filter(({ isContact }) => isContact).length
  for (const { address, addressKey } of bouncing)
    rows.add(addressMarks, markRow({ address, markedAt: marks.get(addressKey) ?? at }))
  rows.add(accountAddresses, ...addresses)
  for (const { address, isMember, confirmedAt } of addresses) {
    if (isMember) continue
    // An address without an answer has had two reminders, so no mail waits.
    const asked = { accountId, address, askedAt: since, confirmedAt, mails: confirmedAt === null ? 3 : 1 }
    rows.add(confirmations, confirmationRow({ ...asked, id: dice.id(since) }))
  }
  return {
    missingFields: formatMissing(missing),
    unconfirmed: addresses.some(({ isMember, confirmedAt }) => !isMember && confirmedAt === null),
  }
}
