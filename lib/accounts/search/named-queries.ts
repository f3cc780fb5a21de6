import { asc, eq, isNull, or } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { foldText } from '#/lib/platform/values/fold.ts'
import { nearestAccount } from './nearest-account.ts'

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

/** A name is compared with so many accounts. */
const mostCompared = 20_000

/** The open account that an unknown name most likely means; null if it resembles none, or two alike. */
export async function suggestAccount(
  read: Reader,
  _grant: StaffGrant,
  named: string,
): Promise<NamedAccount | null> {
  if (!named.trim()) return null
  const all = await read
    .select({ slug: accounts.slug, name: accounts.name })
    .from(accounts)
    .where(isNull(accounts.closedAt))
    .limit(mostCompared)
  return nearestAccount(named, all)
}
