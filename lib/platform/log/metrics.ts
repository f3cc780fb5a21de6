import { subscribe } from 'node:diagnostics_channel'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Retry, retries, transactions } from '#/db/store/follow.ts'
import type { EndpointKind } from '#/db/words/accounts.ts'
import type { DeliveryPart, MailStatus } from '#/db/words/mail.ts'
import { currentRoom } from '#/lib/platform/log/origin.ts'
import { readVersion } from '#/lib/platform/log/version.ts'
import { timeOfId } from '#/lib/platform/values/ids.ts'

/** Seconds: the usual time of a mail server, then the time of retries and fallbacks. */
const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600]

/** Seconds: a webhook nearby, then services far away, then those that hang. */
const callBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20]

/** The library's gauges that are named like counters; `nodejs_active_resources` has the same numbers. */
const misnamed = ['handles', 'requests', 'resources'].map((what) => `nodejs_active_${what}_total`)

type Named<Label extends string> = { name: string; help: string; labelNames?: Label[]; buckets?: number[] }

function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const name of misnamed) registry.removeSingleMetric(name)
  const registers = [registry]
  const counter = <Label extends string>(of: Named<Label>) => new Counter({ ...of, registers })
  const gauge = <Label extends string>(of: Named<Label>) => new Gauge({ ...of, registers })
  const histogram = <Label extends string>(of: Named<Label>) => new Histogram({ ...of, registers })
  const { version, commit } = readVersion()
  gauge({
    name: 'recapito_build_info',
    help: 'Always 1; the version and commit of the running build are its labels.',
    labelNames: ['version', 'commit'],
  }).set({ version, commit: commit || '(unknown)' }, 1)
  return {
    registry,
    events: counter({
      name: 'recapito_events_total',
      help: 'Events by source and HTTP status; an unreadable request counts as one.',
      labelNames: ['source', 'answer'],
    }),
    truncated: counter({
      name: 'recapito_alerts_truncated_total',
      help: 'Alerts that the sender left out of its notifications (truncatedAlerts), by source.',
      labelNames: ['source'],
    }),
    warnings: counter({
      name: 'recapito_event_warnings_total',
      help: 'Unknown names in accepted events, by source and code (unknown-environment and others).',
      labelNames: ['source', 'code'],
    }),
    transactions: counter({
      name: 'recapito_store_transactions_total',
      help: 'Write transactions by the room that requested them; a retried one counts once.',
      labelNames: ['room'],
    }),
    retries: counter({
      name: 'recapito_store_retries_total',
      help: 'Transactions retried after PostgreSQL rolled them back, by statement, room and SQLSTATE.',
      labelNames: ['statement', 'room', 'code'],
    }),
    deliveries: counter({
      name: 'recapito_deliveries_total',
      help: 'Emails of notices that reached this status.',
      labelNames: ['status'],
    }),
    waiting: gauge({
      name: 'recapito_deliveries_waiting',
      help: 'Emails of notices still in progress, by status.',
      labelNames: ['status'],
    }),
    oldestWaiting: gauge({
      name: 'recapito_deliveries_oldest_waiting_seconds',
      help: 'Seconds since the oldest waiting email of a notice was queued, by status; 0 if none is waiting.',
      labelNames: ['status'],
    }),
    oldestMail: gauge({
      name: 'recapito_mail_oldest_waiting_seconds',
      help: 'Seconds since the oldest waiting mail of any kind was queued, by lane; 0 if none is waiting.',
      labelNames: ['lane'],
    }),
    endpointDeliveries: counter({
      name: 'recapito_endpoint_deliveries_total',
      help: 'Tries to deliver a message to an endpoint, by kind and outcome (accepted, retry, failed, superseded).',
      labelNames: ['kind', 'outcome'],
    }),
    endpointSeconds: histogram({
      name: 'recapito_endpoint_seconds',
      help: 'Seconds that one try to deliver a message to an endpoint took, by kind.',
      labelNames: ['kind'],
      buckets: callBuckets,
    }),
    oldestEndpoint: gauge({
      name: 'recapito_endpoint_oldest_waiting_seconds',
      help: 'Seconds since the oldest message to an endpoint that waits for its first try was queued, by kind; 0 if none is waiting.',
      labelNames: ['kind'],
    }),
    endpointRefused: counter({
      name: 'recapito_endpoint_refused_total',
      help: 'Tries that ended without an answer from the endpoint, by reason (refused-address, proxy, timeout, sealed, limit and others).',
      labelNames: ['reason'],
    }),
    unreachable: gauge({
      name: 'recapito_accounts_unreachable',
      help: 'Accounts in service that cannot be reached, by reason; an account may have several reasons.',
      labelNames: ['reason'],
    }),
    accepted: histogram({
      name: 'recapito_event_accepted_seconds',
      help: 'Seconds from an event until the next mail server accepts its notice, per delivery.',
      buckets,
    }),
  }
}

type Metrics = ReturnType<typeof createMetrics>

/** Routes and the worker are separate module graphs of one process. */
const shared = globalThis as typeof globalThis & { recapitoMetrics?: Metrics }

/** The metrics of this process. */
export function getMetrics(): Metrics {
  shared.recapitoMetrics ??= followStore(createMetrics())
  return shared.recapitoMetrics
}

/** Counts what the store does from now on; a channel calls its listener inside the published work. */
function followStore(metrics: Metrics): Metrics {
  subscribe(transactions.name, () => metrics.transactions.inc({ room: currentRoom() }))
  subscribe(retries.name, (retry) => metrics.retries.inc({ ...(retry as Retry), room: currentRoom() }))
  return metrics
}

/** Counts alerts that a source's sender left out. */
export function countTruncated(source: string, alerts: number): void {
  getMetrics().truncated.inc({ source }, alerts)
}

/** Counts names in a source's events that are not known. */
export function countWarnings(source: string, code: string, count: number): void {
  getMetrics().warnings.inc({ source, code }, count)
}

type Delivery = {
  noticeId: string | null
  digestId: string | null
  part: DeliveryPart | null
  shown: string | null
}

/**
 * Counts an email of a notice that reached `status` at `at` (milliseconds UTC), and nothing else; `shown`: it goes to an endpoint. Its duration starts when its
 * notice was made. Digests, which wait on purpose, and later parts of a notice have none.
 */
export function countDelivery(delivery: Delivery, status: MailStatus, at: number): void {
  const { noticeId, digestId, part, shown } = delivery
  if (shown !== null || (noticeId === null && digestId === null)) return
  const { deliveries, accepted } = getMetrics()
  deliveries.inc({ status })
  if (status !== 'accepted' || noticeId === null || part !== 'notice') return
  const took = at - timeOfId(noticeId)
  // Clocks of several processes may differ a little.
  if (Number.isFinite(took)) accepted.observe(Math.max(0, took) / 1000)
}

/** Counts a source's events by their answer. Prometheus drops empty labels, so an unknown source gets a name. */
export function countEvents(source: string, status: number, events: number): void {
  getMetrics().events.inc({ source: source || '(unknown key)', answer: status }, events)
}

/** Counts a try to deliver to an endpoint, and what it took; a superseded message is not sent. */
export function countEndpointTry(kind: EndpointKind, outcome: string, seconds: number): void {
  const { endpointDeliveries, endpointSeconds } = getMetrics()
  endpointDeliveries.inc({ kind, outcome })
  if (outcome !== 'superseded') endpointSeconds.observe({ kind }, seconds)
}

/** Counts a try that got no answer, or was not made. */
export function countEndpointRefusal(reason: string): void {
  getMetrics().endpointRefused.inc({ reason })
}
