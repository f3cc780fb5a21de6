import { and, inArray, isNull, sql } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import { recordDrillsAnswered } from '#/lib/notices/notice/drill-outcome.ts'
import { chunksOf } from '#/lib/platform/values/chunks.ts'

/** The person who answered, and the name or address they used. */
export type Answerer = { userId: string | null; as: string }

/** Answers the unanswered notices, which ends deadline and escalation. Returns how many were unanswered. */
export async function answerNotices(
  tx: Writer,
  noticeIds: readonly string[],
  by: Answerer,
  at: number,
): Promise<number> {
  let answered = 0
  for (const some of chunksOf(noticeIds, 5000)) {
    const rows = await tx
      .update(notices)
      .set({
        state: sql`case when ${notices.state} = 'closed' then 'closed' else 'acknowledged' end`,
        acknowledgedAt: at,
        acknowledgedBy: by.userId,
        acknowledgedAs: by.as,
        dueAt: null,
        escalateAt: null,
      })
      .where(and(inArray(notices.id, some), isNull(notices.acknowledgedAt)))
      .returning({ kind: notices.kind, accountId: notices.accountId, firstSeenAt: notices.firstSeenAt })
    await recordDrillsAnswered(tx, rows, at)
    answered += rows.length
  }
  return answered
}
