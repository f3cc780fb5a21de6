import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { keyScopes } from '#/db/words/people.ts'
import { readFixture } from '../../tests/event-fixtures.ts'
import { hostileText, mostly, mutated, toJsonText } from '../../tests/fuzz/hostile.ts'
import { like } from '../../tests/fuzz/reader.ts'
import { type Call, DescribedApi } from '../described-api.ts'
import type { Site } from '../site.ts'
import type { Tried } from './action-rounds.ts'
import { assertDiscreet, watchLog } from './watch.ts'

type ApiCase = { operation: string; call: Call; as: 'key' | 'other key' | 'nobody' }

const keys = 8
const fixtures = readdirSync(new URL('../../tests/fixtures/events/', import.meta.url))
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFixture(name).replaceAll('clinica-aurora', 'poliambulatorio-levante'))
const values =
  'poliambulatorio-levante clinica-aurora 1 50 emergency technical production live onboarding true'.split(' ')

const otherTypes = ['text/plain', 'application/json; charset=latin1', 'multipart/form-data', 'x']
const headerNames =
  `idempotency-key content-encoding accept accept-language if-none-match x-forwarded-for range
  ce-id ce-source ce-type ce-specversion ce-subject ce-time ce-category`.split(/\s+/)
const headerValue = mostly(
  3,
  fc.constantFrom('1.0', 'a', 'identity', 'gzip', 'poliambulatorio-levante', '*', '""', 'bytes=0-1'),
  fc.string({ unit: fc.constantFrom('a', '%', '"', ',', '\u00e9', ' '), minLength: 1, maxLength: 300 }),
).map((text) => text.trim())

/** Calls of every operation: valid, almost valid, or arbitrary. */
function apiCases({ operations }: DescribedApi, ids: readonly string[]): fc.Arbitrary<ApiCase> {
  const value = mostly(4, like([...values, ...ids]), hostileText).map((text) => text.slice(0, 300))
  const inPath = mostly(
    3,
    fc.constantFrom('poliambulatorio-levante', ...ids),
    value.filter((text) => !/^\.{0,2}$/.test(text) && text.isWellFormed()),
  )
  const each = operations.map(({ operation }): fc.Arbitrary<ApiCase> => {
    const { parameters = [], requestBody, operationId } = operation
    const named = (where: string) => parameters.filter((one) => one.in === where).map(({ name }) => name)
    const content = Object.entries(requestBody?.content ?? {})
    const examples = [
      ...content.flatMap(([, { examples }]) => Object.values(examples).map((example) => example.value)),
      ...(operationId.startsWith('send') ? fixtures.map((text): unknown => JSON.parse(text)) : []),
    ]
    const types = mostly(
      8,
      fc.constantFrom(...content.map(([type]) => type), 'application/json'),
      fc.constantFrom(...otherTypes),
    )
    const valid = fc.constantFrom<unknown>(...(examples.length > 0 ? examples : [{}]))
    const body = fc.oneof(
      { weight: 2, arbitrary: valid.map(toText) },
      { weight: 6, arbitrary: mutated(valid).map(toText) },
      { weight: 1, arbitrary: like(examples.length > 0 ? examples.map(toText) : ['']) },
    )
    const call = fc.record({
      params: fc.record(Object.fromEntries(named('path').map((name) => [name, inPath]))),
      query: fc.dictionary(mostly(9, fc.constantFrom('x', ...named('query')), value), value, { maxKeys: 3 }),
      headers: fc.dictionary(fc.constantFrom(...headerNames), headerValue, { maxKeys: 3 }),
      ...(examples.length > 0 && { body, type: types }),
    })
    const plain = fc.record({
      params: fc.constant(
        Object.fromEntries(named('path').map((name) => [name, ids[0] ?? 'clinica-aurora'])),
      ),
      ...(examples.length > 0 && {
        body: fc.oneof(valid, mutated(valid)).map(toText),
        type: fc.constant(content[0]?.[0] ?? ''),
      }),
    })
    return fc.record({
      operation: fc.constant(operationId),
      call: fc.oneof(plain, call),
      as: mostly<ApiCase['as']>(6, fc.constant('key'), fc.constantFrom('other key', 'nobody')),
    })
  })
  return fc.oneof(...each)
}

/**
 * Calls every described operation. @throws Error of fast-check, with a call whose answer is undescribed or 5xx, that
 * logged an error, or that promised events missing from the store
 */
export async function fuzzApi(site: Site, budget: fc.Parameters<[ApiCase]>): Promise<Tried> {
  const api = await DescribedApi.read(site.url)
  const readLog = watchLog(site.server)
  const ours = Array.from({ length: keys }, () => site.makeKey(...keyScopes))
  const other = site.makeKey('metrics:read')
  const ids = site.rows<{ id: string }>('select id from notices limit 5').map(({ id }) => id)
  const tried: Tried = new Map(
    api.operations.map(({ operation }) => [operation.operationId, { cases: 0, taken: 0, undecoded: 0 }]),
  )
  let sent = 0
  const property = fc.asyncProperty(apiCases(api, ids), async ({ operation, call, as }) => {
    const key = as === 'nobody' ? undefined : as === 'key' ? ours[sent++ % keys] : other
    const body =
      typeof call.body === 'string' && key ? call.body.replaceAll(/[0-9a-f]{32}(?=")/g, key) : call.body
    const answer = await api.try(operation, { ...call, body, ...(key !== undefined && { key }) })
    assertDiscreet(answer.text, operation)
    const faults = await readLog(answer)
    if (faults.length > 0) throw new Error(`${operation} left in the log: ${faults.join('\n')}`)
    if (answer.status >= 500) throw new Error(`${operation} answered ${answer.status}: ${answer.text}`)
    if (answer.status === 202) requireUnchanged(site, operation, answer.body, call)
    const count = tried.get(operation)
    if (count) count.cases++
    if (count && answer.status < 400) count.taken++
  })
  await fc.assert(property, budget)
  return tried
}

type Accepted = { events?: { noticeId: string | null; outcome: string }[]; dedup_key?: string }

/** 202 is a promise: the store has each event and the notice that it opened or joined. */
function requireUnchanged(site: Site, operation: string, accepted: unknown, call: Call): void {
  const { events, dedup_key: key } = accepted as Accepted
  for (const { noticeId, outcome } of events ?? []) {
    if (noticeId === null) continue
    const [kept] = site.rows<{ events: number; notices: number }>(
      'select (select count(*) from events where notice_id = ?) as events, (select count(*) from notices where id = ?) as notices',
      noticeId,
      noticeId,
    )
    if (!kept?.events || !kept.notices)
      throw new Error(`${operation} promised ${outcome} ${noticeId}, which is not kept`)
  }
  if (key !== undefined) {
    const [kept] = site.rows<{ events: number }>(
      'select count(*) as events from events where dedup_key = ?',
      key,
    )
    if (!kept?.events) throw new Error(`${operation} promised the event of ${key}, which is not kept`)
  }
  const sent = readSent(call.body)
  if (operation === 'sendEvents' && Array.isArray(sent) && events && events.length !== sent.length)
    throw new Error(`${operation} took ${sent.length} events and answered of ${events.length}`)
}

function readSent(body: unknown): unknown {
  try {
    return JSON.parse(String(body))
  } catch {
    return null
  }
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : toJsonText(value)
}
