import { and, inArray, isNull, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, digests, events, noticeRates, notices } from '#/db/schema/notices.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { chunksOf, defineListQuery } from '#/db/store/list-query.ts'
import { pick } from '#/db/store/pick.ts'
import { locking } from '#/db/store/row-locks.ts'
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
  ...pick(notices, 'asksAnswer', 'dueAt', 'escalateAt', 'acknowledgedAt'),
}

export type OpenRow = Pick<typeof notices.$inferSelect, keyof typeof openColumns>

const listInSlots = defineListQuery((read, keys, other) =>
  read
    .select(openColumns)
    .from(notices)
    .where(and(inArray(notices.key, keys), sql`${notices.slot} in (${other('slot')}, ${other('shared')})`)),
)

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
export async function holdOpen(tx: Writer, rows: readonly OpenRow[]): Promise<Map<string, OpenRow>> {
  const ids = [...new Set(rows.map(({ id }) => id))]
  const held = engine === 'sqlite' ? rows : await holdUnclosed(tx, ids)
  return new Map(held.map((row) => [row.id, row]))
}

const holdUnclosed = defineListQuery((tx, ids) =>
  locking(
    tx
      .select(openColumns)
      .from(notices)
      .where(and(inArray(notices.id, ids), isNull(notices.closedAt)))
      .orderBy(notices.id),
    'update',
  ),
)

/** Lists a source's unclosed notices with these values in `column`, whatever their account and category. */
function defineUnclosed(column: typeof notices.dedupKey | typeof notices.series) {
  const list = defineListQuery((read, values, other) =>
    read
      .select(openColumns)
      .from(notices)
      .where(
        and(sql`${notices.sourceId} = ${other('source')}`, inArray(column, values), isNull(notices.closedAt)),
      ),
  )
  return (read: Reader, source: string, values: readonly string[]) => list(read, values, { source })
}

export const listOpenOfSource = defineUnclosed(notices.dedupKey)
export const listOpenOfSeries = defineUnclosed(notices.series)

const listKeys = defineListQuery((read, keys) =>
  read
    .select(pick(notices, 'key', 'id', 'sourceId'))
    .from(notices)
    .where(inArray(notices.key, keys)),
)

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

export async function insertRows(tx: Writer, rows: NewRows): Promise<void> {
  await insertMany(tx, digests, rows.digests)
  await insertMany(tx, notices, rows.notices)
  await insertMany(tx, outbox, rows.deliveries)
  await insertMany(tx, digestNotices, rows.digestNotices)
  await insertMany(tx, events, rows.events)
  const rates = [...rows.rates].map(([key, toldAt]) => ({ key, toldAt })).sort(byKey)
  for (const some of chunksOf(rates, 1000)) {
    await tx
      .insert(noticeRates)
      .values(some)
      .onConflictDoUpdate({ target: noticeRates.key, set: { toldAt: sql`excluded.told_at` } })
  }
}
