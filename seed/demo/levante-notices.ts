import { addressFailures, bounceReports } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import type { SeededAccount } from '#/seed/accounts.ts'
import {
  buildDelivery,
  buildMark,
  buildNotice,
  buildSource,
  type GivenDelivery,
  type GivenNotice,
} from '#/seed/notices.ts'
import type { SeededUser } from '#/seed/people.ts'
import { demoDeliveryIds, demoNoticeIds } from './ids.ts'

const emergencyAlias = 'oncall@levante.example'
const deadAddress = 'esercenti@levante.example'
const operations = { recipient: 'operativo@levante.example', purpose: 'operations' } as const

type People = { elena: SeededUser; paolo: SeededUser; grace: SeededUser }
/** A notice of Levante with its messages, mailed when it was first seen by default. */
type Mailed = GivenNotice & { firstSeenAt: number; deliveries: GivenDelivery[] }

/**
 * Notices of every state, with settled messages so that the demo sends no mail. The message to the bouncing address
 * went on to the next contact.
 */
export async function seedNotices(tx: Writer, account: SeededAccount, people: People, now: number) {
  const { id: sourceId } = await buildSource(tx, { name: 'Prometheus', createdAt: now - 110 * day })
  const ofLevante = { accountId: account.id, sourceId }
  for (const { deliveries, ...given } of [...listUnanswered(people, now), ...listOthers(people, now)]) {
    const told = { lastMailAt: given.firstSeenAt, step: 0 }
    const notice = await buildNotice(tx, { ...ofLevante, ...told, ...given })
    for (const delivery of deliveries) {
      const {
        id: deliveryId,
        recipient: address,
        status,
        settledAt,
      } = await buildDelivery(tx, notice, delivery)
      if (status !== 'failed' || settledAt === null) continue
      await buildMark(tx, { address, deliveryId, markedAt: settledAt })
      const failure = { id: newId(), addressKey: address, deliveryId, status: '5.1.1', at: settledAt }
      await tx.insert(addressFailures).values(failure)
    }
  }
  await seedForStaff(tx, sourceId, now)
}

/** An overdue one that was greylisted first, an open one sent by hand, and one whose first contact bounced. */
function listUnanswered({ paolo, grace }: People, now: number): Mailed[] {
  const errorsAt = now - 5 * day
  const merchantAt = now - 26 * hour
  const greylisted = { status: 'retrying', error: 'RCPT TO 450 4.7.1 greylisted' } as const
  return [
    {
      id: demoNoticeIds.overdue,
      summary: 'Feed error rate 41%',
      details:
        '1,715 of the 4,182 entries in the last feed were refused: the field “availability” is missing.',
      remedy: 'Open the feed report, correct the entries it lists, and send the feed again.',
      links: [{ href: 'https://grafana.example.net/d/feed', text: 'Feed dashboard' }],
      dedupKey: 'feed-errors',
      firstSeenAt: errorsAt,
      reportedAt: [errorsAt, errorsAt + 40 * minute, errorsAt + 3 * hour],
      dueAt: now - 2 * day,
      deliveries: [
        {
          id: demoDeliveryIds.overdue,
          recipient: paolo.email,
          purpose: 'alerts',
          tried: [{ at: errorsAt + 1000, ...greylisted }],
        },
      ],
    },
    {
      id: demoNoticeIds.byHand,
      origin: 'staff',
      sourceId: null,
      createdBy: grace.id,
      category: 'technical',
      severity: 'warning',
      summary: 'The old availability API ends on 1 March',
      details:
        'Version 1 of the availability API stops answering on 1 March. Your integration still calls it.',
      remedy: 'Move to version 2; the migration guide lists every call that changes.',
      firstSeenAt: now - 7 * hour,
      dueAt: now + 2 * day,
      deliveries: [{ recipient: 'tech@levante.example', purpose: 'technical', locale: 'en' }],
    },
    {
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
      deliveries: [
        {
          recipient: deadAddress,
          purpose: 'merchant-issues',
          status: 'failed',
          lastError: 'RCPT TO 550 5.1.1 <esercenti@levante.example>: user unknown',
        },
        { ...operations, step: 1, createdAt: merchantAt + 1000 },
      ],
    },
  ]
}

/** One acknowledged, one resolved, one closed by a member, one of Sandbox, which notifies nobody, and a test. */
function listOthers({ elena, paolo }: People, now: number): Mailed[] {
  const [downAt, staleAt, userAt, testAt] = [now - 30 * hour, now - 12 * day, now - 33 * day, now - 61 * day]
  const overAt = staleAt + 5 * hour
  const toPaolo = { recipient: paolo.email, purpose: 'alerts' } as const
  const toAlias = { recipient: emergencyAlias, purpose: 'technical-emergency' } as const
  return [
    {
      id: demoNoticeIds.acknowledged,
      category: 'emergency',
      severity: 'critical',
      summary: 'The booking server is not responding',
      details: 'Every call of the last 10 minutes ended after 30 seconds without an answer.',
      dedupKey: 'booking-down',
      firstSeenAt: downAt,
      state: 'acknowledged',
      acknowledgedAt: downAt + 6 * minute,
      acknowledgedAs: emergencyAlias,
      deliveries: [
        { ...toAlias, id: demoDeliveryIds.acknowledged },
        { ...toPaolo, step: null },
      ],
    },
    {
      id: demoNoticeIds.resolved,
      summary: 'Availability is older than 24 hours',
      dedupKey: 'stale-availability',
      firstSeenAt: staleAt,
      state: 'closed',
      closedAt: overAt,
      closedHow: 'resolved',
      deliveries: [
        { ...toPaolo, id: demoDeliveryIds.resolved, status: 'delivered' },
        { ...toPaolo, part: 'resolve', createdAt: overAt },
      ],
    },
    {
      id: demoNoticeIds.closed,
      category: 'user-escalation',
      summary: 'A patient found the clinic closed',
      details: 'Booked for Saturday at 13:30. The clinic closes at 13:00.',
      dedupKey: 'escalation-7714',
      firstSeenAt: userAt,
      state: 'closed',
      acknowledgedAt: userAt + 2 * hour,
      acknowledgedBy: elena.id,
      acknowledgedAs: elena.name,
      closedAt: userAt + 26 * hour,
      closedBy: elena.id,
      closedHow: 'member',
      closeNote: 'The hours in the feed are corrected; the patient was called and has a new appointment.',
      deliveries: [operations],
    },
    {
      id: demoNoticeIds.sandbox,
      environment: 'sandbox',
      severity: 'warning',
      summary: 'Feed of 3 entries refused',
      dedupKey: 'sandbox-feed',
      firstSeenAt: now - 4 * hour,
      lastMailAt: null,
      step: null,
      silence: 'sandbox',
      wouldReach: [{ step: 0, purpose: 'alerts', addresses: [paolo.email] }],
      deliveries: [],
    },
    {
      id: demoNoticeIds.test,
      origin: 'member',
      sourceId: null,
      createdBy: elena.id,
      kind: 'test',
      topic: 'test-notice',
      testField: 'technical-emergency',
      category: 'emergency',
      severity: 'info',
      summary: 'Avviso di prova',
      occurredAt: null,
      firstSeenAt: testAt,
      state: 'acknowledged',
      acknowledgedAt: testAt + 2 * minute,
      acknowledgedAs: emergencyAlias,
      deliveries: [toAlias],
    },
  ]
}

/** An alert for an unknown account, and a bounce report about a message that we did not send. */
async function seedForStaff(tx: Writer, sourceId: string, now: number): Promise<void> {
  const raw = {
    status: 'firing',
    labels: { alertname: 'FeedErrors', account: 'poliambulatorio-levanto', severity: 'critical' },
    annotations: { summary: 'Feed error rate 61%' },
  }
  await buildNotice(tx, {
    sourceId,
    id: demoNoticeIds.unroutable,
    accountText: 'poliambulatorio-levanto',
    format: 'alertmanager',
    severity: 'critical',
    summary: 'Feed error rate 61%',
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
