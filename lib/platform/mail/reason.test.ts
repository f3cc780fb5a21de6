import { expect, test } from 'vitest'
import { deliveryReasons, parseReason } from './reason.ts'

const told: [string, ReturnType<typeof parseReason>][] = [
  ['', null],
  ['RCPT TO 550 5.1.1 <nobody@example.com>: user unknown', 'no-mailbox'],
  ['RCPT TO 550-5.1.1 The account does not exist.', 'no-mailbox'],
  ["RCPT TO Can't send mail - all recipients were rejected: 550 5.1.1 unknown", 'no-mailbox'],
  ['RCPT TO 550 #5.1.1 unknown', 'no-mailbox'],
  ['5.1.1 smtp; 550 5.1.1 user unknown', 'no-mailbox'],
  ['RCPT TO 556 5.1.10 null MX', 'no-domain'],
  ['5.1.2 bad destination system', 'no-domain'],
  ['5.4.4 unable to route', 'no-domain'],
  ['RCPT TO 501 5.1.3 bad syntax', 'bad-address'],
  ['API No recipients defined', 'bad-address'],
  ['RCPT TO 550 5.2.1 disabled', 'disabled'],
  ['RCPT TO 552 5.2.2 over quota', 'full'],
  ['RCPT TO 452 4.2.2 over quota', 'full'],
  ['RCPT TO 554 5.7.1 relay access denied', 'refused-sender'],
  ['RCPT TO 550 no', 'refused'],
  ['RCPT TO 550 blocked by 10.5.1.1', 'refused'],
  ['RCPT TO 450 4.7.1 greylisted', 'later'],
  ['RCPT TO 451 try later', 'later'],
  ['4.4.1 no answer from host', 'no-answer'],
  ['4.4.7 delivery time expired', 'no-answer'],
  ['DATA 554 5.6.0 message refused', 'not-taken'],
  ['MAIL FROM 550 5.7.1 not allowed', 'not-taken'],
  ['DATA 451 4.3.0 try later', 'later'],
  ['CONN connect ECONNREFUSED 192.0.2.5:25', 'no-relay'],
  ['AUTH 535 5.7.8 bad credentials', 'no-relay'],
  ['EHLO 421 too many connections', 'no-relay'],
  ['DATA Connection closed unexpectedly', 'broken-off'],
  ['The operation was aborted due to timeout', 'broken-off'],
  ['Not rendered: no such template', 'not-made'],
  ['Not sent: no such method', 'not-made'],
]

test.each(told)('%s', (error, reason) => expect(parseReason(error)).toBe(reason))

test('has a case for each reason', () => {
  const shown = new Set(told.map(([, reason]) => reason))
  expect(deliveryReasons.filter((reason) => !shown.has(reason))).toEqual([])
})
