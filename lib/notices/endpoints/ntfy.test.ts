import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  anyMessage,
  codeMessage,
  endpointMessage,
  messageTypes,
  openedEndpoint,
} from '#/tests/endpoint-message.ts'
import { ntfy } from './ntfy.ts'

const config = { server: 'https://ntfy.example.org/', topic: 'oncall' }

function send(message = endpointMessage(), more: Record<string, string> = {}) {
  const request = ntfy.request(openedEndpoint('ntfy', { ...config, ...more }), message, 0)
  return { ...request, sent: JSON.parse(request.body) }
}

test('rings with a button that acknowledges for the phone', () => {
  const message = endpointMessage()
  expect(send()).toMatchObject({
    url: 'https://ntfy.example.org/',
    headers: { 'content-type': 'application/json' },
  })
  expect(send().sent).toEqual({
    topic: 'oncall',
    title: 'Clinica Aurora: Bookings fail',
    message: message.text,
    priority: 5,
    tags: ['rotating_light'],
    click: message.url,
    actions: [
      {
        action: 'http',
        label: 'Acknowledge',
        url: message.acknowledgeApi,
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"by":"On-call phone"}',
        clear: true,
      },
    ],
  })
})

test('only what is urgent and not over has priority 5', () => {
  const rings = (isUrgent: boolean) =>
    messageTypes.filter((type) => send(endpointMessage({ type, isUrgent })).sent.priority === 5)
  expect(rings(false)).toEqual([])
  const quiet = ['notice.acknowledged', 'notice.resolved', 'notice.closed', 'drill.ended']
  expect(rings(true)).toEqual(messageTypes.filter((type) => !quiet.includes(type)))
})

test('a message with nothing to answer or open has neither button nor link', () => {
  const { sent } = send(codeMessage())
  expect(sent).toMatchObject({ actions: [], title: 'Your code is 20481357' })
  expect(sent).not.toHaveProperty('click')
})

test.each([
  ['tk_abc123', 'Bearer tk_abc123'],
  ['ops:pa:ss', `Basic ${Buffer.from('ops:pa:ss').toString('base64')}`],
  ['tk_ops:pass', `Basic ${Buffer.from('tk_ops:pass').toString('base64')}`],
])('shows %s to a protected topic', (access, authorization) => {
  expect(send(endpointMessage(), { access }).headers).toMatchObject({ authorization })
  expect(send().headers).not.toHaveProperty('authorization')
})

test('any message fits the 8 KB that ntfy reads', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const { sent, body } = send(message)
      expect(Buffer.byteLength(sent.message)).toBeLessThanOrEqual(1000)
      expect(Buffer.byteLength(sent.title)).toBeLessThanOrEqual(200)
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(8192)
    }),
    { numRuns: 60 },
  )
  const { body } = send(endpointMessage({ title: '\u0001'.repeat(999), text: '\u0001'.repeat(9999) }))
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(8192)
})
