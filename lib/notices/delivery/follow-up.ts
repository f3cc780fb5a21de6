import { and, eq, inArray } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { digestNotices, digests, notices } from '#/db/schema/notices.ts'
import { assertExclusive, type Writer } from '#/db/store/store.ts'
import { isErased } from '#/db/words/people.ts'
import { recordFailure } from '#/lib/accounts/proof/marks.ts'
import type { OutboxRow, PointVerdict } from '#/lib/platform/outbox/transport.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { advanceNotices, recordMailed, wakeRepeats } from './advance-notices.ts'
import { isNotified, stateOf, type TriedDelivery } from './deliveries.ts'
import { advanceStored, type Mailing } from './mailing.ts'
import { mailDeferredResolve } from './resolves.ts'
import { mailUnroutable, type Unreached } from './unroutable.ts'

/**
 * Runs in the transaction that settles a mail: records bounces, mails the next step after a failed delivery,
 * sends a pending resolve after an accepted one. `settled` is the new row.
 */
export async function followUp(tx: Writer, settled: OutboxRow, verdict: PointVerdict): Promise<void> {
  const at = now()
  const state = stateOf(settled.status)
  if (state === 'accepted' && settled.thenResolve) await mailDeferredResolve(tx, settled, at)
  if (state !== 'failed' || settled.status === 'withheld' || settled.status === 'superseded') return
  const { id: deliveryId, recipient, shown, createdAt, accountId } = settled
  if (recipient && !isErased(recipient))
    await recordFailure(
      tx,
      { key: addressKey(recipient), address: shown ?? recipient, deliveryId, createdAt, accountId },
      verdict,
      at,
    )
  await fallBack(tx, settled, at)
}

/** A mailing and its open notices; or `each` open notice of an escalation, which others may have on other steps. */
type Failed = (Mailing & { open: Unreached[] }) | { each: OpenNotice[] }
type OpenNotice = typeof notices.$inferSelect

/**
 * Mails the next step in the transaction that records the failure, when this step has nobody left (notices.md,
 * Routing). Answered or ended notices and tests go no further.
 */
export async function fallBack(tx: Writer, delivery: TriedDelivery, at: number): Promise<void> {
  assertExclusive()
  const { noticeId, digestId } = delivery
  if (!isNotified(delivery)) return
  const failed = noticeId ? await findNotice(tx, noticeId) : digestId ? await findDigest(tx, digestId) : null
  if (!failed) return
  if ('each' in failed) return fallBackEach(tx, failed.each, at)
  const openIds = failed.open.map(({ id }) => id)
  const isOpen = inArray(notices.id, openIds)
  const next = await advanceStored(tx, failed, 'fallback', at)
  if (next.kind === 'nobody') {
    await tx.update(notices).set({ state: 'unroutable', lastMailAt: at }).where(isOpen)
    return mailUnroutable(tx, failed.open, at)
  }
  const { step } = next
  if (digestId) await tx.update(digests).set({ step }).where(eq(digests.id, digestId))
  if (next.kind === 'mail')
    await tx
      .update(notices)
      .set({ step, lastMailAt: at, repeatAt: wakeRepeats(at) })
      .where(isOpen)
  else if (noticeId) await tx.update(notices).set({ step }).where(isOpen)
}

/** Moves each notice from its own step to the next, and mails them together. */
async function fallBackEach(tx: Writer, open: readonly OpenNotice[], at: number): Promise<void> {
  const { nextOf } = await advanceNotices(tx, open, 'fallback', at)
  await recordMailed(tx, nextOf, at)
  const unreached = open.filter(({ id }) => nextOf.get(id)?.kind === 'nobody')
  if (unreached.length === 0) return
  const ids = unreached.map(({ id }) => id)
  await tx.update(notices).set({ state: 'unroutable', lastMailAt: at }).where(inArray(notices.id, ids))
  await mailUnroutable(tx, unreached, at)
}

async function findNotice(tx: Writer, noticeId: string): Promise<Failed | null> {
  const [notice] = await tx.select().from(notices).where(eq(notices.id, noticeId))
  if (notice?.state !== 'open' || notice.kind !== 'event' || notice.accountId === null) return null
  return { ...notice, about: { noticeId }, open: [notice] }
}

async function findDigest(tx: Writer, digestId: string): Promise<Failed | null> {
  const [digest] = await tx.select().from(digests).where(eq(digests.id, digestId))
  if (!digest?.accountId || !digest.category || !digest.environment) return null
  const { accountId, category, environment, step, kind } = digest
  const isOpen = and(eq(notices.state, 'open'), eq(notices.accountId, accountId))
  const open = await tx
    .select(pick(notices, 'id', 'category', 'accountId'))
    .from(digestNotices)
    .innerJoin(notices, eq(notices.id, digestNotices.noticeId))
    .where(and(eq(digestNotices.digestId, digestId), isOpen))
  if (open.length === 0) return null
  if (kind === 'escalation') {
    const ids = open.map(({ id }) => id)
    return { each: await tx.select().from(notices).where(inArray(notices.id, ids)) }
  }
  const routed = { accountId, category, environment, kind: 'event', origin: 'source' } as const
  return { about: { digestId }, ...routed, step, open }
}
