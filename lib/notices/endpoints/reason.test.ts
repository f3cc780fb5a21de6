import { expect, test } from 'vitest'
import { endpointKinds } from '#/db/words/accounts.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { endpointMessage, openedEndpoint } from '#/tests/endpoint-message.ts'
import { endpointCallers } from './kinds.ts'
import { CallError, type CallReason, isSilence, parseEndpointReason } from './reason.ts'

test.each([
  ['failing: HTTP 403: access refused', 'access'],
  ['failing: HTTP 400: unknown integration key', 'access'],
  ['HTTP 429: too many messages', 'busy'],
  ['HTTP 502: an error of theirs', 'fault'],
  ['HTTP 307: redirects are not followed', 'redirect'],
  ['HTTP 418: an unexpected answer', 'unexpected'],
  ['gateway: HTTP 403: the gateway refuses us', 'gateway'],
  [`gateway: ${new CallError('tls').message}`, 'gateway'],
  ['failing: HTTP 400, 21211: no such number', 'number'],
  ['failing: HTTP 400, 21610: it wants no messages', 'opted-out'],
  ['It is disabled.', 'disabled'],
  ['disabled: HTTP 410: gone for good', 'gone'],
  [new CallError('refused-address').message, 'refused-address'],
  [new CallError('broken-off').message, 'broken-off'],
  ['The call to an endpoint failed: constructor.', 'unexpected'],
  ['RCPT TO 550 5.1.1 HTTP 403', null],
  ['550 5.7.1 HTTP 403: access refused', null],
  ['', null],
])('the reason in %j is %s', (error, reason) => {
  expect(parseEndpointReason(error)).toBe(reason)
})

test('every answer of every kind has a reason, with its sentence in both languages', () => {
  for (const kind of endpointKinds)
    for (let status = 100; status < 600; status++) {
      const answer = { status, headers: {}, body: '' }
      const verdict = endpointCallers[kind].judge(answer, openedEndpoint(kind, {}), 'notice.opened')
      if (verdict.is === 'accepted') continue
      const reason = parseEndpointReason(verdict.reason)
      if (reason === null) throw new Error(`${kind} ${status}`)
      for (const locale of ['en', 'it'] as const)
        expect(messagesIn(locale).endpoints.reasons[reason]).toBeTruthy()
    }
})

test('no verdict repeats a secret, even if the answer is what we sent', () => {
  const config = Object.fromEntries(
    ['url', 'server', 'topic', 'access', 'header', 'routingKey', 'secret', 'number'].map((name) => [
      name,
      name === 'url' ? 'https://a.example/s3cret' : 'X-A: s3cret',
    ]),
  )
  for (const kind of endpointKinds) {
    const { request, judge } = endpointCallers[kind]
    const endpoint = openedEndpoint(kind, config)
    const sent = request(endpoint, endpointMessage(), 0)
    for (const body of [sent.body, JSON.stringify({ errors: [sent], code: config.secret, error: sent })])
      for (let status = 200; status < 600; status++)
        expect(
          JSON.stringify(judge({ status, headers: sent.headers, body }, endpoint, 'notice.opened')),
        ).not.toContain('s3cret')
  }
})

test.each<[CallReason, quick: boolean, slow: boolean]>([
  ['timeout', true, true],
  ['broken-off', true, true],
  ['connect', false, true],
  ['no-address', false, true],
  ['tls', false, true],
  ['proxy', false, false],
  ['off', false, false],
  ['unreadable', false, false],
])('a call that ends as %s at once is silence: %s; after two seconds: %s', (reason, quick, slow) => {
  expect([isSilence(reason, 1999), isSilence(reason, 2000)]).toEqual([quick, slow])
})
