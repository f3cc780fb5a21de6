import { inArray } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import { type ReachedAccount, reachedColumns } from '#/lib/accounts/reachability/reachables.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'

/** The accounts that events name, by slug or id as they wrote it; not one that is being deleted. */
export async function findAccounts(
  read: Reader,
  texts: Iterable<string>,
): Promise<Map<string, ReachedAccount>> {
  const named = [...new Set(texts)].filter(Boolean)
  const ids = named.filter(isId)
  const rows = (await listBySlug(read, named)).filter((row) => !isGone(row))
  const found = new Map(rows.map((row) => [row.slug, row]))
  const byId = await findAccountsById(
    read,
    ids.map((id) => id.toLowerCase()),
  )
  for (const text of ids) {
    const row = byId.get(text.toLowerCase())
    if (row && !isGone(row) && !found.has(text)) found.set(text, row)
  }
  return found
}

function isGone({ closedAt }: ReachedAccount): boolean {
  return closedAt !== null && !mayReopen(closedAt, now())
}

const listBySlug = defineListQuery((read, slugs) =>
  read.select(reachedColumns).from(accounts).where(inArray(accounts.slug, slugs)),
)

/** The accounts of these ids. */
export async function findAccountsById(
  read: Reader,
  ids: Iterable<string>,
): Promise<Map<string, ReachedAccount>> {
  return new Map((await listById(read, [...new Set(ids)])).map((row) => [row.id, row]))
}

const listById = defineListQuery((read, ids) =>
  read.select(reachedColumns).from(accounts).where(inArray(accounts.id, ids)),
)
