import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { DeliveryAttempt } from '#/db/words/mail.ts'
import { stateOf } from '#/lib/notices/delivery/deliveries.ts'

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
  const inDigests = await read
    .select({ id: digestNotices.digestId })
    .from(digestNotices)
    .where(eq(digestNotices.noticeId, noticeId))
  const own = await read
    .select(deliveryColumns)
    .from(outbox)
    .where(and(isNotNull(outbox.noticeId), eq(outbox.noticeId, noticeId)))
  const ids = inDigests.map(({ id }) => id)
  const gathered = ids.length
    ? await read
        .select(deliveryColumns)
        .from(outbox)
        .where(and(isNotNull(outbox.digestId), inArray(outbox.digestId, ids)))
    : []
  return [...own, ...gathered].sort((one, other) => (one.id < other.id ? -1 : 1)).map(toDeliveryView)
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
