import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, eventSources, events, notices } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import type { DeliveryAttempt } from '#/db/words/mail.ts'
import type { EventOutcome } from '#/db/words/notices.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { hashSecret, newId, newToken } from '#/lib/platform/values/ids.ts'
import { insertOne } from './insert.ts'

export type SeededNotice = typeof notices.$inferSelect
export type Delivery = typeof outbox.$inferSelect

/** An event source whose key nobody knows. */
export function buildSource(
  tx: Writer,
  given: Partial<typeof eventSources.$inferInsert> = {},
): Promise<typeof eventSources.$inferSelect> {
  return insertOne(tx, eventSources, {
    id: newId(),
    name: 'Monitoring',
    keyHash: hashSecret(newToken()),
    hint: 'demo',
    scopes: ['events:write'],
    createdAt: now(),
    ...given,
  })
}

type GivenNotice = Partial<typeof notices.$inferInsert> & {
  /** When it was reported, first to last; once, when first seen, unless given. */
  reportedAt?: number[]
}

/** An open production alert that an event source reported just now, told to nobody. */
export async function buildNotice(tx: Writer, given: GivenNotice): Promise<SeededNotice> {
  const { reportedAt, ...rest } = given
  const id = rest.id ?? newId()
  const seen = reportedAt ?? [rest.firstSeenAt ?? now()]
  const firstSeenAt = seen[0] ?? now()
  const dedupKey = rest.dedupKey ?? id
  const state = rest.state ?? 'open'
  const notice = await insertOne(tx, notices, {
    origin: 'source',
    kind: 'event',
    format: rest.origin && rest.origin !== 'source' ? null : 'native',
    category: 'production-alert',
    environment: 'production',
    severity: 'error',
    summary: 'Feed error rate 23 %',
    links: [],
    key: id,
    slot: state === 'closed' ? id : 'open',
    firstSeenAt,
    lastSeenAt: seen.at(-1) ?? firstSeenAt,
    occurredAt: firstSeenAt,
    count: seen.length,
    ...rest,
    state,
    id,
    dedupKey,
  })
  if (notice.origin === 'source') await insertEvents(tx, notice, seen)
  return notice
}

/** The events that made it, and that ended it. */
async function insertEvents(tx: Writer, notice: SeededNotice, seen: readonly number[]): Promise<void> {
  const { id: noticeId, summary, dedupKey } = notice
  const first: EventOutcome = notice.state === 'unroutable' ? 'unroutable' : 'opened'
  const reports = seen.map((receivedAt, place) => ({
    receivedAt,
    action: 'trigger' as const,
    outcome: place > 0 ? ('joined' as const) : first,
  }))
  const end = { action: 'resolve', outcome: 'resolved' } as const
  const ends =
    notice.closedHow === 'resolved' && notice.closedAt !== null
      ? [{ receivedAt: notice.closedAt, ...end }]
      : []
  for (const event of [...reports, ...ends]) {
    await tx.insert(events).values({
      id: newId(),
      sourceId: notice.sourceId ?? 'none',
      format: notice.format ?? 'native',
      noticeId,
      dedupKey,
      summary,
      occurredAt: event.receivedAt,
      ...event,
    })
  }
}

type GivenDelivery = Partial<typeof outbox.$inferInsert> & {
  recipient: string
  /** Tries that came to nothing before the last one. */
  tried?: DeliveryAttempt[]
}

/**
 * A message of the notice that is settled: nothing is left to send. Accepted a second after it was queued, unless given;
 * `lastError` says why one failed.
 */
export function buildDelivery(tx: Writer, notice: SeededNotice, given: GivenDelivery): Promise<Delivery> {
  const { tried = [], ...rest } = given
  const createdAt = rest.createdAt ?? notice.firstSeenAt
  const settledAt = rest.settledAt ?? (tried.at(-1)?.at ?? createdAt) + 1000
  const status = rest.status ?? 'accepted'
  const error = rest.lastError ?? ''
  return insertOne(tx, outbox, {
    id: newId(),
    template: rest.part === 'resolve' ? 'notice-resolved' : 'notice',
    locale: 'it',
    data: { timeZone: 'Europe/Rome' },
    accountId: notice.accountId,
    noticeId: notice.id,
    lane: notice.category === 'emergency' ? 'urgent' : 'ordinary',
    part: 'notice',
    step: 0,
    attempts: tried.length + 1,
    history: [...tried, { at: settledAt, status, error }],
    ...rest,
    createdAt,
    settledAt,
    status,
  })
}

/** An address that bounces, of which owners and editors were told. */
export function buildMark(
  tx: Writer,
  given: Partial<typeof addressMarks.$inferInsert> & { address: string },
): Promise<typeof addressMarks.$inferSelect> {
  const markedAt = given.markedAt ?? now()
  return insertOne(tx, addressMarks, {
    addressKey: given.address.toLowerCase(),
    status: '5.1.1',
    toldAt: markedAt,
    ...given,
    markedAt,
  })
}
