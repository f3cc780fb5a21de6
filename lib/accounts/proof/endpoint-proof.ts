import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { lockRows } from '#/db/store/row-locks.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { endpointKey } from '#/db/words/points.ts'
import { lockSearchRow } from '#/lib/accounts/search/lock-search-row.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { clearMarks } from './marks.ts'

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
  const [found] = await tx.select().from(endpoints).where(isIt)
  if (!found) return false
  const { accountId, kind, label, hint } = found
  const key = endpointKey(endpointId)
  const confirmedAt = found.confirmedAt ?? now()
  await lockSearchRow(tx, accountId)
  const works = { failures: 0, failedSince: null, probeAt: null, codeHash: null, codeTries: 0 }
  const changed = await tx
    .update(endpoints)
    .set({ confirmedAt, ...works, disabledAt: null })
    .where(isIt)
    .returning({ id: endpoints.id })
  // Somebody disabled it meanwhile.
  if (changed.length === 0) return false
  await clearMarks(tx, [key])
  const wasOn = found.confirmedAt !== null && found.disabledAt === null
  const actorId = code?.actorId ?? null
  if (wasOn && actorId === null) return true
  const isOwn = and(eq(accountAddresses.accountId, accountId), eq(accountAddresses.addressKey, key))
  await tx
    .update(accountAddresses)
    .set({ confirmedAt })
    .where(and(isOwn, isNull(accountAddresses.confirmedAt)))
  await refreshSearchRow(tx, accountId)
  const after = { id: endpointId, kind, label, hint }
  await writeAudit(tx, { actorId, accountId, action: 'endpoint.confirmed', after })
  return true
}

/**
 * Counts failures in a row (channels.md, Webhook). The ids are of tries that ended together; one may come several times. Locks
 * in one order, so that two settlements cannot wait for each other.
 */
export async function recordEndpointTries(
  tx: Writer,
  { accepted, failed }: { accepted: readonly string[]; failed: readonly string[] },
): Promise<void> {
  const works = await listFailed(tx, accepted)
  await lockRows(tx, endpoints, [...works, ...failed])
  if (works.length > 0)
    await tx.update(endpoints).set({ failures: 0, failedSince: null }).where(inArray(endpoints.id, works))
  for (const [id, own] of Map.groupBy(failed, (one) => one))
    await tx
      .update(endpoints)
      .set({
        failures: sql`${endpoints.failures} + ${own.length}`,
        failedSince: sql`coalesce(${endpoints.failedSince}, cast(${now()} as bigint))`,
      })
      .where(eq(endpoints.id, id))
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
