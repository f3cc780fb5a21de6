import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isGsm } from '#/lib/platform/values/sms-text.ts'
import { anyMessage, codeMessage, endpointMessage, openedEndpoint } from '#/tests/endpoint-message.ts'
import { CallError } from './reason.ts'
import { smsBy } from './sms.ts'

const kannel = smsBy('http://recapito:pa%40ss@10.0.0.7:13013/cgi-bin/sendsms?from=Recapito&smsc=main')
const twilio = smsBy(
  'https://AC1:t0ken@api.twilio.com/2010-04-01/Accounts/AC1/Messages.json?From=%2B15005550006',
)
const endpoint = openedEndpoint('sms', { number: '+393331234567' })

test('a number that the operator serves no more gets nothing', () => {
  const narrowed = smsBy('http://10.0.0.7:13013/cgi-bin/sendsms', ['+393'])
  const premium = openedEndpoint('sms', { number: '+39899123456' })
  expect(() => narrowed.request(premium, endpointMessage(), 0)).toThrow(new CallError('not-allowed'))
  expect(narrowed.request(endpoint, endpointMessage(), 0).body).not.toBe('')
})

test('tells Kannel what to send, without secrets in the URL', () => {
  const message = endpointMessage()
  expect(kannel.request(endpoint, message, 0)).toEqual({
    url: 'http://10.0.0.7:13013/cgi-bin/sendsms',
    headers: {
      'content-type': 'text/plain; charset=UTF-8',
      'x-kannel-username': 'recapito',
      'x-kannel-password': 'pa@ss',
      'x-kannel-from': 'Recapito',
      'x-kannel-smsc': 'main',
      'x-kannel-to': '+393331234567',
      'x-kannel-coding': '0',
    },
    body: `Actions Desk: ${message.title}\n${message.acknowledge}`,
  })
  const cyrillic = kannel.request(endpoint, endpointMessage({ title: 'Сбой' }), 0)
  expect(cyrillic).toMatchObject({
    headers: { 'x-kannel-coding': '2' },
    body: `Actions Desk: Сбой\n${message.acknowledge}`,
  })
})

test('tells Twilio what to send', () => {
  const { url, headers, body } = twilio.request(endpoint, codeMessage(), 0)
  expect(url).toBe('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json')
  expect(headers).toEqual({
    'content-type': 'application/x-www-form-urlencoded',
    authorization: `Basic ${Buffer.from('AC1:t0ken').toString('base64')}`,
  })
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    From: '+15005550006',
    To: '+393331234567',
    Body: 'Actions Desk: Your code is 20481357',
  })
})

test('any message is short, and its link whole', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const { body } = kannel.request(endpoint, message, 0)
      expect(body.length).toBeLessThanOrEqual(isGsm(body) ? 306 : 201)
      expect(body.endsWith(`\n${message.acknowledge}`)).toBe(true)
      expect(body.isWellFormed()).toBe(true)
    }),
    { numRuns: 100 },
  )
})

const refused = (status = 403) => ({ is: 'retry', reason: `HTTP ${status}: the gateway refuses us` })
const known = (code: number, words: string) => ({
  is: 'failed',
  reason: `HTTP 400, ${code}: ${words}`,
  point: 'failing',
})

test.each([
  ['Kannel', 202, '0: Accepted for delivery', { is: 'accepted' }],
  ['Kannel', 403, 'Authorization failed for sendsms', refused()],
  ['Twilio', 201, '{"sid":"SM1","status":"queued"}', { is: 'accepted' }],
  ['Twilio', 400, '{"code":21211,"message":"Invalid To"}', known(21211, 'no such number')],
  ['Twilio', 400, '{"code":21610,"message":"STOP"}', known(21610, 'it wants no messages')],
  ['Twilio', 400, '{"code":21614}', known(21614, 'not a mobile number')],
  [
    'Twilio',
    400,
    '{"code":21408}',
    { is: 'failed', reason: 'HTTP 400: the message was not accepted', point: 'nothing', tellStaff: true },
  ],
  ['Twilio', 403, '{"code":20003}', refused()],
  ['Twilio', 401, '', refused(401)],
  ['Kannel', 404, '', refused(404)],
  ['Kannel', 410, '', refused(410)],
])('judges %s %i %s', (name, status, body, verdict) => {
  const by = name === 'Kannel' ? kannel : twilio
  expect(by.judge({ status, headers: {}, body }, endpoint, 'notice.opened')).toEqual(verdict)
})
