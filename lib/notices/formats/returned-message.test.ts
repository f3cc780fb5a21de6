import { expect, test } from 'vitest'
import { renderRaw } from '#/lib/notices/parsing/raw.ts'
import { readFixture } from '#/tests/event-fixtures.ts'
import { withoutReturnedBody } from './returned-message.ts'

const postfix = renderRaw(readFixture('bounce-postfix.eml'))
const code = 'Your code is 123456.'

test('a report keeps the headers of the message that it brings back, and nothing that it says', () => {
  const kept = withoutReturnedBody(postfix)
  expect(kept).toContain('Diagnostic-Code: smtp; 550 5.1.1')
  expect(kept).toContain('Subject: [Recapito] production-alert: Feed error rate 23 % (Clinica Aurora)')
  expect(kept).toMatch(/Content-Type: text\/plain; charset=utf-8$/)
})

test.each([
  ['Content-Type: message/rfc822', `To: a@b.example\n\n${code}`, 'To: a@b.example'],
  ['content-type: message/global; charset=utf-8', `To: a@b.example\n\n${code}`, 'To: a@b.example'],
  ['Content-Type:\n message/rfc822', `To: a@b.example\n\n${code}`, 'To: a@b.example'],
  // All of it in one encoding: nothing of it looks like a header.
  ['Content-Type: message/global\nContent-Transfer-Encoding: base64', btoa(`To: a\n\n${code}`), ''],
  ['Content-Type: message/rfc822', '', ''],
  ['Content-Type: text/rfc822-headers', `Subject: Hello\n\tthere\n\n${code}`, 'Subject: Hello\n\tthere'],
])('of %j it keeps no text: %j', (type, message, kept) => {
  const start = 'Content-Type: multipart/report\n\n--b\n'
  const report = withoutReturnedBody(`${start}${type}\n\n${message}`)
  expect(report.trimEnd()).toBe(`${start}${type}\n\n${kept}`.trimEnd())
})

test('a report that brings nothing back is kept whole', () => {
  const delayed = renderRaw(readFixture('bounce-exchange-delayed.eml'))
  expect(withoutReturnedBody(delayed)).toBe(delayed)
  const status = 'Content-Type: message/global-delivery-status\n\nStatus: 5.1.1\n\nEnd'
  expect(withoutReturnedBody(status)).toBe(status)
})

test('headers that are brought back alone are all kept', () => {
  expect(withoutReturnedBody(renderRaw(readFixture('bounce-exim.eml')))).toMatch(/\(Hotel Bellavista\)$/)
})
