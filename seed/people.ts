import { eq } from 'drizzle-orm'
import { invitations, memberships, passkeys, sessions, staff, users } from '#/db/schema/people.ts'
import type { Writer } from '#/db/store/store.ts'
import type { StaffRole } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { findRelyingParty } from '#/environment.ts'
import { invitationTtl } from '#/lib/accounts/invitations/policy.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { hashSecret, newId, newToken } from '#/lib/platform/values/ids.ts'
import { insertOne } from './insert.ts'

export type SeededUser = typeof users.$inferSelect
type Given<Table extends { $inferInsert: object }> = Partial<Table['$inferInsert']>

/** A person with a name and an address of their own by default. */
export function userRow(given: Given<typeof users>): typeof users.$inferInsert {
  const id = given.id ?? newId()
  const email = given.email ?? `${id}@people.example`
  return { name: 'Chiara Rinaldi', createdAt: now(), ...given, id, email, emailKey: addressKey(email) }
}

export function buildUser(tx: Writer, given: Given<typeof users> = {}): Promise<SeededUser> {
  return insertOne(tx, users, userRow(given))
}

/** A person by their role alone, or with other columns. */
export type Person<Role> = Role | (Given<typeof users> & { role: Role; lastSeenAt?: number | null })

/** By default `anna` of `aurora` is called Anna and has the address anna@aurora.example. */
export function readPerson<Role extends string>(name: string, place: string, given: Person<Role>) {
  return {
    name: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    email: `${name}@${place}.example`,
    ...(typeof given === 'string' ? { role: given, lastSeenAt: null } : given),
  }
}

/** An owner from now on by default. */
export function membershipRow(
  given: Given<typeof memberships> & { accountId: string; userId: string },
): typeof memberships.$inferInsert {
  return { role: 'owner', createdAt: now(), ...given, id: given.id ?? newId() }
}

/** A member of `accountId`: the user `userId`, or the user with `email`, or a new one. */
export async function buildMember(
  tx: Writer,
  given: Given<typeof memberships> & {
    accountId: string
    email?: string
    name?: string
    locale?: SeededUser['locale']
  },
) {
  const { email, name, locale, ...rest } = given
  const user =
    (await findUser(tx, rest.userId, email)) ??
    (await buildUser(tx, {
      ...(email && { email }),
      ...(name && { name }),
      ...(locale && { locale }),
      createdAt: rest.createdAt ?? now(),
    }))
  const membership = await insertOne(tx, memberships, membershipRow({ ...rest, userId: user.id }))
  return { user, membership }
}

async function findUser(tx: Writer, id?: string, email?: string): Promise<SeededUser | undefined> {
  if (!id && !email) return undefined
  const same = id ? eq(users.id, id) : eq(users.emailKey, addressKey(String(email)))
  const [user] = await tx.select().from(users).where(same)
  return user
}

/** A staff member, in the support role by default. */
export async function buildStaff(tx: Writer, given: Given<typeof users> & { role?: StaffRole } = {}) {
  const { role = 'support', ...rest } = given
  const user = await buildUser(tx, { name: 'Grace Whitfield', ...rest })
  await tx.insert(staff).values({ userId: user.id, role, createdAt: user.createdAt })
  return user
}

/** An open invitation for an editor by default; the store has only the hash of its token. */
export function invitationRow(
  given: Given<typeof invitations> & { tokenHash: string },
): typeof invitations.$inferInsert {
  const id = given.id ?? newId()
  const email = given.email ?? `${id}@invited.example`
  const createdAt = given.createdAt ?? now()
  const expiresAt = createdAt + invitationTtl
  return {
    role: 'editor',
    locale: 'en',
    expiresAt,
    ...given,
    id,
    email,
    emailKey: addressKey(email),
    createdAt,
  }
}

/** An invitation and the token of its link. */
export async function buildInvitation(tx: Writer, given: Given<typeof invitations>) {
  const token = newToken()
  const row = invitationRow({ tokenHash: hashSecret(token), ...given })
  return { invitation: await insertOne(tx, invitations, row), token }
}

/** A session of `userId` that began and was used now by default. */
export function buildSession(tx: Writer, given: Given<typeof sessions> & { userId: string }) {
  const createdAt = given.createdAt ?? now()
  return insertOne(tx, sessions, { id: newId(), method: 'code', lastUsedAt: createdAt, ...given, createdAt })
}

/** A passkey of `userId` with a key that no authenticator has. */
export function buildPasskey(tx: Writer, given: Given<typeof passkeys> & { userId: string }) {
  const id = given.id ?? newId()
  return insertOne(tx, passkeys, {
    host: findRelyingParty(env.APP_URL)?.id ?? null,
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
