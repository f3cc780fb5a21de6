import { and, inArray, isNull, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, digests, events, noticeRates, notices } from '#/db/schema/notices.ts'
import { insertAll, rowsFor } from '#/db/store/insert-many.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import { defineLookUp } from '#/db/store/look-up.ts'
import { engine, type Reader, type Writer } from '#/db/store/store.ts'
import type { NewDigest, NewDigestNotice } from '#/lib/notices/delivery/digests.ts'
import type { NewDelivery } from '#/lib/notices/delivery/mailing.ts'
import { openSlot, sharedSlot } from '#/lib/notices/notice/keys.ts'

export type NewNotice = typeof notices.$inferInsert

export type NewEvent = typeof events.$inferInsert

/** The columns of an open notice that joining needs. */
const openColumns = {
  ...pick(notices, 'id', 'key', 'dedupKey', 'series', 'accountId', 'accountText', 'sourceId'),
  ...pick(notices, 'origin', 'kind', 'testField', 'category', 'environment'),
  ...pick(notices, 'state', 'silence', 'count', 'step', 'firstSeenAt', 'lastMailAt'),
  ...pick(notices, 'asksAnswer', 'dueAt', 'escalateAt', 'repeatAt', 'acknowledgedAt'),
}

export type OpenRow = Pick<typeof notices.$inferSelect, keyof typeof openColumns>

const listInSlots = defineLookUp<OpenRow>(notices, openColumns, {
  by: notices.key,
  also: (other) => sql`${notices.slot} in (${other('slot')}, ${other('shared')})`,
})

/**
 * The unclosed notices with these keys: `own` of this source (null: of none), and `former` of other sources, opened
 * before a notice's source was part of its key.
 */
export async function listOpenByKey(read: Reader, keys: readonly string[], sourceId: string | null) {
  const rows = await listInSlots(read, keys, { slot: openSlot(sourceId), shared: sharedSlot })
  return {
    own: rows.filter((row) => row.sourceId === sourceId),
    former: rows.filter((row) => row.sourceId !== sourceId && row.origin === 'source'),
  }
}

/**
 * The rows of these notices that are still unclosed, as they are now. Until the transaction ends, nobody acknowledges,
 * closes or moves them.
 */
export async function lockOpen(tx: Writer, rows: readonly OpenRow[]): Promise<Map<string, OpenRow>> {
  const ids = rows.map(({ id }) => id).sort()
  const held = engine === 'sqlite' ? rows : await lockUnclosed(tx, ids)
  return new Map(held.map((row) => [row.id, row]))
}

const lockUnclosed = defineLookUp<OpenRow>(notices, openColumns, {
  by: notices.id,
  also: () => isNull(notices.closedAt),
  holds: true,
})

/** Lists a source's unclosed notices with these values in `column`, whatever their account and category. */
function defineUnclosed(column: typeof notices.dedupKey | typeof notices.series) {
  const list = defineLookUp<OpenRow>(notices, openColumns, {
    by: column,
    also: (other) => and(sql`${notices.sourceId} = ${other('source')}`, isNull(notices.closedAt)),
  })
  return (read: Reader, source: string, values: readonly string[]) => list(read, values, { source })
}

export const listOpenOfSource = defineUnclosed(notices.dedupKey)
export const listOpenOfSeries = defineUnclosed(notices.series)

const keyColumns = pick(notices, 'key', 'id', 'sourceId')

const listKeys = defineLookUp<Pick<OpenRow, keyof typeof keyColumns>>(notices, keyColumns, {
  by: notices.key,
})

/** The keys that had a notice of this source (null: of none) before, with its id. */
export async function listKnownKeys(
  read: Reader,
  keys: readonly string[],
  ofSource: string | null,
): Promise<Map<string, string>> {
  const known = await listKeys(read, keys)
  return new Map(known.flatMap(({ key, id, sourceId }) => (sourceId === ofSource ? [[key, id]] : [])))
}

const listRates = defineListQuery((read, keys) =>
  read.select().from(noticeRates).where(inArray(noticeRates.key, keys)),
)

export async function readRates(read: Reader, keys: readonly string[]): Promise<Map<string, number[]>> {
  return new Map((await listRates(read, keys)).map(({ key, toldAt }) => [key, toldAt]))
}

/** The rows that a batch writes, in an order that satisfies every reference. */
export type NewRows = {
  digests: NewDigest[]
  notices: NewNotice[]
  deliveries: NewDelivery[]
  digestNotices: NewDigestNotice[]
  events: NewEvent[]
  rates: Map<string, number[]>
}

export function noRows(): NewRows {
  return { digests: [], notices: [], deliveries: [], digestNotices: [], events: [], rates: new Map() }
}

/** Every transaction writes them in one order, so that none waits for another that waits for it. */
const byKey = (one: { key: string }, other: { key: string }) => (one.key < other.key ? -1 : 1)

export function insertRows(tx: Writer, rows: NewRows): Promise<void> {
  const rates = [...rows.rates].map(([key, toldAt]) => ({ key, toldAt })).sort(byKey)
  return insertAll(tx, [
    rowsFor(digests, rows.digests),
    rowsFor(notices, rows.notices),
    rowsFor(outbox, rows.deliveries),
    rowsFor(digestNotices, rows.digestNotices),
    rowsFor(events, rows.events),
    rowsFor(noticeRates, rates, noticeRates.key),
  ])
}
