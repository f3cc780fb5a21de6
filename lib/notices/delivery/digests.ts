import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, digests, notices } from '#/db/schema/notices.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { severities } from '#/db/words/notices.ts'
import { minute, second } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'

export type NewDigest = typeof digests.$inferInsert

export type NewDigestNotice = typeof digestNotices.$inferInsert

/** A digest gathers for 5 minutes; the last moments are reserved, so that no notice joins while it is written. */
export const digestSpan = 5 * minute
/** Digests of emergencies or resolves gather for 30 s. */
export const shortSpan = 30 * second

const margin = 5 * second

/** A digest that gathers from `at`, unless the caller says otherwise. */
export function newDigest(digest: Pick<NewDigest, 'key' | 'kind'> & Partial<NewDigest>, at: number) {
  const { kind, category } = digest
  const dueAt = at + (kind === 'resolves' || category === 'emergency' ? shortSpan : digestSpan)
  return { id: newId(), gathersUntil: dueAt - margin, dueAt, createdAt: at, ...digest } satisfies NewDigest
}

/** Whether no attempt has been made. The due time alone is not enough: the clock may have been set back. */
export const isUnmailed = sql`not exists (select 1 from ${outbox} where ${outbox.digestId} = ${digests.id} and ${outbox.attempts} > 0)`

/** The digests of these keys that still gather at `at`. */
export async function listGathering(read: Reader, keys: readonly string[], at: number) {
  return new Map((await listDigests(read, keys, { at })).map((row) => [row.key, row]))
}

const listDigests = defineListQuery((read, keys, other) =>
  read
    .select()
    .from(digests)
    .where(and(inArray(digests.key, keys), sql`${digests.gathersUntil} > ${other('at')}`, isUnmailed)),
)

/** The digests with these notices, for the account that has the notice now; without those of resolves and for staff. */
export function listDigestsOf(read: Reader, noticeIds: readonly string[]) {
  const isOwn = eq(digests.accountId, notices.accountId)
  const isOf = and(inArray(digestNotices.noticeId, [...noticeIds]), isOwn)
  return read
    .select({
      ...pick(digests, 'id', 'gathersUntil', 'dueAt'),
      noticeId: digestNotices.noticeId,
      unmailed: sql<boolean | number>`${isUnmailed}`,
    })
    .from(digestNotices)
    .innerJoin(digests, eq(digests.id, digestNotices.digestId))
    .innerJoin(notices, eq(notices.id, digestNotices.noticeId))
    .where(and(isOf, inArray(digests.kind, ['notices', 'escalation'])))
}

/** Mail servers refuse much longer digests, and nobody reads them. */
export const maxListed = 500

const severityRank = sql.join(
  severities.map((severity, rank) => sql.raw(`when '${severity}' then ${rank}`)),
  sql` `,
)

/** Emergencies first, then by severity, oldest first. Immutable columns only, so a digest's list never changes. */
export const byUrgency: readonly SQL[] = [
  sql`case ${notices.category} when 'emergency' then 0 else 1 end`,
  sql`case ${notices.severity} ${severityRank} end`,
  sql`coalesce(${notices.occurredAt}, ${notices.firstSeenAt})`,
  sql`${notices.id}`,
]

/** A notice's rank within its source. */
const placeInSource = sql`row_number() over (partition by ${notices.sourceId} order by ${sql.join([...byUrgency], sql`, `)})`

/**
 * The ids of the notices that a digest lists, and that its link acknowledges. Of more than it can list it takes the most
 * urgent of each source in turn, so that a flood from one hides nothing of another.
 */
export function selectListed(read: Reader, digestId: string) {
  return read
    .select({ id: digestNotices.noticeId })
    .from(digestNotices)
    .innerJoin(notices, eq(notices.id, digestNotices.noticeId))
    .where(eq(digestNotices.digestId, digestId))
    .orderBy(placeInSource, ...byUrgency)
    .limit(maxListed)
}
