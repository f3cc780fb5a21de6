import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { DeliveryAttempt } from '#/db/words/mail.ts'
import type { WouldReach } from '#/db/words/notices.ts'
import { stateOf } from '#/lib/notices/delivery/deliveries.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'

export const deliveryColumns = {
  ...pick(outbox, 'id', 'recipient', 'shown', 'accountId', 'part', 'purpose', 'step', 'digestId'),
  ...pick(outbox, 'status', 'attempts', 'createdAt', 'dueAt', 'settledAt', 'lastError', 'history'),
}
type DeliveryRow = Pick<typeof outbox.$inferSelect, keyof typeof deliveryColumns>

/**
 * A delivery as pages show it. `recipient`: the key of its point, an address as it was written; `shown`: what people read.
 * `accountId`: of its recipient; null for some mail to staff. `dueAt`: its next try. `digest`: one mail about several notices.
 */
export type DeliveryView = Omit<DeliveryRow, 'shown' | 'history' | 'digestId'> & {
  shown: string
  history: DeliveryAttempt[]
  digest: boolean
}

/** The deliveries of a notice and of its digests, oldest first. The caller checks the right to the notice. */
export async function listDeliveriesOf(read: Reader, noticeId: string): Promise<DeliveryView[]> {
  const all = selectDeliveries(read, [noticeId])
  const rows = await read.select().from(all).orderBy(all.id)
  return rows.map(({ noticeId: _, ...row }) => toDeliveryView(row))
}

/** The deliveries of each of these notices, singly and in digests. */
export function selectDeliveries(read: Reader, ids: readonly string[]) {
  const own = read
    // The condition leaves no row without one.
    .select({ ...deliveryColumns, noticeId: sql<string>`${outbox.noticeId}`.as('notice_id') })
    .from(outbox)
    .where(and(isNotNull(outbox.noticeId), inArray(outbox.noticeId, [...ids])))
  const ofDigests = read
    .select({ ...deliveryColumns, noticeId: digestNotices.noticeId })
    .from(digestNotices)
    .innerJoin(outbox, and(isNotNull(outbox.digestId), eq(outbox.digestId, digestNotices.digestId)))
    .where(inArray(digestNotices.noticeId, [...ids]))
  return own.unionAll(ofDigests).as('deliveries')
}

export function toDeliveryView<
  Row extends Pick<DeliveryRow, 'recipient' | 'shown' | 'history' | 'digestId'>,
>({ digestId, history, ...row }: Row) {
  return { ...row, shown: row.shown ?? row.recipient, history: history ?? [], digest: digestId !== null }
}

/** Whether a delivery is still in flight, so that its page polls. */
export function isInFlight(deliveries: readonly Pick<DeliveryView, 'status'>[]): boolean {
  return deliveries.some(({ status }) => stateOf(status) === 'trying')
}

/** The bouncing addresses on a notice's page, by key. */
export async function listBouncingKeys(
  read: Reader,
  view: { notice: { wouldReach: WouldReach | null }; deliveries: readonly { recipient: string }[] },
): Promise<Set<string>> {
  const wouldBeTold = (view.notice.wouldReach ?? []).flatMap(({ addresses }) => addresses)
  const told = view.deliveries.map(({ recipient }) => recipient)
  return listMarkedKeys(read, [...told, ...wouldBeTold])
}
