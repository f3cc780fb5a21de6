import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSignedByPagerduty, parseAcknowledgedIncident } from './pagerduty-incident.ts'

const thread = '0198f2a0-7c00-7000-8000-00000000000a'

/** As PagerDuty's documentation of V3 webhooks shows it. */
const acknowledged = (key: unknown, type = 'incident.acknowledged') => ({
  event: {
    id: '01DEN0V5SLTZH25FAMZ3PWQNPH',
    event_type: type,
    resource_type: 'incident',
    occurred_at: '2026-11-27T02:15:17.281Z',
    agent: { id: 'PLH1HKV', type: 'user_reference', summary: 'Tenex\nEngineer', self: null, html_url: null },
    client: null,
    data: {
      id: 'PGR0VU2',
      type: 'incident',
      number: 2,
      status: 'acknowledged',
      incident_key: key,
      title: 'Clinica Aurora: Bookings fail',
      urgency: 'high',
    },
  },
})

test('reads who acknowledged which notice', () => {
  const by = 'Tenex Engineer'
  expect(parseAcknowledgedIncident(acknowledged(`recapito-${thread}`))).toEqual({ thread, round: 0, by })
  expect(parseAcknowledgedIncident(acknowledged(`recapito-${thread}-round-2`))).toEqual({
    thread,
    round: 2,
    by,
  })
})

test.each([
  ['another event', acknowledged(`recapito-${thread}`, 'incident.resolved')],
  ['an incident of somebody else', acknowledged('d3640fbd41094207a1c11e58e46b1662')],
  ['a longer key', acknowledged(`recapito-${thread}-more`)],
  ['a key around ours', acknowledged(`x recapito-${thread}`)],
  ['no id', acknowledged('recapito-------------------------------------')],
  ['no key', acknowledged(null)],
  ['a test ping', { event: { event_type: 'pagey.ping', data: { message: 'Hello' } } }],
  ['nothing', null],
  ['a list', [acknowledged(`recapito-${thread}`)]],
])('finds none in %s', (_, body) => {
  expect(parseAcknowledgedIncident(body)).toBeNull()
})

test('an incident acknowledged by a program has no name', () => {
  const { event } = acknowledged(`recapito-${thread}`)
  expect(parseAcknowledgedIncident({ event: { ...event, agent: null } })).toMatchObject({ by: '' })
})

test('takes a body that one of the signatures is of, and no other', () => {
  const body = Buffer.from(JSON.stringify(acknowledged(`recapito-${thread}`)))
  const signed = (secret: string) => `v1=${createHmac('sha256', secret).update(body).digest('hex')}`
  expect(isSignedByPagerduty(body, signed('s3cret'), 's3cret')).toBe(true)
  expect(isSignedByPagerduty(body, `${signed('old')}, ${signed('s3cret')}`, 's3cret')).toBe(true)
  expect(isSignedByPagerduty(Buffer.concat([body, Buffer.from(' ')]), signed('s3cret'), 's3cret')).toBe(false)
  for (const signatures of [
    '',
    'v1=',
    signed('old'),
    signed('s3cret').toUpperCase(),
    signed('s3cret').slice(3),
  ])
    expect(isSignedByPagerduty(body, signatures, 's3cret')).toBe(false)
  expect(isSignedByPagerduty(body, signed(''), '')).toBe(false)
})
