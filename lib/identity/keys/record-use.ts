import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { sourceKeys } from '#/db/schema/notices.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import type { SourceKey } from './queries.ts'

/** Records the use of a key, at most once a minute, so that a busy source causes no extra work. */
export async function touchKey(store: Store, key: SourceKey): Promise<void> {
  const at = now()
  if (!isUseNoted(key, at)) await store.transact((tx) => recordUse(tx, key, at))
}

/** As `touchKey`, in the transaction that uses the key. */
export async function recordUse(tx: Writer, key: SourceKey, at: number): Promise<void> {
  if (isUseNoted(key, at)) return
  const { id, lastUsedAt } = sourceKeys
  await tx
    .update(sourceKeys)
    .set({ lastUsedAt: at })
    .where(and(eq(id, key.id), or(isNull(lastUsedAt), lt(lastUsedAt, at - minute))))
}

function isUseNoted({ lastUsedAt }: SourceKey, at: number): boolean {
  return lastUsedAt !== null && at - lastUsedAt <= minute
}
