import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAcknowledgedIncident } from '#/lib/notices/formats/pagerduty-incident.ts'
import {
  anyMessage,
  codeMessage,
  endpointMessage,
  messageTypes,
  openedEndpoint,
} from '#/tests/endpoint-message.ts'
import { incidentKey, pagerduty } from './pagerduty.ts'

const routingKey = 'R0123456789ABCDEF0123456789ABCDE'
const endpoint = openedEndpoint('pagerduty', { routingKey }, { host: 'events.eu.pagerduty.com' })

function send(message = endpointMessage()) {
  const request = pagerduty.request(endpoint, message, 0)
  return { ...request, event: JSON.parse(request.body) }
}

test('opens an incident that says what is wrong and where to answer', () => {
  const message = endpointMessage()
  expect(send()).toMatchObject({ url: 'https://events.eu.pagerduty.com/v2/enqueue' })
  expect(send().event).toEqual({
    routing_key: routingKey,
    event_action: 'trigger',
    dedup_key: `recapito-${message.thread}`,
    payload: {
      summary: 'Clinica Aurora: Bookings fail',
      source: 'portal.example',
      severity: 'critical',
      class: 'notice.opened',
      custom_details: { text: message.text },
    },
    client: 'Recapito',
    client_url: message.url,
    links: [{ href: message.acknowledge, text: 'Acknowledge' }],
  })
})

test('every message has one of its three actions', () => {
  const actions = messageTypes.map((type) => [type, send(endpointMessage({ type })).event.event_action])
  expect(Object.fromEntries(actions)).toEqual({
    'notice.opened': 'trigger',
    'notice.reminded': 'trigger',
    'notice.repeated': 'trigger',
    'notice.escalated': 'trigger',
    'notice.acknowledged': 'acknowledge',
    'notice.reopened': 'trigger',
    'notice.resolved': 'resolve',
    'notice.closed': 'resolve',
    'notice.digest': 'trigger',
    'drill.opened': 'trigger',
    'drill.ended': 'resolve',
    'test.opened': 'trigger',
    'endpoint.confirm': 'trigger',
    'endpoint.probe': 'resolve',
  })
})

test('follow-ups name the incident of their notice, and after an undone answer a new one', () => {
  const keyOf = (differs: Parameters<typeof endpointMessage>[0]) =>
    send(endpointMessage(differs)).event.dedup_key
  const opened = keyOf({ type: 'notice.opened', id: '0198f2a0-7d01-7000-8000-000000000009' })
  expect(keyOf({ type: 'notice.acknowledged' })).toBe(opened)
  const reopened = keyOf({ type: 'notice.reopened', round: 1 })
  expect(reopened).toBe(`${opened}-round-1`)
  expect(keyOf({ type: 'notice.resolved', round: 1 })).toBe(reopened)
  expect(send(endpointMessage({ type: 'notice.resolved' })).event).not.toHaveProperty('payload')
})

test('rings for what is urgent, and not for a code', () => {
  const severityOf = (differs: Parameters<typeof endpointMessage>[0]) =>
    send(endpointMessage(differs)).event.payload.severity
  expect(severityOf({ severity: 'info' })).toBe('critical')
  for (const severity of ['critical', 'error', 'warning', 'info'] as const)
    expect(severityOf({ severity, isUrgent: false })).toBe(severity)
  const code = send({ ...codeMessage(), severity: 'info' }).event
  expect(code.payload).toMatchObject({
    severity: 'info',
    summary: 'Your code is 20481357',
    source: 'Recapito',
  })
  expect(code).toMatchObject({ dedup_key: `recapito-${codeMessage().id}`, links: [] })
  expect(code).not.toHaveProperty('client_url')
})

test('any message fits PagerDuty’s limits, and its incident is found again', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const { event, body } = send(message)
      expect(Buffer.byteLength(body)).toBeLessThan(512_000)
      expect((event.payload?.summary ?? '').length).toBeLessThanOrEqual(1024)
      expect(event.dedup_key.length).toBeLessThanOrEqual(255)
      const acknowledged = { event_type: 'incident.acknowledged', data: { incident_key: event.dedup_key } }
      const { thread, round } = message
      expect(parseAcknowledgedIncident({ event: acknowledged })).toEqual({ thread, round, by: '' })
    }),
    { numRuns: 60 },
  )
  expect(incidentKey(endpointMessage())).not.toContain('round')
})

test.each([
  [202, '{"status":"success","message":"Event processed","dedup_key":"x"}', { is: 'accepted' }],
  [
    400,
    `{"status":"invalid event","errors":["Length of 'routing_key' is incorrect (should be 32 characters)"]}`,
    { is: 'failed', reason: 'HTTP 400: unknown integration key', point: 'failing' },
  ],
  [
    400,
    `{"status":"invalid event","errors":["'payload.summary' is missing or blank"]}`,
    { is: 'failed', reason: 'HTTP 400: the message was not accepted', point: 'nothing', tellStaff: true },
  ],
])('judges %i %s', (status, body, verdict) => {
  expect(pagerduty.judge({ status, headers: {}, body }, endpoint, 'notice.opened')).toEqual(verdict)
})
