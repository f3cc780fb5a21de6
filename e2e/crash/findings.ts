import type { Senders } from './sender.ts'
import type { Arrival } from './sink.ts'
import type { StoreView } from './store.ts'

/** What must not be, each by name; all empty where every promise was kept. */
export type Findings = {
  /** Answered with 202, and not in the store. */
  lostEvents: string[]
  /** Two notices of one dedup key: an event sent again was taken for another. */
  doubledNotices: string[]
  /** Notices of which nobody was told, or that were resolved and nobody was told. */
  untold: string[]
  /** Deliveries that did not end as they should: accepted or, at an address that is refused, failed. */
  notEnded: string[]
  /** Deliveries that are accepted, and did not arrive. */
  notArrived: string[]
  /** Two deliveries of the same to the same address: a repeat under another Message-ID. */
  doubledDeliveries: string[]
  /** Messages that no delivery knows, or that went to somebody else. */
  strangers: string[]
}

type Delivery = {
  id: string
  notice_id: string
  status: string
  recipient: string
  part: string
  last_error: string
  dedup_key: string
}

/**
 * Holds what senders were promised and what arrived against the store. `isRefused`: whose address the mail server knows not, so
 * that mail to it fails.
 */
export async function findBroken(
  store: StoreView,
  senders: Pick<Senders, 'triggered' | 'resolved'>,
  arrivals: readonly Arrival[],
  isRefused: (recipient: string) => boolean = () => false,
): Promise<Findings> {
  const notices = await store.rows<{ dedup_key: string; closed_how: string | null }>(
    "select dedup_key, closed_how from notices where origin = 'source'",
  )
  const all = await store.rows<Delivery>(
    'select outbox.id, notice_id, status, recipient, part, last_error, dedup_key from outbox join notices on notices.id = notice_id',
  )
  const deliveries = all.filter(({ recipient }) => !isRefused(recipient))
  const refused = all.filter(({ recipient }) => isRefused(recipient))
  const known = new Map(notices.map((notice) => [notice.dedup_key, notice]))
  const told = new Set(all.map(({ dedup_key, part }) => `${dedup_key} ${part}`))
  const arrived = new Set(arrivals.map(({ deliveryId }) => deliveryId))
  // Whose first message was refused is not told of the end.
  const unreached = new Set(refused.map(({ dedup_key }) => dedup_key))
  const queued = await store.rows<{ id: string; recipient: string }>('select id, recipient from outbox')
  const recipients = new Map(queued.map(({ id, recipient }) => [id, recipient]))
  const accepted = deliveries.filter(({ status }) => status === 'accepted')
  return {
    lostEvents: [
      ...[...senders.triggered].filter((key) => !known.has(key)),
      ...[...senders.resolved].filter((key) => known.get(key)?.closed_how !== 'resolved'),
    ],
    doubledNotices: findDoubled(notices.map(({ dedup_key }) => dedup_key)),
    untold: [
      ...[...senders.triggered].filter((key) => !told.has(`${key} notice`)),
      ...[...senders.resolved].filter((key) => !told.has(`${key} resolve`) && !unreached.has(key)),
    ],
    notEnded: [
      ...deliveries.filter(({ status }) => status !== 'accepted'),
      ...refused.filter(({ status }) => status !== 'failed'),
    ].map(({ id, status, recipient, last_error }) => `${id} to ${recipient} ${status}: ${last_error}`),
    notArrived: accepted.filter(({ id }) => !arrived.has(id)).map(({ id }) => id),
    doubledDeliveries: findDoubled(
      deliveries.map(({ notice_id, part, recipient }) => `${notice_id} ${part} ${recipient}`),
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

/** The findings by the words of the table. */
export function nameFindings(findings: Findings): Record<string, readonly string[]> {
  return {
    'events answered with 202 and lost': findings.lostEvents,
    'notices doubled': findings.doubledNotices,
    'notices of which nobody was told': findings.untold,
    'deliveries that did not end as they should': findings.notEnded,
    'deliveries accepted and not arrived': findings.notArrived,
    'deliveries doubled under another Message-ID': findings.doubledDeliveries,
    'mails that nobody had queued': findings.strangers,
  }
}

/** How many messages came more than once, each time under its Message-ID. */
export function countRepeated(arrivals: readonly Arrival[]): number {
  return arrivals.length - new Set(arrivals.map(({ deliveryId }) => deliveryId)).size
}
