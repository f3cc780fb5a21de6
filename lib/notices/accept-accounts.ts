import { inArray } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/index.ts'
import { chunksOf } from './intake-rows.ts'
import { type ReachedAccount, reachedColumns } from './reach.ts'

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** The accounts that events name, by slug or id as they wrote it. */
export async function findAccounts(
  read: Reader,
  texts: Iterable<string>,
): Promise<Map<string, ReachedAccount>> {
  const named = [...new Set(texts)].filter(Boolean)
  const ids = named.filter((text) => uuid.test(text))
  const found = new Map<string, ReachedAccount>()
  for (const some of chunksOf(named, 5000)) {
    const rows = await read.select(reachedColumns).from(accounts).where(inArray(accounts.slug, some))
    for (const row of rows) found.set(row.slug, row)
  }
  for (const some of chunksOf(ids, 5000)) {
    const lower = some.map((id) => id.toLowerCase())
    const rows = await read.select(reachedColumns).from(accounts).where(inArray(accounts.id, lower))
    for (const text of some) {
      const row = rows.find(({ id }) => id === text.toLowerCase())
      if (row && !found.has(text)) found.set(text, row)
    }
  }
  return found
}
