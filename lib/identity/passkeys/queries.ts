import { and, desc, eq } from 'drizzle-orm'
import { passkeys } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'

export type Passkey = typeof passkeys.$inferSelect

/** A passkey as options for browsers name it. */
export function toCredential({ credentialId: id, transports }: Passkey) {
  return { id, transports: transports as AuthenticatorTransport[] }
}

/** A person's passkeys, newest first; at most `maxPasskeys`. */
export function listPasskeys(read: Reader, userId: string): Promise<Passkey[]> {
  return read
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(desc(passkeys.createdAt), desc(passkeys.id))
}

export function countPasskeys(read: Reader, userId: string): Promise<number> {
  return read.$count(passkeys, eq(passkeys.userId, userId))
}

/** One of a person's own passkeys; null if it is not theirs. */
export async function findPasskey(read: Reader, userId: string, id: string): Promise<Passkey | null> {
  const [found] = await read
    .select()
    .from(passkeys)
    .where(and(eq(passkeys.userId, userId), eq(passkeys.id, id)))
  return found ?? null
}

/** Anyone's passkey: the answer has to prove the owner. */
export async function findByCredential(read: Reader, credentialId: string): Promise<Passkey | null> {
  const [found] = await read.select().from(passkeys).where(eq(passkeys.credentialId, credentialId))
  return found ?? null
}
