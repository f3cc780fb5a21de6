import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFixture } from '#/tests/event-fixtures.ts'
import { readBounceReport } from './bounce-report.ts'

const postfix = readFixture('bounce-postfix.eml')

describe('a delivery report', () => {
  test('of Postfix', async () => {
    expect(await readBounceReport(postfix)).toEqual({
      recipients: [
        {
          finalRecipient: 'oncall@levante.example',
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: '550 5.1.1 <oncall@levante.example>: Recipient address rejected: User unknown',
        },
      ],
      returnPaths: ['bounce+018f3c2a.Zk3@notices.example', 'bounces@notices.example'],
      originalMessageId: '<018f3c2a-7d10-7c00-9b1e-1f2e3d4c5b6a@notices.example>',
    })
  })

  test('of Exim, whose status says less than its diagnostic code', async () => {
    expect(await readBounceReport(readFixture('bounce-exim.eml'))).toMatchObject({
      recipients: [{ finalRecipient: 'info@ponente.example', action: 'failed', status: '5.2.1' }],
      returnPaths: ['bounce+018f3c2b.Qm7@notices.example'],
      originalMessageId: '<018f3c2b-0000-7c00-9b1e-1f2e3d4c5b6a@notices.example>',
    })
  })

  test('of several recipients, encoded and without the original', async () => {
    expect(await readBounceReport(readFixture('bounce-exchange-delayed.eml'))).toEqual({
      recipients: [
        { finalRecipient: 'ops@sud.example', action: 'delayed', status: '4.4.7', diagnosticCode: '' },
        { finalRecipient: 'desk@sud.example', action: 'delivered', status: '2.1.5', diagnosticCode: '' },
      ],
      returnPaths: ['bounce+018f3c2c.Tr9@notices.example'],
      originalMessageId: null,
    })
  })

  test('with the line ends of the network, as bytes', async () => {
    const bytes = new TextEncoder().encode(postfix.replaceAll('\n', '\r\n'))
    expect(await readBounceReport(bytes)).toEqual(await readBounceReport(postfix))
  })

  test.each([
    ['5.0.0', 'smtp; 550 5.1.1 unknown', '5.1.1'],
    ['5.0.0', 'smtp; 550 no such user', '5.0.0'],
    ['5.0.0', 'smtp; 450 4.2.2 full', '5.0.0'],
    ['5.4.0', 'smtp; 550 5.1.1 unknown', '5.4.0'],
    ['5.1.1 (bad destination)', 'x', '5.1.1'],
    ['5.1.10', 'x', '5.1.10'],
    ['', 'smtp; 550 5.1.1 unknown', '5.1.1'],
    ['', 'smtp; 550 from 192.5.1.1.7', null],
    ['9.9.9', 'smtp; unknown', null],
  ])('the status %j with %j is %s', async (status, diagnostic, read) => {
    const report = postfix
      .replace('Status: 5.1.1', `Status: ${status}`)
      .replace(/Diagnostic-Code:[\s\S]*?User unknown/, `Diagnostic-Code: ${diagnostic}`)
    expect((await readBounceReport(report))?.recipients[0]?.status).toBe(read)
  })

  test.each([
    ['nothing', ''],
    ['a plain mail', 'From: a@b.example\nSubject: Out of office\n\nI am away.\n'],
    ['a text that quotes a report', `From: a@b.example\nContent-Type: text/plain\n\n${postfix}`],
    [
      'a report of another kind',
      postfix.replace('report-type=delivery-status', 'report-type=feedback-report'),
    ],
    ['a report without a status', postfix.replace('message/delivery-status', 'text/plain')],
    ['a report without a recipient', postfix.replace(/(Final|Original)-Recipient/g, 'X-Recipient')],
    ['no text at all', new Uint8Array([0, 255, 254, 0, 10, 10])],
  ])('%s is none', async (_, raw) => {
    expect(await readBounceReport(raw)).toBeNull()
  })

  test('brings nothing that could break a line', async () => {
    const report = await readBounceReport(postfix.replace('rejected: User', 'rejected:\u0007\u202e User'))
    expect(report?.recipients[0]?.diagnosticCode).not.toMatch(/[\p{Cc}\u202e]/u)
  })

  test('that is damaged anywhere throws nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(postfix.length),
        fc.nat(200),
        fc.string({ unit: 'binary' }),
        async (at, length, put) => {
          const report = await readBounceReport(postfix.slice(0, at) + put + postfix.slice(at + length))
          for (const recipient of report?.recipients ?? [])
            expect(recipient.finalRecipient).not.toMatch(/[\r\n\0]/)
        },
      ),
    )
  })
})
