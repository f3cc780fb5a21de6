import { and, desc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { isUnansweredEmergency } from '#/lib/accounts/search/urgency.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import { listedColumns, overdueCondition } from './queries.ts'
import { matchesText } from './search-notices.ts'

export type FoundNotice = Awaited<ReturnType<typeof findNotices>>[number]

/** Only the latest closed notices are searched. */
const closedRead = 2000

/**
 * Notices of all accounts by id, by text of their sender, or of these accounts. Open emergencies that nobody
 * acknowledged come first, then overdue ones, then others not closed, then closed ones among the last 2,000; newest first.
 */
export async function findNotices(
  read: Reader,
  _grant: StaffGrant,
  { text, accountIds }: { text: string; accountIds: readonly string[] },
  most: number,
) {
  if (isId(text)) return select(read).where(matchesText(text, { names: true }))
  const ofAccounts = accountIds.length > 0 ? inArray(notices.accountId, [...accountIds]) : undefined
  return findBest(read, or(matchesText(text, { names: true }), ofAccounts), most)
}

/** The same among the notices of a member's account, of both environments. */
export async function findOwnNotices(
  read: Reader,
  grant: AccountGrant,
  text: string,
  most: number,
): Promise<FoundNotice[]> {
  const says = matchesText(text, { names: false })
  return says ? findBest(read, says, most, eq(notices.accountId, grant.account.id)) : []
}

async function findBest(read: Reader, about: SQL | undefined, most: number, own?: SQL) {
  if (!about) return []
  const wanted = and(own, about)
  const current = await select(read)
    // Few notices are unclosed: `+ 0` makes the engines use their partial index instead of scanning all by time.
    .where(and(isNull(notices.closedAt), wanted))
    .orderBy(
      sql`case when ${isUnansweredEmergency} then 0 when ${overdueCondition()} then 1 else 2 end`,
      desc(sql`${notices.firstSeenAt} + 0`),
      desc(notices.id),
    )
    .limit(most)
  if (current.length >= most) return current
  const last = read
    .select({ id: notices.id })
    .from(notices)
    .where(and(own, isNotNull(notices.closedAt)))
    // Each condition has its own index.
    .orderBy(desc(own ? notices.firstSeenAt : notices.closedAt))
    .limit(closedRead)
    .as('last')
  const closed = await select(read)
    .innerJoin(last, eq(last.id, notices.id))
    .where(wanted)
    .orderBy(desc(notices.closedAt), desc(notices.id))
    .limit(most - current.length)
  return [...current, ...closed]
}

function select(read: Reader) {
  return read
    .select({ ...listedColumns, accountName: accounts.name })
    .from(notices)
    .leftJoin(accounts, eq(accounts.id, notices.accountId))
    .$dynamic()
}
