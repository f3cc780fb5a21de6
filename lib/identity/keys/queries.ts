import { desc, eq, inArray, type SQL } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { eventSources, sourceKeys } from '#/db/schema/notices.ts'
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
export type SourceKey = typeof sourceKeys.$inferSelect

/** A key as pages show it, without its hash. `madeBy` is empty if the command line made it. */
export type ListedKey = Omit<SourceKey, 'keyHash'> & { madeBy: string }

/** A source with its keys, newest first. */
export type ListedSource = EventSource & { madeBy: string; keys: ListedKey[] }

declare const granted: unique symbol

/** Proof that a request carried a source's key with this scope. Only this module makes one. */
export type SourceGrant<Scope extends KeyScope = KeyScope> = {
  readonly source: EventSource
  readonly key: SourceKey
  readonly [granted]: { readonly [scope in Scope]: true }
}

type SourceRefusal = 'unknown-key' | 'missing-scope'

const withSource = { source: eventSources, key: sourceKeys }

const listByHash = defineListQuery((read, hashes) =>
  read
    .select(withSource)
    .from(sourceKeys)
    .innerJoin(eventSources, eq(eventSources.id, sourceKeys.sourceId))
    .where(inArray(sourceKeys.keyHash, hashes)),
)

const listById = defineListQuery((read, ids) =>
  read
    .select(withSource)
    .from(sourceKeys)
    .innerJoin(eventSources, eq(eventSources.id, sourceKeys.sourceId))
    .where(inArray(sourceKeys.id, ids)),
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
  const [found] = await listByHash(read, [hashSecret(key)])
  if (!found || !isUsableKey(found.key, now())) return 'unknown-key'
  if (!found.source.scopes.includes(scope)) return 'missing-scope'
  return found as unknown as SourceGrant<Scope>
}

/** Checks the right again in a command's transaction, so that a lost one is not used. @throws AppError `forbidden` */
export async function reauthoriseSource<Scope extends KeyScope>(
  tx: Reader,
  grant: SourceGrant<Scope>,
  scope: Scope,
): Promise<SourceGrant<Scope>> {
  const [found] = await listById(tx, [grant.key.id])
  if (!found || !isUsableKey(found.key, now()) || !found.source.scopes.includes(scope))
    throw new AppError('forbidden')
  return found as unknown as SourceGrant<Scope>
}

/** All sources, newest first, also those without a valid key. */
export function listSources(read: Reader, _grant: AdminGrant): Promise<ListedSource[]> {
  return readSources(read)
}

/** The source with this id; null if there is none. */
export async function findSource(read: Reader, _grant: AdminGrant, id: string): Promise<ListedSource | null> {
  return (await readSources(read, eq(eventSources.id, id)))[0] ?? null
}

/** As `listSources`, for the command line and the demo, which need no grant. */
export async function readSources(read: Reader, where?: SQL): Promise<ListedSource[]> {
  const maker = pick(users, 'name', 'email')
  const sources = await read
    .select({ source: eventSources, maker })
    .from(eventSources)
    .leftJoin(users, eq(users.id, eventSources.createdBy))
    .where(where)
    .orderBy(desc(eventSources.createdAt), desc(eventSources.id))
  const keys = await read
    .select({ key: sourceKeys, maker })
    .from(sourceKeys)
    .innerJoin(eventSources, eq(eventSources.id, sourceKeys.sourceId))
    .leftJoin(users, eq(users.id, sourceKeys.createdBy))
    .where(where)
    .orderBy(desc(sourceKeys.createdAt), desc(sourceKeys.id))
  const keysOf = Map.groupBy(keys, ({ key }) => key.sourceId)
  return sources.map(({ source, maker }) => ({
    ...source,
    madeBy: nameCreator(maker),
    keys: (keysOf.get(source.id) ?? []).map(({ key: { keyHash: _, ...key }, maker }) => ({
      ...key,
      madeBy: nameCreator(maker),
    })),
  }))
}

function nameCreator(maker: { name: string; email: string } | null): string {
  return maker ? maker.name || maker.email : ''
}
