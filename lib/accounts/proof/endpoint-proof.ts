import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { endpoints } from '#/db/schema/endpoints.ts'
import { locking, lockRows } from '#/db/store/row-locks.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { endpointKey } from '#/db/words/points.ts'
import { isLiveEndpoint } from '#/lib/accounts/account/load-account.ts'
import { lockSearchRow } from '#/lib/accounts/search/lock-search-row.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { clearMarks, wasSentTo } from './marks.ts'

/** The columns of an endpoint that works. */
export const withoutFailures = { failures: 0, failedSince: null, probeAt: null } as const

/**
 * An endpoint showed that it works: its code came back (`code`, with who typed it, if anybody), somebody answered there, or a failing
 * one took a message. Confirms it, so that notices go to it, and clears its mark. A disabled one is switched on by its code alone, one
 * that staff disabled by nothing. Returns whether it is on.
 */
export async function recordEndpointProof(
  tx: Writer,
  endpointId: string,
  code?: { actorId: string | null },
): Promise<boolean> {
  const isIt = and(eq(endpoints.id, endpointId), isNull(code ? endpoints.disabledBy : endpoints.disabledAt))
  const key = endpointKey(endpointId)
  const actorId = code?.actorId ?? null
  const select = () => tx.select().from(endpoints).where(isIt)
  const [seen] = await select()
  // Most answers change nothing, and so hold up no other.
  if (seen && actorId === null && hasProven(seen) && (await findMarks(tx, [key])).size === 0) return true
  // The endpoint's row first, as all who lock both.
  const [found] = await locking(select(), 'update')
  if (!found) return false
  const { accountId, kind, label, hint, confirmedAt, replacedAt } = found
  await lockSearchRow(tx, accountId)
  const at = now()
  const proven = {
    ...{ confirmedAt: confirmedAt ?? at, disabledAt: null, codeHash: null, codeTries: 0 },
    ...withoutFailures,
    // It is there at the latest now: the clock may have been set back.
    ...(code && replacedAt !== null && { replacedAt: Math.min(replacedAt, at) }),
  }
  await tx.update(endpoints).set(proven).where(isIt)
  await clearMarks(tx, [key])
  const wasOn = confirmedAt !== null && found.disabledAt === null
  if (wasOn && actorId === null) return true
  await refreshSearchRow(tx, accountId)
  const after = { id: endpointId, kind, label, hint }
  await writeAudit(tx, { actorId, accountId, action: 'endpoint.confirmed', after })
  return true
}

/** Whether a proof changes nothing of it, but for its mark. */
function hasProven(found: typeof endpoints.$inferSelect): boolean {
  const { confirmedAt, disabledAt, codeHash, failures, failedSince, probeAt } = found
  const left = [disabledAt, codeHash, failedSince, probeAt].filter((one) => one !== null)
  return confirmedAt !== null && failures === 0 && left.length === 0
}

/**
 * A failing endpoint took a message that was queued at this moment (milliseconds UTC): it works again, unless its place was
 * replaced since, or it is disabled, which a code ends.
 */
export async function recordEndpointWorks(tx: Writer, endpointId: string, createdAt: number): Promise<void> {
  await lockRows(tx, endpoints, [endpointId])
  const isThere = and(eq(endpoints.id, endpointId), isLiveEndpoint, wasSentTo(createdAt))
  if ((await tx.$count(endpoints, isThere)) > 0) await recordEndpointProof(tx, endpointId)
}

/**
 * Counts failures in a row (channels.md, Webhook), of tries that ended together; an endpoint may have several. Locks
 * in one order, so that two settlements cannot wait for each other.
 */
export async function recordEndpointTries(
  tx: Writer,
  { accepted, failed }: { accepted: readonly string[]; failed: readonly { id: string; createdAt: number }[] },
): Promise<void> {
  const works = await listFailed(tx, accepted)
  await lockRows(tx, endpoints, [...works, ...failed.map(({ id }) => id)])
  if (works.length > 0)
    await tx.update(endpoints).set({ failures: 0, failedSince: null }).where(inArray(endpoints.id, works))
  for (const { id, createdAt } of failed)
    await tx
      .update(endpoints)
      .set({
        failures: sql`${endpoints.failures} + 1`,
        failedSince: sql`coalesce(${endpoints.failedSince}, cast(${now()} as bigint))`,
      })
      .where(and(eq(endpoints.id, id), wasSentTo(createdAt)))
}

/** Those of which tries failed lately: most never fail, and need no write. */
async function listFailed(read: Reader, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const found = await read
    .select({ id: endpoints.id })
    .from(endpoints)
    .where(and(inArray(endpoints.id, [...new Set(ids)]), gt(endpoints.failures, 0)))
  return found.map(({ id }) => id)
}
