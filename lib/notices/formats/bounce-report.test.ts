import { describe, expect, test } from 'vitest'
import { renderRaw } from '#/lib/notices/parsing/raw.ts'
import { readFixture } from '#/tests/event-fixtures.ts'
import { parseBounceReport, withoutReturnedBody } from './bounce-report.ts'

const read = (report: string) => parseBounceReport(Buffer.from(report))
const postfix = readFixture('bounce-postfix.eml')

/** The recipient of Postfix's report with these words. */
async function readWith({ action = 'failed', status = '5.1.1', diagnostic = '' }) {
  const report = postfix
    .replace('Action: failed', `Action: ${action}`)
    .replace('Status: 5.1.1', `Status: ${status}`)
    .replace(/Diagnostic-Code:[\s\S]*?User unknown/, `Diagnostic-Code: ${diagnostic}`)
  return (await read(report))?.recipients[0]
}

describe('a delivery report', () => {
  test('is read from Postfix', async () => {
    const recipient = 'oncall@levante.example'
    const diagnostic = `550 5.1.1 <${recipient}>: Recipient address rejected: User unknown`
    expect(await read(postfix)).toEqual({
      recipients: [{ recipient, action: 'failed', status: '5.1.1', diagnostic }],
      returnPaths: ['bounce+018f3c2a.Zk3@notices.example', 'bounces@notices.example'],
    })
  })

  test('is read from Exim, with the status in its diagnostic code', async () => {
    expect(await read(readFixture('bounce-exim.eml'))).toMatchObject({
      recipients: [{ recipient: 'info@ponente.example', action: 'failed', status: '5.2.1' }],
      returnPaths: ['bounce+018f3c2b.Qm7@notices.example'],
    })
  })

  test('is read with several recipients, encoded and without the original', async () => {
    expect(await read(readFixture('bounce-exchange-delayed.eml'))).toEqual({
      recipients: [
        { recipient: 'ops@sud.example', action: 'delayed', status: '4.4.7', diagnostic: '' },
        { recipient: 'desk@sud.example', action: 'delivered', status: '2.1.5', diagnostic: '' },
      ],
      returnPaths: ['bounce+018f3c2c.Tr9@notices.example'],
    })
  })

  test.each([
    ['5.0.0', 'smtp; 550 5.1.1 unknown', '5.1.1'],
    ['5.0.0', 'smtp; 550 no such user', '5.0.0'],
    ['5.0.0', 'smtp; 450 4.2.2 full', '5.0.0'],
    ['5.4.0', 'smtp; 550 5.1.1 unknown', '5.4.0'],
    ['5.1.1 (bad destination)', 'x', '5.1.1'],
    ['5.1.10', 'x', '5.1.10'],
    ['', 'smtp; 550 5.1.1 unknown', '5.1.1'],
    ['', 'smtp; 550 from 192.5.1.1.7', ''],
    ['9.9.9', 'smtp; unknown', ''],
  ])('reads the status %j with %j as %s', async (status, diagnostic, taken) => {
    expect(await readWith({ status, diagnostic })).toMatchObject({ status: taken })
  })

  test.each([
    ['failed', '5.1.1', 'failed'],
    ['failed', '', 'failed'],
    ['delayed', '5.1.1', 'delayed'],
    ['delivered', '', 'delivered'],
    ['relayed', '2.0.0', 'relayed'],
    ['expanded', '2.0.0', 'expanded'],
    ['', '5.1.1', 'failed'],
    ['bounced', '5.7.1', 'failed'],
    ['', '4.2.2', 'delayed'],
    ['', '2.0.0', 'relayed'],
    ['', '', 'failed'],
  ])('reads the action %j with the status %j as %s', async (action, status, taken) => {
    expect(await readWith({ action, status, diagnostic: 'full' })).toMatchObject({ action: taken, status })
  })

  test.each([
    ['nothing', ''],
    ['a plain mail', 'From: a@b.example\nSubject: Out of office\n\nI am away.\n'],
    ['a text that quotes a report', `From: a@b.example\nContent-Type: text/plain\n\n${postfix}`],
    ['a report of another kind', postfix.replace('type=delivery-status', 'type=feedback-report')],
    ['a report without a status', postfix.replace('message/delivery-status', 'text/plain')],
    ['a report without a recipient', postfix.replace(/(Final|Original)-Recipient/g, 'X-Recipient')],
    ['no text at all', '\0\u{ff}\u{fe}\0\n\n'],
  ])('finds no report in %s', async (_, raw) => {
    expect(await parseBounceReport(Buffer.from(raw, 'latin1'))).toBeNull()
  })
})

const code = 'Your code is 123456.'

test('a report keeps the returned headers and drops the returned text', () => {
  const kept = withoutReturnedBody(renderRaw(postfix))
  expect(kept).toContain('Diagnostic-Code: smtp; 550 5.1.1')
  expect(kept).toContain('Subject: [Recapito] production-alert: Feed error rate 23 % (Clinica Aurora)')
  expect(kept).toMatch(/Content-Type: text\/plain; charset=utf-8$/)
})

test.each([
  ['Content-Type: message/rfc822', `To: a@b.example\n\n${code}`, 'To: a@b.example'],
  ['content-type: message/global; charset=utf-8', `To: a@b.example\n\n${code}`, 'To: a@b.example'],
  ['Content-Type:\n message/rfc822', `To: a@b.example\n\n${code}`, 'To: a@b.example'],
  // The whole part is encoded, so no header is visible.
  ['Content-Type: message/global\nContent-Transfer-Encoding: base64', btoa(`To: a\n\n${code}`), ''],
  ['Content-Type: message/rfc822', '', ''],
  ['Content-Type: text/rfc822-headers', `Subject: Hello\n\tthere\n\n${code}`, 'Subject: Hello\n\tthere'],
])('a report with %j keeps no text: %j', (type, message, kept) => {
  const start = 'Content-Type: multipart/report\n\n--b\n'
  const report = withoutReturnedBody(`${start}${type}\n\n${message}`)
  expect(report.trimEnd()).toBe(`${start}${type}\n\n${kept}`.trimEnd())
})

test('a report without a returned message is kept whole', () => {
  const delayed = renderRaw(readFixture('bounce-exchange-delayed.eml'))
  expect(withoutReturnedBody(delayed)).toBe(delayed)
  const status = 'Content-Type: message/global-delivery-status\n\nStatus: 5.1.1\n\nEnd'
  expect(withoutReturnedBody(status)).toBe(status)
})

test('a report that returns headers only is kept whole', () => {
  expect(withoutReturnedBody(renderRaw(readFixture('bounce-exim.eml')))).toMatch(/\(Hotel Bellavista\)$/)
})
