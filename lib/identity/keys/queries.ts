import { desc, eq, inArray, type SQL } from 'drizzle-orm'
import { eventSources } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import type { KeyScope } from '#/db/words/people.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { hashSecret } from '#/lib/platform/values/ids.ts'
import { isUsableKey } from './policy.ts'

export type EventSource = typeof eventSources.$inferSelect

/** A source as pages show it, without the hash of its key. `madeBy` is empty if the command line made it. */
export type ListedSource = Omit<EventSource, 'keyHash'> & { madeBy: string }

declare const granted: unique symbol

/** Proof that a request carried a source's key with this scope. Only this module makes one. */
export type SourceGrant<Scope extends KeyScope = KeyScope> = {
  readonly source: EventSource
  readonly [granted]: { readonly [scope in Scope]: true }
}

type SourceRefusal = 'unknown-key' | 'missing-scope'

const listByKeyHash = defineListQuery((read, hashes) =>
  read.select().from(eventSources).where(inArray(eventSources.keyHash, hashes)),
)

const listById = defineListQuery((read, ids) =>
  read.select().from(eventSources).where(inArray(eventSources.id, ids)),
)

/**
 * Grants the scope to a request with this key. `unknown-key` (401) for an unknown, revoked or expired one; `missing-scope`
 * (403) for one without the scope.
 */
export async function grantSource<Scope extends KeyScope>(
  read: Reader,
  key: string,
  scope: Scope,
): Promise<SourceGrant<Scope> | SourceRefusal> {
  const [source] = await listByKeyHash(read, [hashSecret(key)])
  if (!source || !isUsableKey(source, now())) return 'unknown-key'
  if (!source.scopes.includes(scope)) return 'missing-scope'
  return { source } as unknown as SourceGrant<Scope>
}

/** Checks the right again in a command's transaction, so that a lost one is not used. @throws AppError `forbidden` */
export async function reauthoriseSource<Scope extends KeyScope>(
  tx: Reader,
  grant: SourceGrant<Scope>,
  scope: Scope,
): Promise<SourceGrant<Scope>> {
  const [source] = await listById(tx, [grant.source.id])
  if (!source || !isUsableKey(source, now()) || !source.scopes.includes(scope))
    throw new AppError('forbidden')
  return { source } as unknown as SourceGrant<Scope>
}

/** All sources, newest first, also those whose key no longer works. */
export function listSources(read: Reader, _grant: AdminGrant): Promise<ListedSource[]> {
  return readSources(read)
}

/** The source with this id; null if there is none. */
export async function findSource(read: Reader, _grant: AdminGrant, id: string): Promise<ListedSource | null> {
  return (await readSources(read, eq(eventSources.id, id)))[0] ?? null
}

/** As `listSources`, for the command line and the demo, which need no grant. */
export async function readSources(read: Reader, where?: SQL): Promise<ListedSource[]> {
  const rows = await read
    .select({ source: eventSources, name: users.name, email: users.email })
    .from(eventSources)
    .leftJoin(users, eq(users.id, eventSources.createdBy))
    .where(where)
    .orderBy(desc(eventSources.createdAt), desc(eventSources.id))
  return rows.map(({ source: { keyHash: _, ...source }, name, email }) => ({
    ...source,
    madeBy: name || email || '',
  }))
}
