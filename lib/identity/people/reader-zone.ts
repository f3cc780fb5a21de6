import { and, asc, desc, eq, isNotNull } from 'drizzle-orm'
import { contactRevisions } from '#/db/schema/accounts.ts'
import { memberships, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'

/** Whom times are told, without being signed in: by mail, or on the page of a mailed link. */
export type UnknownReader = { emailKey: string; accountId: string | null }

/**
 * The zone (IANA) in which times are told to somebody: their own where the address is a person's who has one, else the account's:
 * that of its first support hours, or of the owner who has been there longest. Null where none of them is known.
 */
export async function findReaderZone(
  read: Reader,
  { emailKey, accountId }: UnknownReader,
): Promise<string | null> {
  const [person] = await read
    .select({ timeZone: users.timeZone })
    .from(users)
    .where(eq(users.emailKey, emailKey))
  return firstOf([person?.timeZone]) ?? (accountId === null ? null : findAccountZone(read, accountId))
}

async function findAccountZone(read: Reader, accountId: string): Promise<string | null> {
  const [last] = await read
    .select({ content: contactRevisions.content })
    .from(contactRevisions)
    .where(eq(contactRevisions.accountId, accountId))
    .orderBy(desc(contactRevisions.version))
    .limit(1)
  const ofHours = firstOf((last?.content['support-hours'] ?? []).map(({ zone }) => zone))
  if (ofHours !== null) return ofHours
  const owners = await read
    .select({ timeZone: users.timeZone })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(eq(memberships.accountId, accountId), eq(memberships.role, 'owner'), isNotNull(users.timeZone)),
    )
    .orderBy(asc(memberships.createdAt), asc(memberships.userId))
    .limit(10)
  return firstOf(owners.map(({ timeZone }) => timeZone))
}

function firstOf(zones: readonly (string | null | undefined)[]): string | null {
  return zones.find((zone) => typeof zone === 'string' && isKnownZone(zone)) ?? null
}
