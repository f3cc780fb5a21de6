import { and, eq, gt } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import type { Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { keyOf, resealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import { log } from '#/lib/platform/log/log.ts'

const perPage = 500

/** Seals with the first key of `SECRETS_KEY` what the second one sealed, so that the second can be removed; returns how many. */
export async function resealEndpoints(store: Store, keys = env.SECRETS_KEY): Promise<number> {
  let count = 0
  for (let last = ''; keys.length > 1; ) {
    const page = await store.read
      .select(pick(endpoints, 'id', 'sealed'))
      .from(endpoints)
      .where(gt(endpoints.id, last))
      .orderBy(endpoints.id)
      .limit(perPage)
    const others = page.filter((row) => keyOf(row, keys) === 'other')
    if (others.length > 0)
      await store.transact(async (tx) => {
        for (const row of others) {
          // Somebody may have changed it since.
          const isSame = and(eq(endpoints.id, row.id), eq(endpoints.sealed, row.sealed))
          await tx
            .update(endpoints)
            .set({ sealed: resealEndpoint(row, keys) })
            .where(isSame)
        }
      })
    count += others.length
    last = page.at(-1)?.id ?? ''
    if (page.length < perPage) break
  }
  if (count > 0) log.info({ count }, 'endpoints sealed with the new key')
  return count
}
