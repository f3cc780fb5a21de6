import { and, asc, isNotNull, type SQL, sql } from 'drizzle-orm'
import { accountSearch } from '#/db/schema/account-index.ts'
import type { Reader } from '#/db/store/store.ts'
import type { PointKey } from '#/db/words/points.ts'
import { keysOf } from '#/lib/accounts/points/points.ts'
import { readReachFacts, type ServedAccount } from '#/lib/accounts/reachability/facts.ts'
import {
  listEmergency,
  listNotified,
  listReasons,
  type Unreachable,
  type UnreachableReason,
} from '#/lib/accounts/reachability/policy.ts'
import { isUnreachable } from '#/lib/accounts/search/account-search.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { countUpTo } from '#/lib/platform/lists/count-up-to.ts'
import { findAnsweredMarks } from '#/lib/platform/mail/marks.ts'
import { listDrillsOf } from './drills-of.ts'
import type { UnreachableCursor } from './list.ts'

export const unreachablePerPage = 25

/** The column that keeps since when each reason holds. */
const sinceColumns = {
  nobody: accountSearch.nobodySince,
  contacts: accountSearch.contactsSince,
  unanswered: accountSearch.unansweredSince,
} satisfies Record<UnreachableReason, unknown>

/**
 * A bouncing address: since when (milliseconds UTC), with which status (RFC 3463), and what the mail server said. Or a failing
 * endpoint: `code` is the stored reason.
 */
export type BouncingAddress = { key: PointKey; address: string; since: number; code: string; said: string }

export type UnreachableAccount = {
  id: string
  slug: string
  name: string
  state: ServedAccount['state']
  /** The worst first. */
  reasons: Unreachable[]
  emergency: number
  /** Whether there is no other emergency contact than chats, which wake nobody. */
  chatsOnly: boolean
  /** The emergency contacts that bounce; if nobody is left to tell, every bouncing address. */
  bouncing: BouncingAddress[]
  /** The id of the last drill if nobody answered it and the store keeps it. */
  unanswered: string | null
  /** Whether the last drill could not be sent: every emergency contact bounced. */
  unsent: boolean
  /** The id of a drill that waits for its answer. */
  waiting: string | null
}

/** More than any instant. */
const rank = 1_000_000_000_000_000

/** The order of the list: oldest first; over all reasons, by the worst reason first. */
function placeOf(reason: UnreachableReason | null): SQL<number> {
  const { nobody, contacts, unanswered } = sinceColumns
  const place = reason
    ? sql`${sinceColumns[reason]}`
    : sql`coalesce(${nobody}, ${rank} + ${contacts}, ${2 * rank} + ${unanswered})`
  return place.mapWith(Number)
}

/**
 * The accounts that we cannot reach, for any reason or one, in the order of `placeOf`; `next` is where the next page starts. Leaves
 * out an account that became reachable while the page was read.
 */
export async function listUnreachable(
  read: Reader,
  _grant: StaffGrant,
  { reason, after, limit = unreachablePerPage }: UnreachableQuery,
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

export type UnreachableQuery = {
  reason: UnreachableReason | null
  after: UnreachableCursor | null
  limit?: number
}

/** The navigation counts up to this number; one more means "more than". */
export const maxUnreachable = 1000

/** How many accounts we cannot reach, for any reason or one, up to `most` + 1. */
export async function countUnreachable(
  read: Reader,
  _grant: StaffGrant,
  reason: UnreachableReason | null,
  most = maxUnreachable,
): Promise<number> {
  return countUnreachableUpTo(read, reason, most + 1)
}

/** The same for metrics, which need no grant. */
export function countUnreachableUpTo(read: Reader, reason: UnreachableReason | null, most: number) {
  return countUpTo(read, accountSearch, isFor(reason), most)
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
  const points = found.flatMap(({ account }) => [...listNotified(account), ...listEmergency(account)])
  const marks = await findAnsweredMarks(read, keysOf(points))
  const drills = await listDrillsOf(
    read,
    found.map(({ id }) => id),
  )
  return found.map(({ id, account, reasons }) => {
    const { slug, name, state } = account.account
    const isNobody = reasons[0]?.reason === 'nobody'
    const asked = isNobody ? listNotified(account) : listEmergency(account)
    const keys = [...new Set(keysOf(asked))]
    const bouncing = keys.flatMap((key) => {
      const mark = marks.get(key)
      if (!mark) return []
      const { address, markedAt: since, status: code, said } = mark
      return [{ key, address, since, code, said }]
    })
    const own = drills.get(id)
    return {
      id,
      slug,
      name,
      state,
      reasons,
      bouncing,
      emergency: listEmergency(account).length,
      chatsOnly: listEmergency(account).length === 0 && account.points.has('technical-emergency'),
      unanswered: own?.ended.get(account.drilledAt ?? 0) ?? null,
      unsent: own?.unsent ?? false,
      waiting: own?.waiting ?? null,
    }
  })
}
