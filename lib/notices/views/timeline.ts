import type { notices } from '#/db/schema/notices.ts'
import type { DeliveryAttempt, DeliveryPart } from '#/db/words/mail.ts'
import type { ClosedHow, EventOutcome } from '#/db/words/notices.ts'
import type { Undone } from '#/lib/notices/notice/undone.ts'
import type { DeliveryView } from './delivery-queries.ts'

export type TimelineEntry =
  | { kind: 'opened'; at: number; by: string }
  | { kind: 'event'; at: number; outcome: EventOutcome; summary: string }
  | { kind: 'queued'; at: number; delivery: DeliveryView }
  | ({ kind: 'tried'; delivery: DeliveryView } & DeliveryAttempt)
  | { kind: 'acknowledged'; at: number; as: string }
  | { kind: 'undone'; at: number; how: Undone['how']; by: string; reason: string }
  | { kind: 'closed'; at: number; how: ClosedHow; by: string; note: string }

/** An undone answer and who gave it. */
export type UndoneAnswer = Pick<Undone, 'at' | 'how' | 'reason' | 'acknowledgedAt'> & { as: string }

const answering: readonly DeliveryPart[] = ['acknowledged', 'ended', 'reopened', 'closed', 'resolve']

type Notice = typeof notices.$inferSelect
type Closing = Pick<Notice, 'closedAt' | 'closedHow' | 'closeNote'>

/** What happened to a notice, oldest first: its events or its author, each delivery, its answers and its end. */
export function timelineOf(given: {
  notice: Pick<Notice, 'origin' | 'firstSeenAt' | 'acknowledgedAt' | 'acknowledgedAs'> & Closing
  createdByName: string
  closedByName: string
  undone: readonly UndoneAnswer[]
  events: readonly { receivedAt: number; outcome: EventOutcome; summary: string }[]
  deliveries: readonly DeliveryView[]
}): TimelineEntry[] {
  const { notice, deliveries } = given
  const entries: TimelineEntry[] = given.events.map(({ receivedAt: at, ...event }) => ({
    kind: 'event',
    at,
    ...event,
  }))
  // A source's notice begins with its event.
  if (notice.origin !== 'source')
    entries.unshift({ kind: 'opened', at: notice.firstSeenAt, by: given.createdByName })
  entries.push(...listMessages(false))
  for (const { at, how, reason, acknowledgedAt, as } of given.undone) {
    entries.push(
      { kind: 'acknowledged', at: acknowledgedAt, as },
      { kind: 'undone', at, how, by: as, reason },
    )
  }
  if (notice.acknowledgedAt !== null)
    entries.push({ kind: 'acknowledged', at: notice.acknowledgedAt, as: notice.acknowledgedAs })
  if (notice.closedAt !== null) {
    const how = notice.closedHow ?? 'resolved'
    entries.push({ kind: 'closed', at: notice.closedAt, how, by: given.closedByName, note: notice.closeNote })
  }
  entries.push(...listMessages(true))
  return entries.toSorted((one, other) => one.at - other.at)

  /** What an answer or an end sends is listed after it. */
  function listMessages(ofAnswers: boolean): TimelineEntry[] {
    return deliveries
      .filter(({ part }) => (part !== null && answering.includes(part)) === ofAnswers)
      .flatMap((delivery): TimelineEntry[] => [
        { kind: 'queued', at: delivery.createdAt, delivery },
        ...delivery.history.map((tried) => ({ kind: 'tried' as const, delivery, ...tried })),
      ])
  }
}
