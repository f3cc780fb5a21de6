import { and, between, eq, gt, inArray, isNotNull, isNull, not, or, type SQL, sql } from 'drizzle-orm'
import { endpoints } from '#/db/schema/endpoints.ts'
import { addressFailures, addressMarks } from '#/db/schema/notices.ts'
import { chunksOf } from '#/db/store/list-query.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { endpointIdOf, endpointKey, type PointKey } from '#/db/words/points.ts'
import { indexUnreachableOf } from '#/lib/accounts/search/unreachable.ts'
import type { PointVerdict } from '#/lib/platform/outbox/transport.ts'
import { day, hour, maxClockSkew, now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** So many failures within this time mark an address, besides those that mark it at once (notices.md, Bouncing). */
const failuresToMark = 3
const failureSpan = 7 * day

/**
 * Records what a failed delivery says about its address (notices.md, Bouncing): some verdicts mark it at once, others the third
 * time in 7 days. Runs in the transaction that records the delivery's outcome.
 */
export async function recordFailure(
  tx: Writer,
  failed: Point & { deliveryId: string; createdAt?: number; accountId?: string | null },
  verdict: PointVerdict,
  at: number,
): Promise<void> {
  if (verdict.is === 'nothing') return
  const key = keyOf(failed)
  const endpointId = endpointIdOf(key)
  if (endpointId !== null) {
    const isIts = and(eq(endpoints.id, endpointId), eq(endpoints.accountId, failed.accountId ?? ''))
    const isTheirs = and(isIts, wasSentTo(failed.createdAt ?? at))
    const changed = await tx
      .update(endpoints)
      .set(verdict.is === 'disabled' ? { disabledAt: at } : { probeAt: at + hour })
      .where(isTheirs)
      .returning({ id: endpoints.id })
    if (changed.length === 0) return
  }
  const failure = { deliveryId: failed.deliveryId, status: verdict.code, at }
  await tx.insert(addressFailures).values({ id: newId(), addressKey: key, ...failure })
  const isMarked = verdict.is !== 'count' || (await countFailures(tx, key, at)) >= failuresToMark
  if (isMarked) await markAddress(tx, { ...failed, status: verdict.code }, at)
}

/**
 * The condition that a message of this moment (milliseconds UTC) went to where an endpoint is now: its place may be replaced since.
 * Of one that never was, no clock matters.
 */
export function wasSentTo(createdAt: number): SQL | undefined {
  const isReplacedSince = between(endpoints.replacedAt, createdAt + 1, now() + maxClockSkew)
  return or(isNull(endpoints.replacedAt), not(isReplacedSince))
}

/** Whether `wasSentTo` holds of a place that was replaced at this moment, if ever. One further ahead is from before the clock was set back. */
export function isSentTo(replacedAt: number | null, createdAt: number): boolean {
  return replacedAt === null || replacedAt <= createdAt || replacedAt > now() + maxClockSkew
}

function countFailures(read: Reader, key: string, at: number): Promise<number> {
  return read.$count(
    addressFailures,
    and(eq(addressFailures.addressKey, key), gt(addressFailures.at, at - failureSpan)),
  )
}

/** An address, or an endpoint by its key and what people read of it. */
type Point = { key?: PointKey | undefined; address: string }

const keyOf = ({ key, address }: Point): PointKey => key ?? addressKey(address)

/** Marks a point as bouncing, an address in all accounts. An earlier mark stays. */
export async function markAddress(
  tx: Writer,
  { key, ...mark }: Point & { deliveryId: string | null; status: string },
  at: number,
): Promise<void> {
  const marked = keyOf({ key, ...mark })
  await tx
    .insert(addressMarks)
    .values({ ...mark, addressKey: marked, markedAt: at })
    .onConflictDoNothing()
  await indexUnreachableOf(tx, [marked])
}

/** The condition that an endpoint of the query is marked; `after`: only since then (milliseconds UTC). */
export function hasMark(after = 0): SQL {
  return sql`exists (select 1 from ${addressMarks}
    where address_key = ${endpointKey('')} || ${endpoints.id} and marked_at > ${after})`
}

/**
 * Clears the marks of addresses and their earlier refusals, so that they get mail again. notices.md (Bouncing) says when.
 */
export async function clearMarks(tx: Writer, addresses: Iterable<string>): Promise<void> {
  const keys = [...new Set([...addresses].map(addressKey))]
  for (const some of chunksOf(keys, 1000)) {
    const cleared = await tx
      .delete(addressMarks)
      .where(inArray(addressMarks.addressKey, some))
      .returning({ key: addressMarks.addressKey })
    await indexUnreachableOf(
      tx,
      cleared.map(({ key }) => key),
    )
    await tx.delete(addressFailures).where(inArray(addressFailures.addressKey, some))
  }
}

/** Moves the marks of an account's failing endpoints by this time (milliseconds): they are probed for a time from their mark. */
export async function shiftProbedMarks(tx: Writer, accountId: string, by: number): Promise<void> {
  const isProbed = and(eq(endpoints.accountId, accountId), isNotNull(endpoints.probeAt))
  const key = sql<string>`${endpointKey('')} || ${endpoints.id}`
  await tx
    .update(addressMarks)
    .set({ markedAt: sql`${addressMarks.markedAt} + ${Math.max(0, by)}` })
    .where(inArray(addressMarks.addressKey, tx.select({ key }).from(endpoints).where(isProbed)))
}
