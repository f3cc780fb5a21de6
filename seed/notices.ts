import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, eventSources, events, notices, sourceKeys } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import type { DeliveryAttempt } from '#/db/words/mail.ts'
import { openSlot } from '#/lib/notices/notice/keys.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { hashSecret, newId, newToken } from '#/lib/platform/values/ids.ts'
import { insertOne } from './insert.ts'

export type SeededNotice = typeof notices.$inferSelect
export type Delivery = typeof outbox.$inferSelect

/** An event source with a key that nobody knows. */
export async function buildSource(tx: Writer, given: Partial<typeof eventSources.$inferInsert> = {}) {
  const source = await insertOne(tx, eventSources, {
    id: newId(),
    name: 'Monitoring',
    scopes: ['events:write'],
    createdAt: now(),
    ...given,
  })
  const { id: sourceId, createdAt, createdBy } = source
  const secret = { keyHash: hashSecret(newToken()), hint: 'demo' }
  await tx.insert(sourceKeys).values({ id: newId(), sourceId, createdAt, createdBy, ...secret })
  return source
}

type NewNotice = typeof notices.$inferInsert
type NewDelivery = typeof outbox.$inferInsert

/** An open production alert that an event source reported just now, mailed to nobody, by default. */
export function noticeRow(given: Partial<NewNotice>): NewNotice {
  const id = given.id ?? newId()
  const firstSeenAt = given.firstSeenAt ?? now()
  const state = given.state ?? 'open'
  return {
    origin: 'source',
    kind: 'event',
    format: given.origin && given.origin !== 'source' ? null : 'native',
    category: 'production-alert',
    environment: 'production',
    severity: 'error',
    summary: 'Feed error rate 23%',
    links: [],
    key: id,
    slot: state === 'closed' ? id : openSlot(given.sourceId ?? null),
    lastSeenAt: firstSeenAt,
    occurredAt: firstSeenAt,
    ...given,
    dedupKey: given.dedupKey ?? id,
    firstSeenAt,
    state,
    id,
  }
}

export type GivenNotice = Partial<NewNotice> & {
  /** When the events were reported, first to last; by default once, when first seen. */
  reportedAt?: [number, ...number[]]
}

/** Adds the notice and, for one from a source, the events that opened and ended it. */
export async function buildNotice(tx: Writer, given: GivenNotice): Promise<SeededNotice> {
  const { reportedAt = [given.firstSeenAt ?? now()], ...rest } = given
  const [firstSeenAt] = reportedAt
  const seen = { firstSeenAt, lastSeenAt: reportedAt.at(-1) ?? firstSeenAt, count: reportedAt.length }
  const notice = await insertOne(tx, notices, noticeRow({ ...seen, ...rest }))
  if (notice.origin !== 'source') return notice
  for (const [place, receivedAt] of reportedAt.entries())
    await tx.insert(events).values(eventRow(notice, { receivedAt, ...(place > 0 && { outcome: 'joined' }) }))
  const { closedAt: receivedAt, closedHow } = notice
  const end = { action: 'resolve', outcome: 'resolved' } as const
  if (closedHow === 'resolved' && receivedAt !== null)
    await tx.insert(events).values(eventRow(notice, { ...end, receivedAt }))
  return notice
}

/** By default the event that opened the notice. */
export function eventRow(
  notice: NewNotice,
  given: Partial<typeof events.$inferInsert> = {},
): typeof events.$inferInsert {
  const receivedAt = given.receivedAt ?? notice.firstSeenAt
  return {
    sourceId: notice.sourceId ?? 'none',
    format: notice.format ?? 'native',
    noticeId: notice.id,
    action: 'trigger',
    outcome: notice.state === 'unroutable' ? 'unroutable' : 'opened',
    dedupKey: notice.dedupKey,
    summary: notice.summary,
    occurredAt: receivedAt,
    ...given,
    receivedAt,
    id: given.id ?? newId(),
  }
}

export type GivenDelivery = Partial<NewDelivery> & {
  recipient: string
  /** Attempts before the last one, which failed. */
  tried?: readonly DeliveryAttempt[]
}

/**
 * A settled message of the notice. By default the server accepted it a second after it was queued; `lastError` says why
 * it failed.
 */
export function deliveryRow(notice: NewNotice, { tried = [], ...given }: GivenDelivery): NewDelivery {
  const createdAt = given.createdAt ?? notice.firstSeenAt
  const settledAt = given.settledAt ?? (tried.at(-1)?.at ?? createdAt) + 1000
  const status = given.status ?? 'accepted'
  return {
    template: given.part === 'resolve' ? 'notice-resolved' : 'notice',
    locale: 'it',
    data: { timeZone: 'Europe/Rome' },
    accountId: notice.accountId,
    noticeId: notice.id,
    lane: notice.category === 'emergency' ? 'urgent' : 'ordinary',
    part: 'notice',
    step: 0,
    attempts: tried.length + 1,
    history: [...tried, { at: settledAt, status, error: given.lastError ?? '' }],
    ...given,
    id: given.id ?? newId(),
    createdAt,
    settledAt,
    status,
  }
}

export function buildDelivery(tx: Writer, notice: SeededNotice, given: GivenDelivery): Promise<Delivery> {
  return insertOne(tx, outbox, deliveryRow(notice, given))
}

/** By default an address that bounces since now, and owners and editors know. */
export function markRow(given: Partial<typeof addressMarks.$inferInsert> & { address: string }) {
  const { address, markedAt = now() } = given
  return { addressKey: addressKey(address), status: '5.1.1', toldAt: markedAt, ...given, markedAt }
}

export function buildMark(tx: Writer, given: Parameters<typeof markRow>[0]) {
  return insertOne(tx, addressMarks, markRow(given))
}
