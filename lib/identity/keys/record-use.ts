import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { eventSources } from '#/db/schema/notices.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import type { EventSource } from './queries.ts'

/** Records the use of a source's key, at most once a minute, so that a busy source causes no extra work. */
export async function touchSource(store: Store, source: EventSource): Promise<void> {
  const at = now()
  if (!isUseNoted(source, at)) await store.transact((tx) => recordUse(tx, source, at))
}

/** As `touchSource`, in the transaction that uses the key. */
export async function recordUse(tx: Writer, source: EventSource, at: number): Promise<void> {
  if (isUseNoted(source, at)) return
  const { id, lastUsedAt } = eventSources
  await tx
    .update(eventSources)
    .set({ lastUsedAt: at })
    .where(and(eq(id, source.id), or(isNull(lastUsedAt), lt(lastUsedAt, at - minute))))
}

function isUseNoted({ lastUsedAt }: EventSource, at: number): boolean {
  return lastUsedAt !== null && at - lastUsedAt <= minute
}
