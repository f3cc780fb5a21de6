import { and, inArray, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { type digestNotices, digests } from '#/db/schema/notices.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'

export type NewDigest = typeof digests.$inferInsert

export type NewDigestNotice = typeof digestNotices.$inferInsert

export type OpenDigest = typeof digests.$inferSelect

/** A digest gathers for 5 minutes; its last moments stay free, so that no notice joins while it is written. */
export const digestSpan = 5 * minute

const margin = 5_000

/** A digest that gathers from `at`, unless the caller says otherwise. */
export function newDigest(digest: Pick<NewDigest, 'key' | 'kind'> & Partial<NewDigest>, at: number) {
  const dueAt = at + digestSpan
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
