import { and, inArray, isNull, lt, or } from 'drizzle-orm'
import { sourceKeys } from '#/db/schema/notices.ts'
import type { Store } from '#/db/store/store.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import type { SourceKey } from './queries.ts'

/**
 * Records the use of keys, each at most once a minute, so that a busy source causes no extra work. Apart from what the keys
 * were used for: all requests of a source would wait for one row.
 */
export async function noteUse(store: Store, keys: readonly SourceKey[]): Promise<void> {
  const at = now()
  const ids = keys.filter((key) => !isUseNoted(key, at)).map(({ id }) => id)
  if (ids.length === 0) return
  const { id, lastUsedAt } = sourceKeys
  const isDue = or(isNull(lastUsedAt), lt(lastUsedAt, at - minute))
  await store.transact(
    (tx) =>
      tx
        .update(sourceKeys)
        .set({ lastUsedAt: at })
        .where(and(inArray(id, [...new Set(ids)]), isDue)),
    { isolation: 'read committed' },
  )
}

function isUseNoted({ lastUsedAt }: SourceKey, at: number): boolean {
  return lastUsedAt !== null && at - lastUsedAt <= minute
}
