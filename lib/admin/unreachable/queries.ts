import { and, asc, isNotNull, type SQL, sql } from 'drizzle-orm'
import { accountSearch } from '#/db/schema/account-index.ts'
import type { Reader } from '#/db/store/store.ts'
import { readReachFacts, type ServedAccount } from '#/lib/accounts/reachability/facts.ts'
import {
  listEmergency,
  listReasons,
  listTold,
  type Unreachable,
  type UnreachableReason,
} from '#/lib/accounts/reachability/policy.ts'
import { isUnreachable, sinceColumns } from '#/lib/accounts/search/unreachable.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { listAnswers } from '#/lib/notices/views/address-status-queries.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { listDrillsOf } from './drills-of.ts'

export const unreachablePerPage = 25

/** An address whose mail comes back: since when (milliseconds UTC), with which status (RFC 3463), and what the server said. */
export type SilentAddress = { address: string; since: number; code: string; said: string }

export type UnreachableAccount = {
  id: string
  slug: string
  name: string
  state: ServedAccount['state']
  /** The worst first. */
  reasons: Unreachable[]
  /** How many emergency contacts are given. */
  emergency: number
  /** Those of the emergency contacts that bounce, and where nobody is left, of all who would be told. */
  silent: SilentAddress[]
  /** The drill that nobody answered, where there was one and it is kept. */
  unanswered: string | null
  /** Whether the last drill reached nobody since no emergency contact took mail. */
  unsent: boolean
  /** A drill that waits for its answer now. */
  waiting: string | null
}

/** Where a page ended: the place and the account of its last row. */
export type UnreachableCursor = { place: number; id: string }

/** More than any instant. */
const rank = 1_000_000_000_000_000

/** Where an account stands in the list: for one reason by since when, for all by its worst and then by since when. */
function placeOf(reason: UnreachableReason | null): SQL<number> {
  const { nobody, contacts, unanswered } = sinceColumns
  const place = reason
    ? sql`${sinceColumns[reason]}`
    : sql`coalesce(${nobody}, ${rank} + ${contacts}, ${2 * rank} + ${unanswered})`
  return place.mapWith(Number)
}

/**
 * The accounts that cannot be reached, for any reason or for one, the worst and then the oldest first; `next` is where the following
 * page starts. One that has come to be reached meanwhile is left out.
 */
export async function listUnreachable(
  read: Reader,
  _grant: StaffGrant,
  { reason, after, limit = unreachablePerPage }: UnreachableQuestion,
): Promise<{ accounts: UnreachableAccount[]; next: UnreachableCursor | null }> {
  const { accountId } = accountSearch
  const place = placeOf(reason)
  const rows = await read
    .select({ id: accountId, place })
    .from(accountSearch)
    .where(
      and(isFor(reason), after ? sql`(${place}, ${accountId}) > (${after.place}, ${after.id})` : undefined),
    )
    .orderBy(asc(place), asc(accountId))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  return {
    accounts: await describeAccounts(
      read,
      shown.map(({ id }) => id),
    ),
    next: (rows.length > limit && shown.at(-1)) || null,
  }
}

export type UnreachableQuestion = {
  reason: UnreachableReason | null
  after: UnreachableCursor | null
  limit?: number
}

/** So many are counted for the navigation; more are said to be more. */
export const mostUnreachable = 1000

/** How many accounts cannot be reached, for any reason or for one, up to one more than `most`. */
export async function countUnreachable(
  read: Reader,
  _grant: StaffGrant,
  reason: UnreachableReason | null,
  most = mostUnreachable,
): Promise<number> {
  return countUnreachableUpTo(read, reason, most + 1)
}

/** The same for the metrics, which are nobody's. */
export function countUnreachableUpTo(
  read: Reader,
  reason: UnreachableReason | null,
  most: number,
): Promise<number> {
  const found = read
    .select({ id: accountSearch.accountId })
    .from(accountSearch)
    .where(isFor(reason))
    .limit(most)
    .as('found')
  return read.$count(found)
}

function isFor(reason: UnreachableReason | null): SQL | undefined {
  return and(isUnreachable, reason ? isNotNull(sinceColumns[reason]) : undefined)
}

async function describeAccounts(read: Reader, ids: readonly string[]): Promise<UnreachableAccount[]> {
  const facts = await readReachFacts(read, ids)
  const found = ids.flatMap((id) => {
    const account = facts.get(id)
    const reasons = account ? listReasons(account) : []
    return account && reasons.length > 0 ? [{ id, account, reasons }] : []
  })
  const marks = await findMarks(
    read,
    found.flatMap(({ account }) => listTold(account)),
  )
  const said = await listAnswers(
    read,
    [...marks.values()].flatMap(({ deliveryId }) => deliveryId ?? []),
  )
  const drills = await listDrillsOf(
    read,
    found.map(({ id }) => id),
  )
  return found.map(({ id, account, reasons }) => {
    const { slug, name, state } = account.account
    const isNobody = reasons[0]?.reason === 'nobody'
    const asked = isNobody ? listTold(account) : listEmergency(account)
    const keys = [...new Set(asked.map(addressKey))]
    const silent = keys.flatMap((key) => {
      const mark = marks.get(key)
      if (!mark) return []
      const { address, markedAt: since, status: code, deliveryId } = mark
      return [{ address, since, code, said: said.get(deliveryId ?? '') ?? '' }]
    })
    const own = drills.get(id)
    return {
      id,
      slug,
      name,
      state,
      reasons,
      silent,
      emergency: listEmergency(account).length,
      unanswered: own?.ended.get(account.drilledAt ?? 0) ?? null,
      unsent: own?.unsent ?? false,
      waiting: own?.waiting ?? null,
    }
  })
}
