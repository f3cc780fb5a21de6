import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { DeliveryAttempt, DeliveryPart, MailStatus } from '#/db/words/mail.ts'
import type { RouteTarget } from '#/db/words/notices.ts'
import { stateOf } from '#/lib/notices/delivery/deliveries.ts'

/** A delivery as pages show it. `dueAt`: its next try. `digest`: one mail about several notices. */
export type DeliveryView = {
  id: string
  recipient: string
  /** The account of its recipient; null for some mail to staff. */
  accountId: string | null
  part: DeliveryPart | null
  purpose: RouteTarget | null
  step: number | null
  status: MailStatus
  attempts: number
  createdAt: number
  dueAt: number | null
  settledAt: number | null
  lastError: string
  history: DeliveryAttempt[]
  digest: boolean
}

export const deliveryColumns = {
  id: outbox.id,
  recipient: outbox.recipient,
  accountId: outbox.accountId,
  part: outbox.part,
  purpose: outbox.purpose,
  step: outbox.step,
  status: outbox.status,
  attempts: outbox.attempts,
  createdAt: outbox.createdAt,
  dueAt: outbox.dueAt,
  settledAt: outbox.settledAt,
  lastError: outbox.lastError,
  history: outbox.history,
  digestId: outbox.digestId,
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

export function toDeliveryView<Row extends { history: DeliveryAttempt[] | null; digestId: string | null }>({
  digestId,
  history,
  ...row
}: Row) {
  return { ...row, history: history ?? [], digest: digestId !== null }
}

/** Whether a delivery is still on its way, so that its page reloads. */
export function isInFlight(deliveries: readonly Pick<DeliveryView, 'status'>[]): boolean {
  return deliveries.some(({ status }) => stateOf(status) === 'trying')
}
