import type Sqlite from 'better-sqlite3'
import type { Senders } from './sender.ts'
import type { Arrival } from './sink.ts'

/** What must not be, each by name; all empty where every promise was kept. */
export type Findings = {
  /** Answered with 202, and not in the store. */
  lostEvents: string[]
  /** Two notices of one dedup key: an event sent again was taken for another. */
  doubledNotices: string[]
  /** Notices of which nobody was told, or that were resolved and nobody was told. */
  untold: string[]
  /** Deliveries that did not end as accepted. */
  notAccepted: string[]
  /** Deliveries that are accepted, and did not arrive. */
  notArrived: string[]
  /** Two deliveries of the same to the same address: a repeat under another Message-ID. */
  doubledDeliveries: string[]
  /** Messages that no delivery knows, or that went to somebody else. */
  strangers: string[]
}

type Delivery = {
  id: string
  status: string
  recipient: string
  part: string
  dedup_key: string
}

/** Holds what senders were promised and what arrived against the store. */
export function findBroken(
  store: Sqlite.Database,
  senders: Pick<Senders, 'triggered' | 'resolved'>,
  arrivals: readonly Arrival[],
): Findings {
  const notices = store
    .prepare<[], { dedup_key: string; closed_how: string | null }>(
      "select dedup_key, closed_how from notices where origin = 'source'",
    )
    .all()
  const deliveries = store
    .prepare<[], Delivery>(
      'select outbox.id, status, recipient, part, dedup_key from outbox join notices on notices.id = notice_id',
    )
    .all()
  const known = new Map(notices.map((notice) => [notice.dedup_key, notice]))
  const told = new Set(deliveries.map(({ dedup_key, part }) => `${dedup_key} ${part}`))
  const arrived = new Set(arrivals.map(({ deliveryId }) => deliveryId))
  const recipients = new Map(deliveries.map(({ id, recipient }) => [id, recipient]))
  const accepted = deliveries.filter(({ status }) => status === 'accepted')
  return {
    lostEvents: [
      ...[...senders.triggered].filter((key) => !known.has(key)),
      ...[...senders.resolved].filter((key) => known.get(key)?.closed_how !== 'resolved'),
    ],
    doubledNotices: findDoubled(notices.map(({ dedup_key }) => dedup_key)),
    untold: [
      ...[...senders.triggered].filter((key) => !told.has(`${key} notice`)),
      ...[...senders.resolved].filter((key) => !told.has(`${key} resolve`)),
    ],
    notAccepted: deliveries.filter(({ status }) => status !== 'accepted').map(({ id }) => id),
    notArrived: accepted.filter(({ id }) => !arrived.has(id)).map(({ id }) => id),
    doubledDeliveries: findDoubled(
      deliveries.map(({ dedup_key, part, recipient }) => `${dedup_key} ${part} ${recipient}`),
    ),
    strangers: arrivals
      .filter(({ deliveryId, recipient }) => recipients.get(deliveryId) !== recipient)
      .map(({ deliveryId }) => deliveryId),
  }
}

function findDoubled(names: readonly string[]): string[] {
  const seen = new Set<string>()
  return names.filter((name) => seen.has(name) || !seen.add(name))
}

/** How many messages came more than once, each time under its Message-ID. */
export function countRepeated(arrivals: readonly Arrival[]): number {
  return arrivals.length - new Set(arrivals.map(({ deliveryId }) => deliveryId)).size
}
