import { addressFailures, bounceReports } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import type { SeededAccount } from '#/seed/accounts.ts'
import { buildDelivery, buildMark, buildNotice, buildSource } from '#/seed/notices.ts'
import type { SeededUser } from '#/seed/people.ts'
import { demoDeliveryIds, demoNoticeIds } from './notice-ids.ts'

const emergencyAlias = 'oncall@levante.example'
const deadAddress = 'esercenti@levante.example'

type People = { elena: SeededUser; paolo: SeededUser; grace: SeededUser }

/**
 * Notices of every state with their messages, all of them settled: the demo sends no mail by itself. One address bounces,
 * and what went there has gone on to the next.
 */
export async function seedNotices(
  tx: Writer,
  account: SeededAccount,
  people: People,
  now: number,
): Promise<void> {
  const source = await buildSource(tx, { name: 'Prometheus', createdAt: now - 110 * day })
  const fromSource = { accountId: account.id, sourceId: source.id }
  await seedUnanswered(tx, fromSource, people, now)
  await seedAnswered(tx, fromSource, people, now)
  await seedUnmailed(tx, fromSource, people, now)
  await seedForStaff(tx, source.id, now)
}

type FromSource = { accountId: string; sourceId: string }

/** An overdue one that was greylisted first, an open one by hand, and one whose first contact bounced. */
async function seedUnanswered(
  tx: Writer,
  fromSource: FromSource,
  { paolo, grace }: People,
  now: number,
): Promise<void> {
  const errorsAt = now - 5 * day
  const errors = await buildNotice(tx, {
    ...fromSource,
    id: demoNoticeIds.overdue,
    summary: 'Feed error rate 41 %',
    details: 'Of 4,182 entries in the last feed 1,715 were refused: the field “availability” is missing.',
    remedy: 'Look at the report of the feed, correct the entries it names, and send the feed again.',
    links: [{ href: 'https://grafana.example.net/d/feed', text: 'Feed dashboard' }],
    dedupKey: 'feed-errors',
    reportedAt: [errorsAt, errorsAt + 40 * minute, errorsAt + 3 * hour],
    dueAt: now - 2 * day,
    lastMailAt: errorsAt,
    step: 0,
  })
  const greylisted = {
    at: errorsAt + 1000,
    status: 'retrying' as const,
    error: 'RCPT TO 450 4.7.1 greylisted',
  }
  await buildDelivery(tx, errors, {
    id: demoDeliveryIds.overdue,
    recipient: paolo.email,
    purpose: 'alerts',
    tried: [greylisted],
  })

  const mergeAt = now - 7 * hour
  const merge = await buildNotice(tx, {
    accountId: fromSource.accountId,
    id: demoNoticeIds.byHand,
    origin: 'staff',
    createdBy: grace.id,
    category: 'technical',
    severity: 'warning',
    summary: 'The old availability API ends on 1 March',
    details: 'Version 1 of the availability API stops answering on 1 March. Your integration still calls it.',
    remedy: 'Move to version 2; the migration guide lists every call that changes.',
    firstSeenAt: mergeAt,
    dueAt: now + 2 * day,
    lastMailAt: mergeAt,
    step: 0,
  })
  await buildDelivery(tx, merge, { recipient: 'tech@levante.example', purpose: 'technical', locale: 'en' })

  const merchantAt = now - 26 * hour
  const merchant = await buildNotice(tx, {
    ...fromSource,
    id: demoNoticeIds.handedOn,
    category: 'merchant-issue',
    severity: 'warning',
    summary: 'Studio Dentistico Adriatico asks to be removed',
    details: 'The clinic says that it has no agreement with Poliambulatorio Levante.',
    dedupKey: 'merchant-removal-2291',
    firstSeenAt: merchantAt,
    dueAt: now + day,
    lastMailAt: merchantAt + 2000,
    step: 1,
  })
  const bounced = await buildDelivery(tx, merchant, {
    recipient: deadAddress,
    purpose: 'merchant-issues',
    status: 'failed',
    lastError: 'RCPT TO 550 5.1.1 <esercenti@levante.example>: user unknown',
  })
  await buildDelivery(tx, merchant, {
    recipient: 'operativo@levante.example',
    purpose: 'operations',
    step: 1,
    createdAt: merchantAt + 1000,
  })
  const mark = { address: deadAddress, deliveryId: bounced.id, status: '5.1.1' }
  await buildMark(tx, { ...mark, markedAt: merchantAt + 1000 })
  await tx.insert(addressFailures).values({
    id: newId(),
    addressKey: deadAddress,
    deliveryId: bounced.id,
    status: '5.1.1',
    at: merchantAt + 1000,
  })
}

/** One that somebody is on, one that resolved itself, one that a member closed. */
async function seedAnswered(
  tx: Writer,
  fromSource: FromSource,
  { elena, paolo }: People,
  now: number,
): Promise<void> {
  const downAt = now - 30 * hour
  const down = await buildNotice(tx, {
    ...fromSource,
    id: demoNoticeIds.acknowledged,
    category: 'emergency',
    severity: 'critical',
    summary: 'The booking server does not answer',
    details: 'Every call of the last 10 minutes ended after 30 seconds without an answer.',
    dedupKey: 'booking-down',
    firstSeenAt: downAt,
    lastMailAt: downAt,
    step: 0,
    state: 'acknowledged',
    acknowledgedAt: downAt + 6 * minute,
    acknowledgedAs: emergencyAlias,
  })
  await buildDelivery(tx, down, {
    id: demoDeliveryIds.acknowledged,
    recipient: emergencyAlias,
    purpose: 'technical-emergency',
  })
  await buildDelivery(tx, down, { recipient: paolo.email, purpose: 'alerts', step: null })

  const staleAt = now - 12 * day
  const overAt = staleAt + 5 * hour
  const stale = await buildNotice(tx, {
    ...fromSource,
    id: demoNoticeIds.resolved,
    summary: 'Availability is older than 24 hours',
    dedupKey: 'stale-availability',
    firstSeenAt: staleAt,
    lastMailAt: staleAt,
    step: 0,
    state: 'closed',
    closedAt: overAt,
    closedHow: 'resolved',
  })
  await buildDelivery(tx, stale, {
    id: demoDeliveryIds.resolved,
    recipient: paolo.email,
    purpose: 'alerts',
    status: 'delivered',
  })
  const over = { part: 'resolve', createdAt: overAt } as const
  await buildDelivery(tx, stale, { recipient: paolo.email, purpose: 'alerts', ...over })

  const userAt = now - 33 * day
  const user = await buildNotice(tx, {
    ...fromSource,
    id: demoNoticeIds.closed,
    category: 'user-escalation',
    summary: 'A patient found the clinic closed',
    details: 'Booked for Saturday at 13:30. The clinic closes at 13:00.',
    dedupKey: 'escalation-7714',
    firstSeenAt: userAt,
    lastMailAt: userAt,
    step: 0,
    state: 'closed',
    acknowledgedAt: userAt + 2 * hour,
    acknowledgedBy: elena.id,
    acknowledgedAs: elena.name,
    closedAt: userAt + 26 * hour,
    closedBy: elena.id,
    closedHow: 'member',
    closeNote: 'The hours in the feed are corrected; the patient was called and has a new appointment.',
  })
  await buildDelivery(tx, user, { recipient: 'operativo@levante.example', purpose: 'operations' })
}

/** One of Sandbox, which only says whom it would have reached, and a test. */
async function seedUnmailed(
  tx: Writer,
  fromSource: FromSource,
  { elena, paolo }: People,
  now: number,
): Promise<void> {
  await buildNotice(tx, {
    ...fromSource,
    id: demoNoticeIds.sandbox,
    environment: 'sandbox',
    severity: 'warning',
    summary: 'Feed of 3 entries refused',
    dedupKey: 'sandbox-feed',
    firstSeenAt: now - 4 * hour,
    silence: 'sandbox',
    wouldReach: [{ step: 0, purpose: 'alerts', addresses: [paolo.email] }],
  })
  const testAt = now - 61 * day
  const test = await buildNotice(tx, {
    accountId: fromSource.accountId,
    id: demoNoticeIds.test,
    origin: 'member',
    createdBy: elena.id,
    kind: 'test',
    topic: 'test-notice',
    testField: 'technical-emergency',
    category: 'emergency',
    severity: 'info',
    summary: 'Avviso di prova',
    occurredAt: null,
    firstSeenAt: testAt,
    lastMailAt: testAt,
    step: 0,
    state: 'acknowledged',
    acknowledgedAt: testAt + 2 * minute,
    acknowledgedAs: emergencyAlias,
  })
  await buildDelivery(tx, test, { recipient: emergencyAlias, purpose: 'technical-emergency' })
}

/** An alert whose account nobody knows, and a report of a message that is not ours. */
async function seedForStaff(tx: Writer, sourceId: string, now: number): Promise<void> {
  const raw = {
    status: 'firing',
    labels: { alertname: 'FeedErrors', account: 'poliambulatorio-levanto', severity: 'critical' },
    annotations: { summary: 'Feed error rate 61 %' },
  }
  await buildNotice(tx, {
    sourceId,
    id: demoNoticeIds.unroutable,
    accountText: 'poliambulatorio-levanto',
    format: 'alertmanager',
    severity: 'critical',
    summary: 'Feed error rate 61 %',
    dedupKey: 'fp-4a1e',
    firstSeenAt: now - 50 * minute,
    state: 'unroutable',
    problem: 'unknown-account',
    raw: JSON.stringify(raw, null, 2),
  })
  await tx.insert(bounceReports).values({
    id: newId(),
    recipient: 'newsletter@levante.example',
    action: 'failed',
    status: '5.1.1',
    diagnostic: 'smtp; 550 5.1.1 user unknown',
    raw: 'Final-Recipient: rfc822; newsletter@levante.example\nAction: failed\nStatus: 5.1.1\n',
    receivedAt: now - 3 * day,
  })
}
