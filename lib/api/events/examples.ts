import type { Examples } from '#/lib/api/http/operation.ts'

/** One example body per event format, as its senders write it. */
export const nativeExamples: Examples = {
  trigger: {
    summary: 'Trigger',
    value: {
      account: 'clinica-aurora',
      category: 'production-alert',
      dedupKey: 'feed-errors',
      summary: 'Feed error rate 23%',
      details: 'Since 09:30 every fourth request to the availability feed has failed with status 502.',
      meaning: 'Users are shown times that are no longer free.',
      remedy: 'Look at the load balancer in front of the feed.',
      severity: 'critical',
      occurredAt: '2026-05-04T09:30:00+02:00',
      links: [{ href: 'https://grafana.example/d/feed', text: 'Feed dashboard' }],
    },
  },
  resolve: {
    summary: 'Resolve',
    value: {
      account: 'clinica-aurora',
      category: 'production-alert',
      action: 'resolve',
      dedupKey: 'feed-errors',
    },
  },
  batch: {
    summary: 'Batch, all or nothing',
    value: [
      { account: 'clinica-aurora', category: 'technical', summary: 'API version 3 ends on 30 June' },
      { account: 'studio-ponte', category: 'technical', summary: 'API version 3 ends on 30 June' },
    ],
  },
}

export const alertmanagerExamples: Examples = {
  alertmanager: {
    summary: 'Prometheus Alertmanager or Grafana',
    value: {
      version: '4',
      groupKey: '{}:{alertname="FeedErrors"}',
      status: 'firing',
      receiver: 'recapito',
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'FeedErrors', account: 'clinica-aurora', severity: 'warning' },
          annotations: { summary: 'Feed error rate 23%', runbook_url: 'https://runbooks.example/feed' },
          startsAt: '2026-05-04T07:30:00Z',
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: 'https://prometheus.example/graph',
          fingerprint: 'a3c1f0e2d4b59687',
        },
      ],
    },
  },
}

const pagerdutyEvent = {
  routing_key: 'abcdefghijkmnpqrstuvwxyz23456789',
  event_action: 'trigger',
  dedup_key: 'feed-errors',
  payload: {
    summary: 'Feed error rate 23%',
    source: 'feed-checker-1',
    severity: 'error',
    custom_details: { account: 'clinica-aurora', environment: 'production' },
  },
}
export const pagerdutyExamples: Examples = {
  pagerduty: { summary: 'PagerDuty Events API v2', value: pagerdutyEvent },
}
/** Has its own names: on the API page each example is a region. */
export const pagerdutyClientExamples: Examples = {
  client: { summary: 'PagerDuty Events API v2, from a client', value: pagerdutyEvent },
}

const cloudEvent = {
  specversion: '1.0',
  id: '8d1f',
  source: '/feeds/availability',
  type: 'net.example.feeds.production-alert',
  subject: 'clinica-aurora',
  time: '2026-05-04T07:30:00Z',
  datacontenttype: 'application/json',
  data: { summary: 'Feed error rate 23%', severity: 'critical' },
}

export const cloudEventExamples: Examples = {
  structured: { summary: 'One CloudEvent, structured', value: cloudEvent },
}
export const cloudEventBatchExamples: Examples = {
  batch: { summary: 'A batch', value: [cloudEvent, { ...cloudEvent, id: '8d20', subject: 'studio-ponte' }] },
}
export const cloudEventDataExamples: Examples = {
  binary: { summary: 'Only the data, with attributes in `ce-` headers', value: cloudEvent.data },
}

export const acceptedExamples = {
  accepted: {
    summary: 'Accepted',
    value: {
      events: [
        { noticeId: '0196a3f4-5b1c-7d2e-8f90-a1b2c3d4e5f6', dedupKey: 'feed-errors', outcome: 'opened' },
      ],
    },
  },
}
export const alertmanagerAcceptedExamples = {
  warned: {
    summary: 'Accepted with a warning',
    value: {
      ...acceptedExamples.accepted.value,
      warnings: [
        {
          pointer: '#/alerts/0/labels/environment',
          code: 'unknown-environment',
          detail:
            'Treated as Production. The Sandbox names of this event source are sandbox, staging, test, dev.',
        },
      ],
    },
  },
}
export const pagerdutyAcceptedExamples = {
  accepted: {
    summary: 'Accepted',
    value: { status: 'success' as const, message: 'Event processed', dedup_key: 'feed-errors' },
  },
}
export const pagerdutyRefusedExamples: Examples = {
  refused: {
    summary: 'Missing field',
    value: {
      status: 'invalid event',
      message: 'The event is not valid',
      errors: ['payload.summary: Required.'],
    },
  },
}
