import nodemailer from 'nodemailer'
import { expect, it, onTestFinished } from 'vitest'
import { findCaughtMail, listCaughtMail } from './mailbox.ts'
import { listRelays, startSink } from './sink.ts'

it('stores received mail, newest first, by envelope address', async () => {
  const sink = await startSink()
  const client = nodemailer.createTransport(sink.url)
  onTestFinished(async () => {
    client.close()
    await sink.close()
  })
  const mail = {
    from: 'Desk <desk@desk.example>',
    text: 'Ciao è 🙂\nhttps://desk.example/x',
    html: '<p>Ciao</p>',
  }
  await client.sendMail({ ...mail, to: 'one@b.example', subject: 'First' })
  const attachments = [{ filename: 'calendar.ics', content: 'BEGIN:VCALENDAR\r\n' }]
  const headers = { 'X-Test': 'yes' }
  await client.sendMail({ ...mail, to: 'Two@b.example', subject: 'Sécond', headers, attachments })

  const [newest, oldest] = listCaughtMail()
  expect([newest?.subject, oldest?.subject]).toEqual(['Sécond', 'First'])
  expect(newest).toMatchObject({
    to: 'Two@b.example',
    from: '"Desk" <desk@desk.example>',
    text: expect.stringContaining('Ciao è 🙂\nhttps://desk.example/x'),
    html: expect.stringContaining('<p>Ciao</p>'),
    files: [{ name: 'calendar.ics', content: 'BEGIN:VCALENDAR\r\n' }],
    headers: expect.objectContaining({ 'x-test': 'yes', subject: expect.any(String) }),
  })
  expect(Date.parse(newest?.at ?? '')).not.toBeNaN()
  expect(listCaughtMail('two@B.example').map(({ subject }) => subject)).toEqual(['Sécond'])
  expect(findCaughtMail(oldest?.id ?? '')).toBe(oldest)
})

it.each([
  ['smtps://mail.example.com smtp://127.0.0.1:25', true, ['smtps://mail.example.com', 'smtp://127.0.0.1:25']],
  ['smtps://mail.example.com smtp://127.0.0.1:25', false, []],
  ['smtp://127.0.0.1.example.com', false, []],
  [
    'smtp://localhost:25 smtp://[::1]:25 smtp://127.0.0.2:25',
    false,
    ['smtp://localhost:25', 'smtp://[::1]:25', 'smtp://127.0.0.2:25'],
  ],
  ['sink', false, []],
])('of %s in production (%s), mail goes to %j', (smtpUrl, isProduction, expected) => {
  expect(listRelays(smtpUrl, isProduction)).toEqual(expected)
})
