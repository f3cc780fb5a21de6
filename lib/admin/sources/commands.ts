import { eq } from 'drizzle-orm'
import { eventSources } from '#/db/schema/notices.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { defaultSandboxNames, type NoticeCategory } from '#/db/words/notices.ts'
import type { KeyScope } from '#/db/words/people.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { lockSource, writeKey } from './key-commands.ts'
import { type SourceSettings, versionOfSource } from './schema.ts'

/** `id`: made with the form, so that sending the form twice adds one source. `expiresAt`: of its first key. */
export type NewSource = {
  id?: string
  name: string
  scopes: KeyScope[]
  defaultCategory?: NoticeCategory | null
  accountLabel?: string
  internalLinks?: boolean
  sandboxNames?: string[]
  expiresAt?: number | null
}

/**
 * Adds a source with its first key and returns the key, once only: the store keeps a hash.
 * @throws AppError `source-made` if this id exists, as `reauthoriseStaff`
 */
export function addSource(store: Store, grant: AdminGrant, given: NewSource) {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    return insertSource(tx, given, actor.user.id)
  })
}

/** As `addSource`, for the command line and the demo, which need no grant. */
export async function insertSource(tx: Writer, given: NewSource, actorId: string | null) {
  const { id = newId(), name, scopes, expiresAt = null } = given
  if ((await tx.$count(eventSources, eq(eventSources.id, id))) > 0) throw new AppError('source-made')
  const source = {
    name,
    scopes,
    defaultCategory: given.defaultCategory ?? null,
    accountLabel: given.accountLabel || 'account',
    internalLinks: given.internalLinks ?? false,
    sandboxNames: given.sandboxNames ?? [...defaultSandboxNames],
  }
  await tx.insert(eventSources).values({ ...source, id, createdBy: actorId, createdAt: now() })
  await writeAudit(tx, { actorId, action: 'source.added', subjectId: id, after: { ...source, expiresAt } })
  const { key } = await writeKey(tx, { id: newId(), sourceId: id, expiresAt }, actorId)
  return { id, key }
}

/**
 * Changes a source's name and defaults, for events from then on. `version`: of the source that the form showed
 * (`versionOfSource`). @throws AppError `not-found`, `settings-changed` if somebody changed it since
 */
export function changeSource(
  store: Store,
  grant: AdminGrant,
  given: { id: string; version: number; settings: SourceSettings },
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    const source = await lockSource(tx, given.id)
    if (versionOfSource(source) !== given.version) throw new AppError('settings-changed', {}, 'version')
    await writeSettings(tx, given.id, given.settings, actor.user.id)
  })
}

/** Changes the given settings, for the command line, which needs no grant. @throws AppError `not-found` */
export async function writeSettings(
  tx: Writer,
  id: string,
  settings: Partial<SourceSettings>,
  actorId: string | null,
): Promise<void> {
  const source: Record<string, unknown> = await lockSource(tx, id)
  const isChanged = ([field, value]: [string, unknown]) =>
    JSON.stringify(source[field]) !== JSON.stringify(value)
  const changed = Object.entries(settings).filter(isChanged)
  if (changed.length === 0) return
  const after = Object.fromEntries(changed)
  const before = Object.fromEntries(changed.map(([field]) => [field, source[field]]))
  await tx.update(eventSources).set(after).where(eq(eventSources.id, id))
  await writeAudit(tx, { actorId, action: 'source.changed', subjectId: id, before, after })
}
