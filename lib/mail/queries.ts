import { count, gt, min } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader } from '#/db/store/index.ts'
import { now } from '#/lib/clock.ts'

/** `oldestWaitingSeconds`: since the oldest mail that is neither sent nor given up was queued; 0 where none waits. */
export type OutboxHealth = { waiting: number; oldestWaitingSeconds: number }

/** How the outbox is doing, for `/api/health`. */
export async function readOutboxHealth(read: Reader): Promise<OutboxHealth> {
  const [row] = await read
    .select({ waiting: count(), oldest: min(outbox.createdAt) })
    .from(outbox)
    .where(gt(outbox.dueAt, 0))
  const waiting = row?.waiting ?? 0
  const age = row?.oldest ? now() - row.oldest : 0
  return { waiting, oldestWaitingSeconds: Math.max(0, Math.round(age / 1000)) }
}
