import { and, desc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { containsText } from '#/db/store/conditions.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { listTypedWords } from '#/lib/platform/values/fold.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import { listedColumns, overdueCondition } from './queries.ts'
import { isUnansweredEmergency } from './urgency.ts'

export type FoundNotice = Awaited<ReturnType<typeof findNotices>>[number]

/** Closed notices are many, so only the last ones are read through. */
const closedRead = 2000

/**
 * Notices of all accounts by their id, by pieces of words of the summary or of the account as its sender names it, or of these
 * accounts. Open emergencies that nobody acknowledged come first, then overdue ones, then others not closed, then closed ones
 * among the last 2,000; newest first.
 */
export async function findNotices(
  read: Reader,
  _grant: StaffGrant,
  { text, accountIds }: { text: string; accountIds: readonly string[] },
  most: number,
) {
  if (isId(text)) return select(read).where(eq(notices.id, text.toLowerCase()))
  const wanted = isAbout(text, accountIds)
  if (!wanted) return []
  const current = await select(read)
    // Few notices are unclosed: `+ 0` makes the engines find them by their own index instead of walking all by time.
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
    .where(isNotNull(notices.closedAt))
    .orderBy(desc(notices.closedAt))
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

function isAbout(text: string, accountIds: readonly string[]): SQL | undefined {
  const said = sql`lower(${notices.summary} || ' ' || ${notices.accountText})`
  const saysAll = and(
    ...listTypedWords(text).map((spellings) => or(...spellings.map((word) => containsText(said, word)))),
  )
  const ofAccounts = accountIds.length > 0 ? inArray(notices.accountId, [...accountIds]) : undefined
  return or(saysAll, ofAccounts)
}
