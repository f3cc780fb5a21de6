import { and, asc, gt, gte, lt, or } from 'drizzle-orm'
import { accountTerms } from '#/db/schema/account-index.ts'
import type { Reader } from '#/db/store/store.ts'
import { readReachFacts, type ServedAccount } from '#/lib/accounts/reachability/facts.ts'
import {
  listEmergency,
  listReasons,
  listTold,
  type Unreachable,
  type UnreachableReason,
} from '#/lib/accounts/reachability/policy.ts'
import { rangeOfReason } from '#/lib/accounts/search/unreachable-terms.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { listAnswers } from '#/lib/notices/views/address-status-queries.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { listDrills } from './drills-of.ts'

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

/** Where a page ended: the term and the account of its last row. */
export type UnreachableCursor = { term: string; id: string }

/**
 * The accounts that cannot be reached, for any reason or for one, the worst and then the oldest first; `next` is where the following
 * page starts. One that has come to be reached since its term was read is left out.
 */
export async function listUnreachable(
  read: Reader,
  _grant: StaffGrant,
  { reason, after, limit = unreachablePerPage }: UnreachableQuestion,
): Promise<{ accounts: UnreachableAccount[]; next: UnreachableCursor | null }> {
  const { term, accountId } = accountTerms
  const range = rangeOfReason(reason)
  const rows = await read
    .select()
    .from(accountTerms)
    .where(
      and(
        gte(term, after?.term ?? range.from),
        lt(term, range.before),
        after ? or(gt(term, after.term), gt(accountId, after.id)) : undefined,
      ),
    )
    .orderBy(asc(term), asc(accountId))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    accounts: await describeAccounts(
      read,
      shown.map((row) => row.accountId),
    ),
    next: last ? { term: last.term, id: last.accountId } : null,
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
  const range = rangeOfReason(reason)
  const found = read
    .select({ id: accountTerms.accountId })
    .from(accountTerms)
    .where(and(gte(accountTerms.term, range.from), lt(accountTerms.term, range.before)))
    .limit(most)
    .as('found')
  return read.$count(found)
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
  const drills = await listDrills(
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
