import { and, eq, gt, inArray, lte } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import { indexUnreachable } from '#/lib/accounts/search/unreachable.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { closedColumns } from './keys.ts'

type Answered = { kind: string; accountId: string | null; firstSeenAt: number }

/** Records that the answered drills reached their accounts, and how fast. Called wherever notices are answered. */
export async function recordDrillsAnswered(tx: Writer, answered: readonly Answered[], at: number) {
  for (const { kind, accountId, firstSeenAt } of answered) {
    if (kind !== 'drill' || accountId === null) continue
    // If the clock was set back, the answer would precede the drill.
    const reachedAfter = Math.max(0, at - firstSeenAt)
    await tx.update(accounts).set({ drilledAt: at, reachedAfter }).where(eq(accounts.id, accountId))
    await indexUnreachable(tx, [accountId])
  }
}

/** Ends a drill whose time is over without an answer. Returns whether it was still waiting. */
export async function endDrill(tx: Writer, id: string): Promise<boolean> {
  const at = now()
  const isUnanswered = inArray(notices.state, ['open', 'unroutable'])
  const [ended] = await tx
    .update(notices)
    .set(closedColumns(id, 'unanswered', at))
    .where(and(eq(notices.id, id), lte(notices.escalateAt, at), isUnanswered))
    .returning({ accountId: notices.accountId, sentAt: notices.firstSeenAt })
  if (!ended?.accountId) return false
  // After days without a worker, a later drill may already have an answer, which then counts.
  const [later] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.id, ended.accountId), gt(accounts.drilledAt, ended.sentAt)))
  if (!later) await recordUnreached(tx, ended.accountId, at)
  return true
}

/** Records that an account's last drill reached nobody: it had no answer or no recipient. */
export async function recordUnreached(tx: Writer, accountId: string, at: number): Promise<void> {
  await tx.update(accounts).set({ drilledAt: at, reachedAfter: null }).where(eq(accounts.id, accountId))
  await indexUnreachable(tx, [accountId])
}
