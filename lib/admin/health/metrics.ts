import { and, eq, gt, inArray, min, sql } from 'drizzle-orm'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader } from '#/db/store/store.ts'
import { endpointKinds } from '#/db/words/accounts.ts'
import { endpointLanes, mailLanes } from '#/db/words/mail.ts'
import { endpointKey } from '#/db/words/points.ts'
import { unreachableReasons } from '#/lib/accounts/reachability/policy.ts'
import { countUnreachableUpTo } from '#/lib/admin/unreachable/queries.ts'
import { getMetrics } from '#/lib/platform/log/metrics.ts'
import { listWaitingDeliveries, listWaitingLanes } from '#/lib/platform/outbox/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'

const waitingStatuses = ['queued', 'sending', 'retrying'] as const

/**
 * The counters of this process and what waits in the store, in the text exposition format of Prometheus. What waits is
 * the same in every process; counters belong to one process, and Prometheus adds them up.
 */
export async function readMetrics(read: Reader): Promise<{ contentType: string; text: string }> {
  const { registry, waiting, oldestWaiting, oldestMail, oldestEndpoint, unreachable } = getMetrics()
  const rows = await listWaitingDeliveries(read)
  const at = now()
  for (const status of waitingStatuses) {
    const row = rows.find((one) => one.status === status)
    waiting.set({ status }, Number(row?.count ?? 0))
    oldestWaiting.set({ status }, secondsSince(row?.oldestAt, at))
  }
  const oldest = await listWaitingLanes(read)
  for (const lane of mailLanes)
    oldestMail.set({ lane }, secondsSince(oldest.find((one) => one.lane === lane)?.oldestAt, at))
  const untried = await listUntried(read)
  for (const kind of endpointKinds)
    oldestEndpoint.set({ kind }, secondsSince(untried.find((one) => one.kind === kind)?.oldestAt, at))
  for (const reason of unreachableReasons)
    unreachable.set({ reason }, await countUnreachableUpTo(read, reason, Number.MAX_SAFE_INTEGER))
  return { contentType: registry.contentType, text: await registry.metrics() }
}

function secondsSince(instant: number | null | undefined, at: number): number {
  return instant ? Math.max(0, at - instant) / 1000 : 0
}

/** Since when the oldest message to an endpoint waits for its first try, by kind. Those that are tried again say nothing of us. */
function listUntried(read: Reader) {
  return read
    .select({ kind: endpoints.kind, oldestAt: min(outbox.createdAt) })
    .from(outbox)
    .innerJoin(endpoints, eq(endpoints.id, sql`substr(${outbox.recipient}, ${endpointKey('').length + 1})`))
    .where(and(inArray(outbox.lane, [...endpointLanes]), gt(outbox.dueAt, 0), eq(outbox.status, 'queued')))
    .groupBy(endpoints.kind)
}
