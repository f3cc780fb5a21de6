import autocannon from 'autocannon'
import { intakeAccounts, slugOf } from './intake-store.ts'

/** Where events go, and their key. */
export type Target = { url: string; key: string }
export type Sent = { perSecond: number; accepted: number; p99: number }

let sent = 0

/**
 * A template of Alertmanager notifications of 100 alerts, one for each account: replacing each `@@@@@@@@` by another eight
 * characters makes them fire for the first time.
 */
export function buildAlerts(): string {
  const alerts = Array.from({ length: intakeAccounts }, (_, account) => ({
    status: 'firing',
    labels: {
      account: slugOf(account),
      alertname: 'FeedErrorRate',
      category: 'production-alert',
      instance: `feeds-${account}.example:9100`,
      severity: 'warning',
    },
    annotations: {
      summary: `Feed error rate 23% on feed ${account}`,
      description:
        'More than one in five entities of the last feed were refused; the last good feed stays in use.',
      runbook_url: 'https://runbooks.example/feeds/error-rate',
    },
    startsAt: '2026-11-25T02:00:00.000Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'https://prometheus.example/graph?g0.expr=feed_errors',
    fingerprint: `@@@@@@@@${account.toString(16).padStart(8, '0')}`,
  }))
  return JSON.stringify({
    version: '4',
    groupKey: '{}:{alertname="FeedErrorRate"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'recapito',
    groupLabels: { alertname: 'FeedErrorRate' },
    commonLabels: { alertname: 'FeedErrorRate' },
    commonAnnotations: {},
    externalURL: 'https://alertmanager.example',
    alerts,
  })
}

/** Sends notifications of 100 alerts as fast as the server takes them; `perSecond` counts notifications. */
export function sendAlerts({ url, key }: Target, seconds: number): Promise<Sent> {
  const template = buildAlerts()
  return send(`${url}/api/v1/events/alertmanager`, key, { duration: seconds, connections: 4 }, () =>
    template.replaceAll('@@@@@@@@', (sent++).toString(16).padStart(8, '0')),
  )
}

/** Sends single native events, each with its own notice: as fast as the server takes them, or `rate` a second. */
export function sendEvents(
  { url, key }: Target,
  load: { duration: number; connections: number; overallRate?: number },
  path = '/api/v1/events',
): Promise<Sent> {
  return send(`${url}${path}`, key, load, () => buildEvent(sent++, intakeAccounts))
}

/** The native event of this number, for each of so many accounts in turn, with its own notice. */
export function buildEvent(number: number, accounts: number): string {
  return JSON.stringify({
    account: slugOf(number % accounts),
    category: 'production-alert',
    dedupKey: `single-${number}`,
    summary: 'Feed error rate 23%',
    details: 'More than one in five entities of the last feed were refused.',
  })
}

async function send(
  url: string,
  key: string,
  load: { duration: number; connections: number; overallRate?: number },
  build: () => string,
): Promise<Sent> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const setupRequest = (request: autocannon.Request) => ({ ...request, body: build() })
  const result = await autocannon({ url, method: 'POST', headers, ...load, requests: [{ setupRequest }] })
  const accepted = result['2xx']
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were none of success, ${result.errors} failed.`)
  }
  return { perSecond: accepted / result.duration, accepted, p99: result.latency.p99 }
}
