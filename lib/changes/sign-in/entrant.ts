import type { Reader } from '#/db/store/store.ts'
import { listInvitationsFor } from '#/lib/accounts/invitations/queries.ts'
import { findUserByEmail, type User } from '#/lib/identity/sessions/queries.ts'

/** Who may sign in by an address: its user, or the invited (null); `email` is the address as it is stored. */
export type Entrant = { user: User | null; email: string }

/**
 * Who may sign in by an address: a user, or who has an open invitation (product.md, Signing in); null where nobody may. Mail and
 * new users take the stored address: upper and lower case may be two mailboxes, and whoever types the address chooses neither.
 */
export async function findEntrant(read: Reader, emailKey: string, now: number): Promise<Entrant | null> {
  // Both are read in any case, so that who is known costs as much as who is not.
  const user = await findUserByEmail(read, emailKey)
  const first = (await listInvitationsFor(read, { emailKey }, now)).at(-1)
  const email = user?.email ?? first?.invitation.email
  return email === undefined ? null : { user, email }
}
