import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { drawIcon } from '#/lib/platform/look/icons.ts'
import { type CalendarEntry, type FilledMail, writeCalendar } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { sampleOf } from '#/scripts/dose.ts'
import { known } from '#/tests/known.ts'
import { senderAddress } from '#/tests/mail.ts'
import { samples } from '#/tests/mail-samples.ts'
import { disc } from '#/tests/pictures.ts'
import { startRelay } from '#/tests/relay.ts'
import type { ReceivedMail } from '#/tests/relay-server.ts'
import { composeMail, type Message } from './compose.ts'
import { Relay, Relays } from './relays.ts'
import { bounceAddress, senderAddressOf } from './return-path.ts'
import { relayTiming } from './timing.ts'

/** Templates that together have every kind of part. */
const kinds = [
  ...['notice', 'announcement', 'notice-digest', 'notice-unroutable'],
  ...['case-update', 'invitation', 'mail-server-refuses'],
]
const oneOfEach = kinds.flatMap((name) => samples.find(({ template }) => template.name === name) ?? [])
const sender = { programmeName: 'Actions Desk', appUrl: 'https://desk.example' }
const id = '019aaaaa-0000-7000-8000-000000000001'
const parts = { from: 'Actions Desk', subject: 's', text: 't', html: 'h', calendar: null }
const message: Message = { ...parts, id, to: 'a@b.example', locale: 'en', receipt: false }
/** The boundary between the parts of a message with this id. */
const boundary = /boundary="?([^";\s]+)/.exec(composeMail(message, senderAddress).raw)?.[1] ?? ''
const headers = [
  ...['from', 'to', 'subject', 'message-id', 'auto-submitted', 'x-auto-response-suppress'],
  ...['content-language', 'date', 'mime-version', 'content-type'],
]

it.each(locales)('every mail in %s arrives as written, with headers of an automatic one', async (locale) => {
  const server = await openServer()
  const address = 'portal@desk.example'
  const sent = { recipients: [message.to], sender: address, messageId: `<${id}@desk.example>` }
  const automatic = { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' }
  for (const content of samples) {
    const { name } = content.template
    const rendered = renderMail(content, locale, sender)
    const mail = await server.send({ ...message, ...rendered, locale })
    expect(mail, name).toMatchObject({ ...sent, subject: rendered.subject })
    expect(mail?.from?.value, name).toEqual([{ name: 'Actions Desk', address }])
    expectWhole(mail, rendered)
    const got = Object.fromEntries(mail?.headers ?? [])
    expect(got, name).toMatchObject({ ...automatic, 'content-language': locale })
  }
  expect(server.count()).toBe(samples.length)
})

it('attaches the logo and shows it by its content ID', async () => {
  const server = await openServer()
  const logo = { bytes: drawIcon(disc, 'mail.png'), width: 32, height: 32, isWide: false }
  const rendered = renderMail(oneOfEach[0] as FilledMail, 'en', { ...sender, logo })
  const mail = await server.send({ ...message, ...rendered })
  const [picture, ...others] = mail?.attachments ?? []
  expect(others).toEqual([])
  expect(picture).toMatchObject({ cid: 'logo@recapito', contentType: 'image/png', related: true })
  expect(picture?.content).toEqual(logo.bytes)
  // The parser puts the picture where the page names it.
  expect(mail?.html).toContain(`src="data:image/png;base64,${logo.bytes.toString('base64')}"`)
  expect(mail?.text?.trim()).toBe(rendered.text.trim())
})

const envelope = 'MAIL FROM:<eve@x.example>\r\nRCPT TO:<victim@x.example>\r\n'

describe('the content of a mail', () => {
  it.each([
    ['headers', 'Feed\r\nBcc: victim@x.example\r\n\r\nHello'],
    ['headers and markup', 'Feed\nSubject: other\n\n<script>alert(1)</script>'],
    ['headers behind odd line breaks', 'Feed\u2028Bcc: victim@x.example\u0085X: y\u000bZ: y'],
    ['another mail', `\r\n.\r\n${envelope}DATA\r\nSubject: two\r\n\r\nhi\r\n.\r\n`],
    ['dots', '\n.\n..\n. .\r.\r'],
    ['the end of the parts', `\n--${boundary}--\n`],
    ['another part', `\n--${boundary}\nContent-Type: text/html\n\n<b>`],
    ['an encoded word', '=?utf-8?Q?=0D=0ABcc:_victim@x.example?='],
    ['control characters', 'a\u0000\u001b[31m\u0007\u007fb'],
    ['direction marks', '\u202eelpmaxe\u2066\u200f'],
    ['lone surrogates', 'lone \ud83d surrogates \udc00'],
    ['other scripts', 'è ß 漢字 🙂'],
    ['addresses', '"Eve" <eve@x.example>, victim@x.example'],
    ['10,000 letters', 'x'.repeat(10_000)],
    ['5,000 pictures', '🙂'.repeat(5_000)],
    ['2,000 words', 'word '.repeat(2_000)],
  ])('stays unchanged if it is %s', async (what, text) => {
    const server = await openServer()
    const some = sampleOf(oneOfEach, 5, what.length)
    for (const content of some) {
      const rendered = renderMail(withText(content, text), 'it', sender)
      const mail = await server.send({ ...message, ...rendered, locale: 'it' })
      expect(mail?.recipients).toEqual([message.to])
      expectWhole(mail, rendered)
      expect(rendered.subject + rendered.text + rendered.html).not.toMatch(
        /[\u202a-\u202e\u2066-\u2069\u200f]|[^\P{Cc}\n]|\p{Cs}/u,
      )
      expect(rendered.html).not.toMatch(/<(script|b)>/)
    }
    expect(server.count()).toBe(some.length)
  })

  const parting = [`a\n--${boundary}--\nb\n`, `a\n--${boundary}\n\n<b>\n`, '.\n..\n.a\n', 'From me\n \n\t\n']
  it.each(parting)('stays in its part: %j', async (text) => {
    const mail = await (await openServer()).send({ ...message, text, html: text })
    expectWhole(mail, { text, html: text, calendar: null })
  })

  it('is well formed for any content', () => {
    const odd = fc.constantFrom('\r', '\n', '.', ':', ' ', '-', '=', '_', 'a', '\ud83d', 'é')
    const special = fc.string({ unit: odd, maxLength: 150 })
    const words = fc.oneof(fc.string({ unit: 'binary', maxLength: 150 }), special)
    fc.assert(
      fc.property(fc.constantFrom(...oneOfEach), words, (content, text) => {
        const rendered = renderMail(withText(content, text), 'en', sender)
        const { raw } = composeMail({ ...message, ...rendered }, senderAddress)
        const [head = ''] = raw.replaceAll('\r\n', '\n').split('\n\n')
        const named = head.split('\n').filter((line) => !/^\s/.test(line))
        expect(named.map((line) => line.split(':')[0]?.toLowerCase())).toEqual(headers)
        expectWellFormed(raw.replace(/\r?\n/g, '\r\n'))
      }),
      { numRuns: 80 },
    )
  })
})

const pattern = 'bounce+{id}@bounces.desk.example'

describe('the sender', () => {
  it.each([
    'Actions Desk',
    'Desk, Portal & Sons (IT)',
    'The "Desk" \\ team',
    'Città Più — 漢字 🙂',
    'security@bank.example',
    'Eve <eve@x.example>, Bank',
    `Programme ${'of the very long name '.repeat(5)}`.trim(),
  ])('is our address with the programme’s name: %s', async (programmeName) => {
    const rendered = renderMail(known(samples[0]), 'en', { ...sender, programmeName })
    const mail = await (await openServer()).send({ ...message, ...rendered })
    expect(mail?.from?.value).toEqual([{ name: programmeName, address: senderAddress }])
    expect(mail?.sender).toBe(senderAddress)
    expectWellFormed(mail?.raw ?? '')
  })

  it.each([
    ['portal@desk.example', 'portal@desk.example'],
    ['Other Name <portal@desk.example>', 'portal@desk.example'],
    ['"Desk, Inc." <portal@desk.example> ', 'portal@desk.example'],
  ])('has the address of MAIL_FROM: %s', (mailFrom, address) => {
    expect(senderAddressOf(mailFrom)).toBe(address)
  })
})

it('has the delivery’s id in the return path if MAIL_BOUNCE is set', () => {
  const pathWith = (bounce?: string) => composeMail(message, senderAddress, bounce).envelope.from.address
  expect([pathWith(pattern), pathWith()]).toEqual([bounceAddress(id, pattern), senderAddress])
})

it.each([
  ['of a notice: all', true, pattern, true, ['RET=HDRS', 'NOTIFY=SUCCESS,FAILURE,DELAY']],
  ['of any other mail: what a server reports by itself', false, pattern, true, ['RET=HDRS', '']],
  ['of none where nothing takes them', true, undefined, true, ['', '']],
  ['of none that the server would not know of', true, pattern, false, ['', '']],
] as const)('reports are asked for %s', async (_of, receipt, bouncePattern, reports, asked) => {
  const server = await startRelay({ reports })
  const relay = new Relay(server.url, { ...quiet, hasFailed: () => undefined, onProbe: () => undefined })
  onTestFinished(() => relay.close())
  const mail = composeMail({ ...message, receipt }, senderAddress, bouncePattern)
  expect(await relay.send(mail, 'ordinary', new AbortController().signal)).toBeNull()
  expect(server.received[0]?.asked).toEqual(asked)
})

const quiet = { timing: relayTiming, connections: () => 1, hasRecovered: () => undefined }

/** A mail server that answers with the parts of a message. */
async function openServer() {
  const relay = await startRelay()
  const unheard = { hasFault: () => undefined, works: () => undefined, onOutage: () => undefined }
  const relays = new Relays([relay.url], { senderAddress, ...quiet, ...unheard })
  onTestFinished(() => relays.close())
  return {
    async send(message: Message) {
      const outcome = await relays.send(message, 'ordinary', new AbortController().signal)
      expect(outcome).toEqual({ verdict: 'accepted' })
      return relay.received.at(-1)
    },
    count: () => relay.received.length,
  }
}

type Written = { text: string; html: string; calendar: CalendarEntry | null }

/** Expects the message in its two parts and its calendar file, if it has one, and nothing else. */
function expectWhole(mail: ReceivedMail | undefined, { text, html, calendar }: Written): void {
  expect(mail?.text).toBe(text)
  expect(mail?.html).toBe(html)
  const files = mail?.attachments.map(({ filename, contentType, contentDisposition, content }) => ({
    ...{ filename, contentType, contentDisposition },
    content: content.toString(),
  }))
  const content = calendar && writeCalendar(calendar, { name: 'Actions Desk', address: senderAddress })
  const file = { filename: 'calendar.ics', contentType: 'text/calendar', contentDisposition: 'attachment' }
  expect(files).toEqual(content ? [{ ...file, content }] : [])
  expect(mail?.headerLines.map(({ key }) => key)).toEqual(headers)
  expectWellFormed(mail?.raw ?? '')
}

/** RFC 5322, 2.1.1, and seven bits, which every mail server takes. */
function expectWellFormed(raw: string): void {
  expect(raw.split('\r\n').filter((line) => line.length > 998 || !/^[\t\x20-\x7e]*$/.test(line))).toEqual([])
}

/** The sample with each text of people or machines replaced. */
function withText(content: FilledMail, text: string): FilledMail {
  const written =
    /(Name|^(subject|text|reason|browser|summary|details|meaning|remedy|answer|error|server|account))$/
  const replace = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((one) => replace(one))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replace(one, name)]))
    return typeof value === 'string' && written.test(key) ? text : value
  }
  // Only texts differ; the shape stays.
  return { ...content, data: replace(content.data) as FilledMail['data'] }
}
