import { eq } from 'drizzle-orm'
import { invitations, memberships, passkeys, sessions, staff, users } from '#/db/schema/people.ts'
import type { Writer } from '#/db/store/store.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { hashSecret, newId, newToken } from '#/lib/platform/values/ids.ts'
import { insertOne } from './insert.ts'

export type SeededUser = typeof users.$inferSelect
export type Membership = typeof memberships.$inferSelect
type Given<Table extends { $inferInsert: object }> = Partial<Table['$inferInsert']>

/** A person with a name and an address of their own, unless given. */
export async function buildUser(tx: Writer, given: Given<typeof users> = {}): Promise<SeededUser> {
  const id = given.id ?? newId()
  const email = given.email ?? `${id}@people.example`
  return insertOne(tx, users, {
    name: 'Chiara Rinaldi',
    createdAt: now(),
    ...given,
    id,
    email,
    emailKey: email.toLowerCase(),
  })
}

/** A member of `accountId`, an owner unless given: of `userId`, or of the user with `email`, or of a new one. */
export async function buildMember(
  tx: Writer,
  given: Given<typeof memberships> & {
    accountId: string
    email?: string
    name?: string
    locale?: SeededUser['locale']
  },
): Promise<{ user: SeededUser; membership: Membership }> {
  const { email, name, locale, ...rest } = given
  const user =
    (await findUser(tx, rest.userId, email)) ??
    (await buildUser(tx, {
      ...(email && { email }),
      ...(name && { name }),
      ...(locale && { locale }),
      createdAt: rest.createdAt ?? now(),
    }))
  const membership = await insertOne(tx, memberships, {
    id: newId(),
    role: 'owner',
    createdAt: now(),
    ...rest,
    userId: user.id,
  })
  return { user, membership }
}

async function findUser(tx: Writer, id?: string, email?: string): Promise<SeededUser | undefined> {
  if (!id && !email) return undefined
  const same = id ? eq(users.id, id) : eq(users.emailKey, String(email).toLowerCase())
  const [user] = await tx.select().from(users).where(same)
  return user
}

/** A person of the staff, of support unless given. */
export async function buildStaff(
  tx: Writer,
  given: Given<typeof users> & { role?: (typeof staff.$inferSelect)['role'] } = {},
): Promise<SeededUser> {
  const { role = 'support', ...rest } = given
  const user = await buildUser(tx, { name: 'Grace Whitfield', ...rest })
  await tx.insert(staff).values({ userId: user.id, role, createdAt: user.createdAt })
  return user
}

/** An open invitation of an editor, for 7 days, and the token of its link. */
export async function buildInvitation(
  tx: Writer,
  given: Given<typeof invitations> & { accountId: string },
): Promise<{ invitation: typeof invitations.$inferSelect; token: string }> {
  const token = newToken()
  const id = given.id ?? newId()
  const email = given.email ?? `${id}@invited.example`
  const createdAt = given.createdAt ?? now()
  const invitation = await insertOne(tx, invitations, {
    role: 'editor',
    locale: 'en',
    tokenHash: hashSecret(token),
    expiresAt: createdAt + 7 * day,
    ...given,
    id,
    email,
    emailKey: email.toLowerCase(),
    createdAt,
  })
  return { invitation, token }
}

/** A session of `userId`, begun and last used now unless given. */
export function buildSession(
  tx: Writer,
  given: Given<typeof sessions> & { userId: string },
): Promise<typeof sessions.$inferSelect> {
  const createdAt = given.createdAt ?? now()
  return insertOne(tx, sessions, { id: newId(), method: 'code', lastUsedAt: createdAt, ...given, createdAt })
}

/** A passkey of `userId`, whose key no authenticator has. */
export function buildPasskey(
  tx: Writer,
  given: Given<typeof passkeys> & { userId: string },
): Promise<typeof passkeys.$inferSelect> {
  const id = given.id ?? newId()
  return insertOne(tx, passkeys, {
    credentialId: id,
    publicKey: '',
    transports: ['internal'],
    synced: true,
    name: 'Firefox on Linux',
    createdAt: now(),
    ...given,
    id,
  })
}
