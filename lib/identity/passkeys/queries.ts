import { and, desc, eq } from 'drizzle-orm'
import { passkeys } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'

export type Passkey = typeof passkeys.$inferSelect

/** A passkey as browsers are told of it. */
export function toCredential({ credentialId: id, transports }: Passkey) {
  return { id, transports: transports as AuthenticatorTransport[] }
}

/** A person's passkeys, the newest first; at most `mostPasskeys`. */
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

/** One of a person's own; null where they have none such. */
export async function findPasskey(read: Reader, userId: string, id: string): Promise<Passkey | null> {
  const [found] = await read
    .select()
    .from(passkeys)
    .where(and(eq(passkeys.userId, userId), eq(passkeys.id, id)))
  return found ?? null
}

/** Whose it is does not matter yet: the answer has to prove it. */
export async function findByCredential(read: Reader, credentialId: string): Promise<Passkey | null> {
  const [found] = await read.select().from(passkeys).where(eq(passkeys.credentialId, credentialId))
  return found ?? null
}
