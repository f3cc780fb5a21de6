import { and, eq, gt, inArray, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { invitations, memberships, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ImportedAccount } from '#/db/words/imports.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { now } from '#/lib/platform/values/clock.ts'

/**
 * An account that has a row's short name. `isSame`: it is what the row says, by name and integration type, and not closed. `knowsOwner`: the
 * row's owner is a member, or has been invited and may still accept.
 */
export type Known = { id: string; name: string; isSame: boolean; knowsOwner: boolean }

/** The accounts that there are already, by short name. */
export async function readKnown(read: Reader, rows: readonly ImportedAccount[]): Promise<Map<string, Known>> {
  if (rows.length === 0) return new Map()
  const bySlug = new Map(rows.map((row) => [row.slug, row]))
  const found = await read
    .select({
      id: accounts.id,
      slug: accounts.slug,
      name: accounts.name,
      integrationTypeId: accounts.integrationTypeId,
      closedAt: accounts.closedAt,
    })
    .from(accounts)
    .where(inArray(accounts.slug, [...bySlug.keys()]))
  const people = await readPeople(
    read,
    found.map(({ id }) => id),
  )
  return new Map(
    found.map(({ slug, integrationTypeId, closedAt, ...account }) => {
      const row = bySlug.get(slug)
      const isSame =
        closedAt === null && row?.name === account.name && row.integrationTypeId === integrationTypeId
      const knowsOwner = row !== undefined && people.has(`${account.id} ${addressKey(row.email)}`)
      return [slug, { ...account, isSame, knowsOwner }]
    }),
  )
}

/** `<account's id> <address key>` of each member, and of each invitation that is neither accepted nor ended. */
async function readPeople(read: Reader, accountIds: readonly string[]): Promise<Set<string>> {
  if (accountIds.length === 0) return new Set()
  const members = await read
    .select({ accountId: memberships.accountId, emailKey: users.emailKey })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(inArray(memberships.accountId, [...accountIds]))
  const invited = await read
    .select({ accountId: invitations.accountId, emailKey: invitations.emailKey })
    .from(invitations)
    .where(
      and(
        inArray(invitations.accountId, [...accountIds]),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        isNull(invitations.replacedAt),
        gt(invitations.expiresAt, now()),
      ),
    )
  return new Set([...members, ...invited].map(({ accountId, emailKey }) => `${accountId} ${emailKey}`))
}
