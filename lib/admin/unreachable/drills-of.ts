import { and, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import { isWaitingDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'

/** `ended`: by when; `unsent`: the last one reached nobody since no emergency contact took mail. */
type Drills = { ended: Map<number, string>; unsent: boolean; waiting: string | null }

/** The drills of these accounts that nobody answered, which ended when their last one did, and those that wait. */
export async function listDrillsOf(read: Reader, ids: readonly string[]): Promise<Map<string, Drills>> {
  const drills = new Map<string, Drills>(
    ids.map((id) => [id, { ended: new Map(), unsent: false, waiting: null }]),
  )
  if (ids.length === 0) return drills
  const ended = await read
    .select({ id: notices.id, accountId: notices.accountId, at: notices.closedAt })
    .from(accounts)
    .innerJoin(notices, and(eq(notices.closedAt, accounts.drilledAt), eq(notices.accountId, accounts.id)))
    .where(and(inArray(accounts.id, [...ids]), isNull(accounts.reachedAfter), eq(notices.kind, 'drill')))
  for (const { id, accountId, at } of ended) drills.get(accountId ?? '')?.ended.set(at ?? 0, id)
  const waiting = await read
    .select({ id: notices.id, accountId: notices.accountId })
    .from(notices)
    .where(and(inArray(notices.accountId, [...ids]), isWaitingDrill(now())))
  for (const { id, accountId } of waiting) {
    const own = drills.get(accountId ?? '')
    if (own) own.waiting = id
  }
  const unsent = await read
    .select({ accountId: auditEntries.accountId })
    .from(accounts)
    .innerJoin(
      auditEntries,
      and(
        eq(auditEntries.accountId, accounts.id),
        gte(auditEntries.at, accounts.drilledAt),
        // Written a moment after.
        lt(auditEntries.at, sql`${accounts.drilledAt} + ${minute}`),
      ),
    )
    .where(and(inArray(accounts.id, [...ids]), sql`${auditEntries.action} || '' = 'notice.drill-unsent'`))
  for (const { accountId } of unsent) {
    const own = drills.get(accountId ?? '')
    if (own) own.unsent = true
  }
  return drills
}
