import { asc, eq, inArray, isNull, or } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import {
  findAccountsById,
  type ReachedAccount,
  reachedColumns,
} from '#/lib/accounts/reachability/reachables.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { foldText } from '#/lib/platform/values/fold.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'

export type NamedAccount = { slug: string; name: string }

/** The most names that a field suggests. People type any other name. */
const mostSuggested = 500

/** The names that a field suggests, without closed accounts, in the order of their slugs. */
export async function listAccountNames(read: Reader, _grant: StaffGrant): Promise<NamedAccount[]> {
  return read
    .select({ slug: accounts.slug, name: accounts.name })
    .from(accounts)
    .where(isNull(accounts.closedAt))
    .orderBy(asc(accounts.slug))
    .limit(mostSuggested)
}

/** The account with this slug, id or whole name, ignoring case and accents; null for none or several. */
export async function findNamedAccount(
  read: Reader,
  _grant: StaffGrant,
  named: string,
): Promise<NamedAccount | null> {
  const text = named.trim().toLowerCase()
  const rows = await read
    .select({ slug: accounts.slug, name: accounts.name })
    .from(accounts)
    .where(or(eq(accounts.slug, text), eq(accounts.id, text), eq(accounts.nameKey, foldText(named) || text)))
  const bySlug = rows.find(({ slug }) => slug === text)
  return bySlug ?? (rows.length === 1 ? (rows[0] ?? null) : null)
}

/** The accounts that events name, by slug or id as written; without those being deleted. */
export async function findNamedAccounts(
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
