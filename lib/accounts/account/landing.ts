import type { Reader } from '#/db/store/store.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { listAccountsOf } from './load-account.ts'

/** The page after signing in (product.md, People): the person's only account, their list, or the staff pages. */
export async function findLandingPath(
  read: Reader,
  actor: Pick<Actor, 'user' | 'staffRole'>,
): Promise<string> {
  const accounts = await listAccountsOf(read, actor.user.id)
  const [only] = accounts
  if (only && accounts.length === 1) return `/accounts/${only.slug}`
  if (accounts.length === 0 && actor.staffRole) return '/admin/accounts'
  return '/accounts'
}
