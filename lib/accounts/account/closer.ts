import { and, eq, isNull } from 'drizzle-orm'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'

/** Who closed an account: their name or address; empty for the command line, null for somebody who is not there any more. */
export async function findCloser(
  read: Reader,
  _grant: StaffGrant,
  { closedBy }: { closedBy: string | null },
): Promise<string | null> {
  if (closedBy === null) return ''
  const [closer] = await read
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.id, closedBy), isNull(users.erasedAt)))
  return closer ? closer.name || closer.email : null
}
