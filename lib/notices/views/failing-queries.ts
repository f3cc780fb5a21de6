import { and, count, desc, eq, isNotNull, ne, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { bounceReports, notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { endpointProbe } from '#/lib/notices/endpoints/watch.ts'
import { isBefore, type TimeCursor, toPage } from '#/lib/platform/lists/time-cursor.ts'
import { deliveryColumns, toDeliveryView } from './delivery-queries.ts'
import type { FailingStatus } from './lists.ts'

export const deliveriesPerPage = 50
export type FailingDelivery = Awaited<ReturnType<typeof listFailingDeliveries>>['deliveries'][number]

/** Must match the partial index literally, or the engines ignore it. */
const isInIndex = sql`${outbox.status} in ('retrying', 'failed', 'expired')`
/** Probes go to what fails anyway, and the endpoint says that. */
const isFailing = and(isInIndex, ne(outbox.template, endpointProbe.name))

/** For staff: mail of any kind that failed, expired or is being retried, newest first. */
export async function listFailingDeliveries(
  read: Reader,
  _grant: StaffGrant,
  status: FailingStatus | null,
  after: TimeCursor | null,
) {
  const { id, createdAt } = outbox
  const rows = await read
    .select({
      delivery: deliveryColumns,
      template: outbox.template,
      notice: pick(notices, 'id', 'topic', 'summary', 'translations'),
      account: pick(accounts, 'slug', 'name'),
    })
    .from(outbox)
    .leftJoin(notices, eq(notices.id, outbox.noticeId))
    .leftJoin(accounts, eq(accounts.id, outbox.accountId))
    .where(and(isFailing, status ? eq(outbox.status, status) : undefined, isBefore(createdAt, id, after)))
    .orderBy(desc(createdAt), desc(id))
    .limit(deliveriesPerPage + 1)
  const deliveries = rows.map(({ delivery, ...rest }) => ({ ...toDeliveryView(delivery), ...rest }))
  const { shown, next } = toPage(deliveries, deliveriesPerPage, (one) => one.createdAt)
  return { deliveries: shown, next }
}

export async function countFailing(
  read: Reader,
  _grant: StaffGrant,
): Promise<Partial<Record<FailingStatus, number>>> {
  const rows = await read
    .select({ status: outbox.status, count: count() })
    .from(outbox)
    .where(isFailing)
    .groupBy(outbox.status)
  return Object.fromEntries(rows.map((row) => [row.status, Number(row.count)]))
}

export const bouncesPerPage = 25
export type UnknownBounce = typeof bounceReports.$inferSelect

/** For staff: reports of bounces whose delivery is unknown, newest first. */
export async function listUnknownBounces(
  read: Reader,
  _grant: StaffGrant,
  after: TimeCursor | null,
): Promise<{ bounces: UnknownBounce[]; next: TimeCursor | null }> {
  const rows = await read
    .select()
    .from(bounceReports)
    .where(and(isNotNull(bounceReports.raw), isBefore(bounceReports.receivedAt, bounceReports.id, after)))
    .orderBy(desc(bounceReports.receivedAt), desc(bounceReports.id))
    .limit(bouncesPerPage + 1)
  const { shown, next } = toPage(rows, bouncesPerPage, ({ receivedAt }) => receivedAt)
  return { bounces: shown, next }
}
