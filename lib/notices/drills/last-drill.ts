import { and, eq, gte, lt } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import type { DrillOutcome } from './outcome.ts'

/** What is known of an account's last drill beside what stands with it: its notice, as long as that is kept, and who answered. */
export type LastDrill = { noticeId: string | null; answeredBy: string; outcome: DrillOutcome }

/** The last drill of an account that has ended; null before the first. */
export async function findLastDrill(
  read: Reader,
  { id, drilledAt, reachedAfter }: Pick<Account, 'id' | 'drilledAt' | 'reachedAfter'>,
): Promise<LastDrill | null> {
  if (drilledAt === null) return null
  const when =
    reachedAfter === null
      ? eq(notices.closedAt, drilledAt)
      : eq(notices.firstSeenAt, drilledAt - reachedAfter)
  const [found] = await read
    .select({ noticeId: notices.id, answeredBy: notices.acknowledgedAs })
    .from(notices)
    .where(and(eq(notices.accountId, id), when, eq(notices.kind, 'drill')))
    .limit(1)
  if (reachedAfter !== null) {
    return { noticeId: found?.noticeId ?? null, answeredBy: found?.answeredBy ?? '', outcome: 'reached' }
  }
  if (found) return { ...found, outcome: 'unanswered' }
  const [unsent] = await read
    .select({ id: auditEntries.id })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.accountId, id),
        // Written a moment after.
        gte(auditEntries.at, drilledAt),
        lt(auditEntries.at, drilledAt + minute),
        eq(auditEntries.action, 'notice.drill-unsent'),
      ),
    )
    .limit(1)
  return { noticeId: null, answeredBy: '', outcome: unsent ? 'unsent' : 'unanswered' }
}
