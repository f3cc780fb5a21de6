import { count, desc, lte, sql } from 'drizzle-orm'
import type { Reader } from '#/db/store/store.ts'
import type { MailStatus } from '#/db/words/mail.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { type DeliveryView, selectDeliveries, toDeliveryView } from './delivery-queries.ts'

/** How many deliveries of a notice a list shows at most; the notice's own page shows all. */
export const maxDeliveries = 10

/** A notice's deliveries: how many have each status, and the newest. */
export type NoticeDeliveries = { counts: Map<MailStatus, number>; newest: DeliveryView[] }

/** For staff: the deliveries of each notice, including those of its digests. */
export async function listDeliveriesOfEach(
  read: Reader,
  _grant: StaffGrant,
  noticeIds: readonly string[],
): Promise<ReadonlyMap<string, NoticeDeliveries>> {
  const found = new Map(
    noticeIds.map((id): [string, NoticeDeliveries] => [id, { counts: new Map(), newest: [] }]),
  )
  if (noticeIds.length === 0) return found
  const all = selectDeliveries(read, noticeIds)
  const counted = await read
    .select({ noticeId: all.noticeId, status: all.status, number: count() })
    .from(all)
    .groupBy(sql`${all.noticeId}`, all.status)
  for (const { noticeId, status, number } of counted) found.get(noticeId)?.counts.set(status, Number(number))
  const place = sql<number>`row_number() over (partition by ${all.noticeId} order by ${all.id} desc)`
  const ranked = read
    .select({ ...all._.selectedFields, place: place.as('place') })
    .from(all)
    .as('ranked')
  const newest = await read
    .select()
    .from(ranked)
    .where(lte(ranked.place, maxDeliveries))
    .orderBy(desc(ranked.id))
  for (const { place: _, noticeId, ...row } of newest) found.get(noticeId)?.newest.push(toDeliveryView(row))
  return found
}
