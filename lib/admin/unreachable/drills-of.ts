import { and, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import { isWaitingDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'

/** `ended`: ids by end; `unsent`: the last drill could not be sent, because every emergency contact bounced. */
type Drills = { ended: Map<number, string>; unsent: boolean; waiting: string | null }

/** The last drill of each account if nobody answered it, and the drill that waits for an answer. */
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
        // The audit entry follows a moment after the drill.
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
