import type { Reader } from '#/db/store/store.ts'
import { findUserByEmail, type User } from '#/lib/identity/sessions/queries.ts'
import { listInvitationsFor } from './queries.ts'

/** Who may sign in by an address: a user, or an invited person (null). `email`: the stored address. */
export type Entrant = { user: User | null; email: string }

/**
 * Who may sign in by an address: a user, or a person with an open invitation (product.md, Signing in); null for nobody.
 * Mail goes to the stored address, invitations too: upper and lower case may be two mailboxes, and the person who types must
 * not choose one.
 */
export async function findEntrant(read: Reader, emailKey: string, now: number): Promise<Entrant | null> {
  // Reads both always, so that a known address costs as much as an unknown one.
  const user = await findUserByEmail(read, emailKey)
  const first = (await listInvitationsFor(read, { emailKey }, now)).at(-1)
  const email = user?.email ?? first?.mailedTo
  return email === undefined ? null : { user, email }
}
