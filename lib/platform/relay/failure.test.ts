import { expect, test } from 'vitest'
import { classifyFailure, classifyStatus, isRelayFault, parseRefusal } from './failure.ts'

test.each([
  ['5.1.1', 'bouncing'],
  ['5.1.2', 'bouncing'],
  ['5.1.3', 'bouncing'],
  ['5.1.10', 'bouncing'],
  ['5.2.1', 'bouncing'],
  ['5.2.2', 'count'],
  ['5.7.1', 'count'],
  ['550', 'count'],
  ['4.2.2', 'nothing'],
  ['4.4.7', 'nothing'],
  ['', 'nothing'],
])('what a failure with the status %s does to the address: %s', (status, judgement) => {
  expect(classifyStatus(status).is).toBe(judgement)
})

test.each([
  ['RCPT TO 550 5.1.1 <a@b.example>: User unknown', '5.1.1'],
  ['RCPT TO 550-5.1.1 The account does not exist', '5.1.1'],
  ['RCPT TO 553 5.1.10 RecipientNotFound', '5.1.10'],
  ['RCPT TO 550 No such user', '550'],
  ['RCPT TO 550 No such user, see section 5.1.1', '550'],
  ['RCPT TO 450 4.2.1 try later', null],
  ['DATA 554 5.1.1 no', null],
  ['MAIL FROM 550 5.1.1 sender unknown', null],
  ['', null],
])('the status of the recipient’s refusal in “%s” is %s', (lastError, status) => {
  expect(parseRefusal(lastError)).toBe(status)
})

// relays.test.ts covers the answers of mail servers.
test('fails an address that does not fit a command', () => {
  expect(classifyFailure({ command: 'API', code: 'EENVELOPE' })).toBe('failed')
})

test.each([
  [{ command: 'CONN', code: 'ESOCKET' }, true],
  [{ command: 'AUTH PLAIN', responseCode: 535 }, true],
  [{ command: 'MAIL FROM', responseCode: 421 }, true],
  [{ code: 'EDNS' }, true],
  [{ command: 'RCPT TO', responseCode: 450 }, false],
  [{ command: 'DATA', responseCode: 554 }, false],
])('whether the mail server is at fault for %o: %s', (failure, expected) => {
  expect(isRelayFault(failure)).toBe(expected)
})
