import { and, count, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { MailStatus } from '#/db/words/mail.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { type DeliveryView, deliveryColumns, toDeliveryView } from './delivery-queries.ts'

/** How many deliveries of a notice a list shows at most; the notice's own page shows all. */
export const mostDeliveries = 10

/** A notice's deliveries: how many have each status, and the newest. */
export type NoticeDeliveries = { counts: Map<MailStatus, number>; newest: DeliveryView[] }

/** For staff: the deliveries of each notice, including those of its digests. */
export async function listDeliveriesOfEach(
  read: Reader,
  _grant: StaffGrant,
  noticeIds: readonly string[],
): Promise<ReadonlyMap<string, NoticeDeliveries>> {
  const found = new Map<string, NoticeDeliveries>(
    noticeIds.map((id) => [id, { counts: new Map(), newest: [] }]),
  )
  if (noticeIds.length === 0) return found
  const ids = [...noticeIds]
  for (const { noticeId, status, number } of [
    ...(await countOwn(read, ids)),
    ...(await countGathered(read, ids)),
  ]) {
    const counts = found.get(noticeId ?? '')?.counts
    counts?.set(status, (counts.get(status) ?? 0) + Number(number))
  }
  const rows = [...(await listOwn(read, ids)), ...(await listGathered(read, ids))]
  for (const { place, noticeId, ...row } of rows.sort((one, other) => (one.id < other.id ? 1 : -1))) {
    const newest = found.get(noticeId ?? '')?.newest
    if (newest && newest.length < mostDeliveries) newest.push(toDeliveryView(row))
  }
  return found
}

function countOwn(read: Reader, ids: string[]) {
  return read
    .select({ noticeId: outbox.noticeId, status: outbox.status, number: count() })
    .from(outbox)
    .where(and(isNotNull(outbox.noticeId), inArray(outbox.noticeId, ids)))
    .groupBy(outbox.noticeId, outbox.status)
}

function countGathered(read: Reader, ids: string[]) {
  return read
    .select({ noticeId: digestNotices.noticeId, status: outbox.status, number: count() })
    .from(digestNotices)
    .innerJoin(outbox, and(isNotNull(outbox.digestId), eq(outbox.digestId, digestNotices.digestId)))
    .where(inArray(digestNotices.noticeId, ids))
    .groupBy(digestNotices.noticeId, outbox.status)
}

function listOwn(read: Reader, ids: string[]) {
  const place = sql<number>`row_number() over (partition by ${outbox.noticeId} order by ${outbox.id} desc)`
  const ranked = read
    .select({ ...deliveryColumns, noticeId: outbox.noticeId, place: place.as('place') })
    .from(outbox)
    .where(and(isNotNull(outbox.noticeId), inArray(outbox.noticeId, ids)))
    .as('ranked')
  return read.select().from(ranked).where(lte(ranked.place, mostDeliveries))
}

function listGathered(read: Reader, ids: string[]) {
  const place = sql<number>`row_number() over (partition by ${digestNotices.noticeId} order by ${outbox.id} desc)`
  const ranked = read
    .select({ ...deliveryColumns, noticeId: digestNotices.noticeId, place: place.as('place') })
    .from(digestNotices)
    .innerJoin(outbox, and(isNotNull(outbox.digestId), eq(outbox.digestId, digestNotices.digestId)))
    .where(inArray(digestNotices.noticeId, ids))
    .as('ranked')
  return read.select().from(ranked).where(lte(ranked.place, mostDeliveries))
}
