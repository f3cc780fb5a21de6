import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { readIdempotency } from '#/lib/api/http/idempotency.ts'
import { Refusal } from '#/lib/api/http/refusal.ts'
import { FileFault } from '#/lib/changes/imports/file-fault.ts'
import { findDelimiter, parseHeader } from '#/lib/changes/imports/header.ts'
import { readRecords } from '#/lib/changes/imports/records.ts'
import { parseRow, TypesByName } from '#/lib/changes/imports/rows.ts'
import { readUpload } from '#/lib/changes/imports/upload.ts'
import { listReadableWindows } from '#/lib/contacts/form/schema.ts'
import { validateContacts } from '#/lib/contacts/form/validate.ts'
import { maxRows, maxTyped, parseForm } from '#/lib/contacts/form/values.ts'
import { parseBounceReport } from '#/lib/notices/formats/bounce-report.ts'
import { parseEvents } from '#/lib/notices/formats/parse-events.ts'
import { readJson } from '#/lib/notices/parsing/json.ts'
import { parseLinks } from '#/lib/notices/parsing/links.ts'
import { renderRaw } from '#/lib/notices/parsing/raw.ts'
import { eventLimits, type IncomingEvent } from '#/lib/notices/parsing/schema.ts'
import { crossSiteHeader } from '#/lib/platform/http/refusal.ts'
import { parseFailure } from '#/lib/platform/relay/failure.ts'
import { readFixture } from '../event-fixtures.ts'
import { hostileText, hostileValue, mostly, mutated, toJsonText } from './hostile.ts'
import { listTexts, toForm } from './parts.ts'
import { demand, isClean, like, type Reader, reads, refusing } from './reader.ts'

const fixtures = new URL('../fixtures/events/', import.meta.url)
const mails = ['bounce-exim.eml', 'bounce-postfix.eml', 'bounce-exchange-delayed.eml'].map((name) =>
  readFileSync(new URL(name, fixtures), 'latin1'),
)
const bodies = readdirSync(fixtures)
  .filter((name) => name.endsWith('.json'))
  .map(readFixture)
const receivedAt = Date.UTC(2026, 4, 4, 8)

const jsonText = fc.oneof(
  { weight: 3, arbitrary: like(bodies) },
  {
    weight: 5,
    arbitrary: mutated(fc.constantFrom(...bodies.map((text): unknown => JSON.parse(text)))).map(toJsonText),
  },
  { weight: 1, arbitrary: hostileValue.map(toJsonText) },
)
const bytes = mostly<Uint8Array>(
  4,
  jsonText.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }),
)
const mediaTypes = [
  'application/json',
  'application/json; charset=utf-8',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'text/plain',
  '',
]
const headerValue = mostly(
  3,
  fc.constantFrom('1.0', 'a', 'urn:x', 'gzip', 'identity', '%E2%82%AC', '%', 'clinica-aurora'),
  hostileText,
)
const headers = fc.dictionary(
  fc.constantFrom(...'ce-id ce-source ce-type ce-specversion ce-subject ce-time content-encoding'.split(' ')),
  headerValue,
)
const eventRequest = fc.record({
  body: bytes,
  contentType: mostly(6, fc.constantFrom(...mediaTypes), hostileText),
  headers,
  path: fc.constantFrom('any', 'alertmanager', 'pagerduty', 'cloudevents'),
  source: fc.record({
    defaultCategory: fc.constantFrom(null, 'technical' as const),
    accountLabel: fc.constantFrom(null, 'team', '__proto__'),
  }),
})

const header = 'name,slug,integration_type,language,owner_email,owner_language'
const csv = like([
  `${header}\nClinica Aurora,clinica-aurora,saas,it,giulia@aurora.example,it\n`,
  `sep=;\n${header.replaceAll(',', ';')}\r\n"A ""B""";;SaaS;en;a@b.example;\r\n`,
  `${header}\n"open`,
])
const types = new TypesByName([{ id: 'saas', names: { en: 'SaaS', it: 'SaaS' } }])

const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW'

const fieldName = mostly(
  6,
  fc.constantFrom(
    ...`alerts technical.0.address technical.1.address technical.0.locale technical.999999.label
    technical.0.__proto__ brand-support.phone brand-support.helpUrl brand-support.address
    support-hours.0.days support-hours.0.opens support-hours.0.closes support-hours.0.zone
    __proto__.0.address constructor.0.x`.split(/\s+/),
  ),
  hostileText,
)
const fieldValue = like([
  'tech@levante.example',
  '+39 06 1234567',
  'https://levante.example',
  '1',
  '09:00',
  '24:00',
  'Europe/Rome',
  'it',
  'user-1',
])
const filled: [name: string, said: string][] = [
  ['alerts', 'user-1'],
  ['technical-emergency.0.address', 'oncall@levante.example'],
  ['technical.0.address', 'tech@levante.example'],
  ['operations.0.address', 'ops@levante.example'],
  ['brand-support.address', 'help@levante.example'],
  ['brand-support.phone', '+39 06 1234567'],
  ['support-hours.0.days', '1'],
  ['support-hours.0.opens', '09:00'],
  ['support-hours.0.closes', '24:00'],
  ['support-hours.0.zone', 'Europe/Rome'],
]
const contactForm = fc
  .tuple(
    fc.oneof(fc.constant(filled), fc.subarray(filled)),
    fc.oneof(fc.constant([]), fc.array(fc.tuple(fieldName, fieldValue), { maxLength: 60 })),
  )
  .map(([some, others]) => {
    const form = new FormData()
    for (const [name, said] of [...some, ...others]) form.append(name, said)
    return form
  })

/** Everything that reads a body, a file or a form. */
export const bodyReaders: Reader[] = [
  reads('readJson', bytes, readJson, ({ ok }) => ok),
  reads(
    'parseEvents',
    eventRequest,
    ({ headers, contentType, ...given }) => {
      const all: Record<string, string> = { ...headers, 'content-type': contentType }
      return parseEvents({ ...given, headers: { get: (name) => all[name] ?? null }, receivedAt })
    },
    (read) => {
      if (!read.ok) return !demand([400, 413, 415, 422].includes(read.status), 'a refusal has its status')
      for (const event of read.events) holdEvent(event)
      return read.unreadable.every(({ raw, reason }) =>
        demand(
          raw.length <= eventLimits.raw && isClean(raw) && isClean(reason),
          'what cannot be read can be kept',
        ),
      )
    },
  ),
  reads(
    'parseLinks',
    fc.array(
      fc.record({ href: fc.oneof(fc.constant('https://a.example'), hostileValue), text: hostileValue }),
      { maxLength: 30 },
    ),
    parseLinks,
    (links) =>
      links.every(({ href, text }) =>
        demand(/^https?:/.test(href) && text.length <= eventLimits.linkText, 'a link is one'),
      ),
  ),
  reads('renderRaw', hostileValue, renderRaw, (raw) =>
    demand(raw.length <= eventLimits.raw && isClean(raw), 'it can be kept'),
  ),
  reads(
    'parseBounceReport',
    like(mails),
    (raw) => parseBounceReport(Buffer.from(raw, 'latin1')),
    (report) =>
      report?.recipients.every(({ recipient, diagnostic, status }) =>
        demand([recipient, diagnostic, status].every(isClean), 'a bounce can be kept'),
      ) ?? false,
  ),
  reads('parseFailure', hostileValue, parseFailure, ({ error }) =>
    demand(isClean(error), 'an error can be kept'),
  ),
  reads(
    'readIdempotency',
    fc.oneof(fc.constantFrom('a', 'x'.repeat(255)), hostileText),
    (key) =>
      refusing(
        () => readIdempotency(new Headers(headerOf('idempotency-key', key)), 'native', Buffer.from('')),
        (error) => error instanceof Refusal && error.status === 400,
      ),
    (read) => read !== null,
  ),
  reads('readRecords', csv, readRows, (rows) => rows !== null && rows > 0),
  reads(
    'readUpload',
    fc.tuple(
      like([
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\na,b\r\n--${boundary}--\r\n`,
      ]),
      like([`multipart/form-data; boundary=${boundary}`]),
    ),
    ([body, type]) => readUpload(new Headers(headerOf('content-type', type)), new Response(body).body),
    (file) => typeof file !== 'string',
  ),
  reads(
    'crossSiteHeader',
    fc.tuple(like(['http://a.example', 'null']), like(['a.example']), like(['b.example, a.example'])),
    ([origin, host, forwarded]) => crossSiteHeader({ origin, host, 'x-forwarded-host': forwarded }),
    (by) => by === null,
  ),
  reads('parseForm', contactForm, parseForm, (values) => {
    demand(
      listTexts(values).every(
        (text) => typeof text === 'string' && text.length <= maxTyped && !text.includes('\0'),
      ),
      'a draft can be kept',
    )
    demand(
      Object.values(values).every((rows) => !Array.isArray(rows) || rows.length <= maxRows),
      'a draft has its bounds',
    )
    const checked = validateContacts(values, {
      memberIds: ['user-1'],
      merchantIssues: 'optional',
      environment: 'production',
      previous: null,
    })
    return checked.ok
  }),
  reads(
    'listReadableWindows',
    fc.array(
      fc.record({
        days: fc.array(like(['1', '7'])),
        opens: like(['09:00', '00:00']),
        closes: like(['24:00', '18:30']),
        zone: like(['Europe/Rome', 'Asia/Calcutta']),
      }),
    ),
    listReadableWindows,
    ({ length }) => length > 0,
  ),
  reads('toForm', hostileValue, toForm, () => true),
]

function holdEvent(event: IncomingEvent): void {
  const lines = [event.account, event.summary, event.dedupKey ?? '']
  demand(
    lines.every((line) => isClean(line) && !/[\r\n]/.test(line)),
    'a line is one',
  )
  demand(
    event.summary.length <= eventLimits.summary && event.account.length <= eventLimits.account,
    'lines have their limits',
  )
  demand((event.dedupKey ?? '').length <= eventLimits.dedupKey, 'the key of the problem has its limit')
  const texts = [event.details, event.meaning, event.remedy]
  demand(
    texts.every((text) => isClean(text) && text.length <= eventLimits.text),
    'texts have their limits',
  )
  demand(event.links.length <= eventLimits.links, 'links have their limit')
  demand(event.occurredAt === null || Number.isSafeInteger(event.occurredAt), 'an instant is one')
  demand(event.action !== 'trigger' || event.summary !== '', 'what is triggered says what it is')
}

/** The text as a header, if it can be one. */
function headerOf(name: string, said: string): [string, string][] {
  try {
    new Headers([[name, said]])
    return [[name, said]]
  } catch {
    return []
  }
}

/** How many rows of a file can be accounts or name a fault; null if the file is refused. */
async function readRows(text: string): Promise<number | null> {
  let rows = 0
  try {
    let columns: ReturnType<typeof parseHeader> | null = null
    findDelimiter(text.slice(0, 4000), 1)
    for await (const { line, cells } of readRecords(
      (async function* () {
        yield text
      })(),
    )) {
      if (!columns) columns = parseHeader(cells, line)
      else if (parseRow(columns, cells, types).account) rows++
    }
    return rows
  } catch (error) {
    if (error instanceof FileFault) return null
    throw error
  }
}
