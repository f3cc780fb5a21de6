import nodemailer from 'nodemailer'
import { expect, it, onTestFinished } from 'vitest'
import { findCaughtMail, listCaughtMail } from './mailbox.ts'
import { startSink } from './sink.ts'

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
