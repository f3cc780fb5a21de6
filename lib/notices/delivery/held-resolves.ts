import { and, eq, inArray } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, digests, notices } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import { goneKey, listGone } from '#/lib/accounts/addresses/refused-before.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { isErased } from '#/lib/platform/values/erased.ts'
import { listTriedOfDigests, listTriedOfNotices, type TriedDelivery } from './deliveries.ts'
import { endedColumns, resolveDigestDelivery, resolveOf } from './resolve-deliveries.ts'

/**
 * Tells of the end once the first message was accepted, in the transaction that settles it: what `tellResolves` held back.
 */
export async function tellHeldResolve(tx: Writer, first: TriedDelivery, at: number): Promise<void> {
  if (isErased(first.recipient)) return
  const gone = await listGone(tx, first.accountId === null ? [] : [first.accountId])
  if (gone.has(goneKey(first.accountId ?? '', first.recipient))) return
  if (first.noticeId) await tellHeldNotice(tx, first, first.noticeId, at)
  if (first.digestId) await tellHeldDigest(tx, first, first.digestId, at)
}

async function tellHeldNotice(tx: Writer, first: TriedDelivery, noticeId: string, at: number): Promise<void> {
  // The lock makes two messages to one address that are accepted at once take turns.
  const [notice] = await tx
    .update(notices)
    .set({ closedHow: 'resolved' })
    .where(and(eq(notices.id, noticeId), eq(notices.closedHow, 'resolved')))
    .returning(endedColumns)
  if (!notice) return
  const tried = await listTriedOfNotices(tx, [noticeId])
  const key = addressKey(first.recipient)
  if (tried.some(({ part, recipient }) => part === 'resolve' && addressKey(recipient) === key)) return
  await tx.insert(outbox).values(resolveOf(first, notice, at))
}

async function tellHeldDigest(tx: Writer, first: TriedDelivery, digestId: string, at: number): Promise<void> {
  const inDigest = tx
    .select({ noticeId: digestNotices.noticeId })
    .from(digestNotices)
    .where(eq(digestNotices.digestId, digestId))
  const resolves = await tx
    .selectDistinct({ id: digests.id, dueAt: digests.dueAt, category: digests.category })
    .from(digestNotices)
    .innerJoin(digests, eq(digests.id, digestNotices.digestId))
    .where(
      and(
        inArray(digestNotices.noticeId, inDigest),
        eq(digests.kind, 'resolves'),
        // Not that of an account to which staff have routed some of them since.
        eq(digests.accountId, first.accountId ?? ''),
      ),
    )
  const tried = await listTriedOfDigests(
    tx,
    resolves.map(({ id }) => id),
  )
  const key = addressKey(first.recipient)
  for (const { id, dueAt, category } of resolves) {
    if (tried.some((one) => one.digestId === id && addressKey(one.recipient) === key)) continue
    const digest = { id, dueAt: Math.max(dueAt, at) }
    await tx.insert(outbox).values(resolveDigestDelivery(first, digest, category, at))
  }
}
