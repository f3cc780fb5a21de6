import type { Senders } from './sender.ts'
import type { Arrival } from './sink.ts'
import type { StoreView } from './store.ts'

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
 * Compares the senders' promises and the arrived mail with the store: the broken promises by kind. `isRefused`: the
 * addresses that the mail server rejects, so their mail fails.
 */
export async function findBroken(
  store: StoreView,
  senders: Pick<Senders, 'triggered' | 'resolved'>,
  arrivals: readonly Arrival[],
  isRefused: (recipient: string) => boolean = () => false,
): Promise<Record<string, readonly string[]>> {
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
  // A storm gathers notices in a digest, which may state their end as well (notices.md, Storms).
  const gathered = await store.rows<{ dedup_key: string }>(
    'select dedup_key from outbox join digest_notices on digest_notices.digest_id = outbox.digest_id join notices on notices.id = digest_notices.notice_id',
  )
  for (const { dedup_key } of gathered) told.add(`${dedup_key} notice`).add(`${dedup_key} resolve`)
  const arrived = new Set(arrivals.map(({ deliveryId }) => deliveryId))
  // A recipient whose first message was refused gets no message about the end.
  const unreached = new Set(refused.map(({ dedup_key }) => dedup_key))
  const queued = await store.rows<{ id: string; recipient: string }>('select id, recipient from outbox')
  const recipients = new Map(queued.map(({ id, recipient }) => [id, recipient]))
  const accepted = deliveries.filter(({ status }) => status === 'accepted')
  return {
    'events answered with 202 and lost': [
      ...[...senders.triggered].filter((key) => !known.has(key)),
      ...[...senders.resolved].filter((key) => known.get(key)?.closed_how !== 'resolved'),
    ],
    'notices doubled': findDuplicates(notices.map(({ dedup_key }) => dedup_key)),
    'notices of which nobody was told': [
      ...[...senders.triggered].filter((key) => !told.has(`${key} notice`)),
      ...[...senders.resolved].filter((key) => !told.has(`${key} resolve`) && !unreached.has(key)),
    ],
    // They should be accepted or, at a rejected address, failed.
    'deliveries that did not end as they should': [
      ...deliveries.filter((one) => one.status !== 'accepted' && !isOvertaken(one, all)),
      ...refused.filter(({ status }) => status !== 'failed'),
    ].map(({ id, status, recipient, last_error }) => `${id} to ${recipient} ${status}: ${last_error}`),
    'deliveries accepted and not arrived': accepted.filter(({ id }) => !arrived.has(id)).map(({ id }) => id),
    'deliveries doubled under another Message-ID or webhook-id': findDuplicates(
      deliveries.map(({ notice_id, part, recipient }) => `${notice_id} ${part} ${recipient}`),
    ),
    'mails that nobody had queued': arrivals
      .filter(({ deliveryId, recipient }) => recipients.get(deliveryId) !== recipient)
      .map(({ deliveryId }) => deliveryId),
  }
}

function findDuplicates(names: readonly string[]): string[] {
  const seen = new Set<string>()
  return names.filter((name) => seen.has(name) || !seen.add(name))
}

/** Whether an endpoint got a later message of the same notice instead. */
function isOvertaken({ id, status, recipient, notice_id }: Delivery, all: readonly Delivery[]): boolean {
  const isSame = (one: Delivery) => one.recipient === recipient && one.notice_id === notice_id
  return status === 'superseded' && all.some((one) => isSame(one) && one.id > id)
}
