import { and, eq, gte, sql } from 'drizzle-orm'
import { limits as counts } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { Taken } from '#/db/words/people.ts'
import { hashWhom } from '#/lib/platform/log/log.ts'
import { maxClockSkew, now } from '#/lib/platform/values/clock.ts'
import { type LimitName, limits } from './table.ts'
import { refuseTooMany } from './too-many.ts'

/**
 * Counts `points` of a subject, in the transaction of its action: if that fails, nothing is counted. A refusal is not
 * counted either, so that further tries do not extend the span. One statement, so that racing instances let no more
 * through than allowed. Returns what was counted, for `refund`.
 * @throws AppError `too-many`, `too-often`
 */
export async function consumeLimit(tx: Writer, name: LimitName, whom: string, points = 1): Promise<Taken> {
  const taken = await consumePoints(tx, name, whom, points)
  return 'until' in taken ? refuseTooMany({ name, whom, until: taken.until }) : taken
}

/** As `consumeLimit`, but counts at once, whatever follows. @throws AppError `too-many`, `too-often` */
export function countAttempt(store: Store, name: LimitName, whom: string): Promise<Taken> {
  return store.transact((tx) => consumeLimit(tx, name, whom), { isolation: 'read committed' })
}

/** Takes points; if none are left, returns until when (milliseconds UTC). */
export async function consumePoints(
  tx: Writer,
  name: LimitName,
  whom: string,
  points: number,
): Promise<Taken | { until: number }> {
  const { most, span } = limits[name]
  const key = limitKey(name, whom)
  const at = now()
  if (points > most) return { until: at + span }
  // A span that ends much later than a new one would is from before the clock was set back; one that ends a little
  // later is from another instance, or from a request that overtook this one.
  const isOver = sql`(${counts.resetAt} <= ${at} or ${counts.resetAt} > ${at + span + maxClockSkew})`
  const [taken] = await tx
    .insert(counts)
    .values({ key, points, resetAt: at + span })
    .onConflictDoUpdate({
      target: counts.key,
      set: {
        points: sql`case when ${isOver} then ${points} else ${counts.points} + ${points} end`,
        resetAt: sql`case when ${isOver} then ${at + span} else ${counts.resetAt} end`,
      },
      setWhere: sql`${isOver} or ${counts.points} + ${points} <= ${most}`,
    })
    .returning({ resetAt: counts.resetAt })
  if (taken) return { key, points, resetAt: taken.resetAt }
  const [full] = await tx.select({ resetAt: counts.resetAt }).from(counts).where(eq(counts.key, key))
  return { until: full?.resetAt ?? at + span }
}

/** The key of a count, with a keyed hash of the subject, so that no personal data is on disk or in a log. */
export function limitKey(name: string, whom: string): string {
  return `${name} ${hashWhom(`${name} ${whom}`)}`
}

/** Subtracts points that proved honest. A newer span did not count them and stays unchanged. */
export async function refund(tx: Writer, taken: readonly Taken[]): Promise<void> {
  for (const { key, points, resetAt } of taken) {
    await tx
      .update(counts)
      .set({ points: sql`${counts.points} - ${points}` })
      .where(and(eq(counts.key, key), eq(counts.resetAt, resetAt), gte(counts.points, points)))
  }
}
