import { and, count, desc, eq, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { bounceReports, digestNotices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/index.ts'
import type { StaffGrant } from '#/lib/access/grants.ts'
import type { DeliveryAttempt, DeliveryPart, MailStatus } from '#/lib/mail/schema.ts'
import { fateOf } from './deliveries.ts'
import type { RouteTarget } from './schema.ts'

/** A delivery as pages show it. `dueAt`: its next try. `digest`: it tells of several notices at once. */
export type DeliveryView = {
  id: string
  recipient: string
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

const columns = {
  id: outbox.id,
  recipient: outbox.recipient,
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

/** The deliveries of a notice and of the digests it is in, oldest first. The caller has shown the right to the notice. */
export async function listDeliveriesOf(read: Reader, noticeId: string): Promise<DeliveryView[]> {
  const inDigests = await read
    .select({ id: digestNotices.digestId })
    .from(digestNotices)
    .where(eq(digestNotices.noticeId, noticeId))
  const own = await read
    .select(columns)
    .from(outbox)
    .where(and(isNotNull(outbox.noticeId), eq(outbox.noticeId, noticeId)))
  const ids = inDigests.map(({ id }) => id)
  const gathered = ids.length
    ? await read
        .select(columns)
        .from(outbox)
        .where(and(isNotNull(outbox.digestId), inArray(outbox.digestId, ids)))
    : []
  return [...own, ...gathered].sort((one, other) => (one.id < other.id ? -1 : 1)).map(toView)
}

function toView<Row extends { history: DeliveryAttempt[] | null; digestId: string | null }>({
  digestId,
  history,
  ...row
}: Row) {
  return { ...row, history: history ?? [], digest: digestId !== null }
}

/** Whether a page that shows these has something to wait for. */
export function isInFlight(deliveries: readonly Pick<DeliveryView, 'status'>[]): boolean {
  return deliveries.some(({ status }) => fateOf(status) === 'trying')
}

export const deliveriesPerPage = 50
export type DeliveryCursor = { createdAt: number; id: string }
export type FailingDelivery = DeliveryView & {
  template: string
  noticeId: string | null
  accountSlug: string | null
  accountName: string | null
}

/** For staff: mail of any kind that failed, expired or is being retried, newest first. */
export async function listFailingDeliveries(
  read: Reader,
  _grant: StaffGrant,
  after: DeliveryCursor | null,
): Promise<{ deliveries: FailingDelivery[]; next: DeliveryCursor | null }> {
  const rows = await read
    .select({
      ...columns,
      template: outbox.template,
      noticeId: outbox.noticeId,
      accountSlug: accounts.slug,
      accountName: accounts.name,
    })
    .from(outbox)
    .leftJoin(accounts, eq(accounts.id, outbox.accountId))
    .where(and(isFailing, after ? isAfter(after) : undefined))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(deliveriesPerPage + 1)
  const shown = rows.slice(0, deliveriesPerPage).map(toView)
  const last = shown.at(-1)
  const next = rows.length > deliveriesPerPage && last ? { createdAt: last.createdAt, id: last.id } : null
  return { deliveries: shown, next }
}

/** As written in the partial index, so that it serves. */
const isFailing = sql`${outbox.status} in ('retrying', 'failed', 'expired')`

function isAfter({ createdAt, id }: DeliveryCursor) {
  return or(lt(outbox.createdAt, createdAt), and(eq(outbox.createdAt, createdAt), lt(outbox.id, id)))
}

/** How many deliveries are in each status. Counted over all that are kept. */
export async function countDeliveries(read: Reader): Promise<Partial<Record<MailStatus, number>>> {
  const rows = await read
    .select({ status: outbox.status, count: count() })
    .from(outbox)
    .groupBy(outbox.status)
  return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]))
}

/** For staff: reports of bounces whose delivery is unknown, newest first. */
export function listUnknownBounces(read: Reader, _grant: StaffGrant, limit = 100) {
  return read
    .select()
    .from(bounceReports)
    .where(isNotNull(bounceReports.raw))
    .orderBy(desc(bounceReports.receivedAt), desc(bounceReports.id))
    .limit(limit)
}
