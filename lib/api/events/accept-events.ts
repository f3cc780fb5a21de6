import { setTimeout } from 'node:timers/promises'
import type { Reader } from '#/db/store/store.ts'
import type { EventFormat } from '#/db/words/notices.ts'
import { readBody } from '#/lib/api/http/body.ts'
import { refusalOf } from '#/lib/api/http/failure.ts'
import { assertScope, assertWrongKeyLimit, countWrongKey, parseKey } from '#/lib/api/http/grant.ts'
import { readIdempotency } from '#/lib/api/http/idempotency.ts'
import { assertEventRate } from '#/lib/api/http/rates.ts'
import { Refusal } from '#/lib/api/http/refusal.ts'
import { jsonResponse, problemResponse } from '#/lib/api/http/responses.ts'
import type { Endpoint } from '#/lib/api/http/routes.ts'
import { isRoutingKey } from '#/lib/notices/formats/pagerduty.ts'
import {
  bodyLimits,
  type EventPath,
  largestBody,
  pagerdutyMembers,
  parseEvents,
  type ReadEvents,
} from '#/lib/notices/formats/parse-events.ts'
import { ingestEvents, UnknownAccounts } from '#/lib/notices/intake/ingest-events.ts'
import { findJsonMembers } from '#/lib/notices/parsing/json.ts'
import type { SourceDefaults } from '#/lib/notices/parsing/schema.ts'
import { log } from '#/lib/platform/log/log.ts'
import { countEvents, countTruncated } from '#/lib/platform/log/metrics.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now, second } from '#/lib/platform/values/clock.ts'
import { reportWarnings } from './report-warnings.ts'
import { toAcceptedResponse, toPagerdutyRefusal } from './responses.ts'

/** Ingests events; responds 202 once they, their notices and deliveries are on disk (notices.md, Events in). */
export function acceptEvents(path: EventPath): Endpoint {
  return async ({ request }) => {
    const known: KnownRequest = { format: path === 'any' ? null : path, source: '', events: 1 }
    const answer = await take(request, path, known).catch((error: unknown) =>
      refusalResponse(refusalOf(error, outcomeOf(known)), known.format),
    )
    countEvents(known.source, answer.status, known.events)
    return answer
  }
}

async function take(request: Request, path: EventPath, known: KnownRequest): Promise<Response> {
  const store = await getStore()
  const { grant, body, read } = await receiveEvents(request, path, store.read, known)
  const { format, unreadable, truncation, warnings } = read
  const reported = [...read.events, ...unreadable]
  const events = truncation ? [...reported, truncation.notice] : reported
  known.events = reported.length
  assertEventRate(grant, events.length)
  const idempotency = readIdempotency(request.headers, format, body)
  const ingested = await ingestEvents(store, grant, { format, events, idempotency }).catch((error: unknown) =>
    refuseUnknown(error, read.batch ?? false),
  )
  if (truncation && !ingested.replayed) {
    const { name: source } = grant.source
    countTruncated(source, truncation.alerts)
    log.warn({ source, alerts: truncation.alerts }, 'alerts truncated by the sender')
  }
  if (!ingested.replayed) reportWarnings(grant.source.name, warnings)
  const answered = ingested.events.slice(0, read.events.length)
  return jsonResponse(toAcceptedResponse(format, answered, { unreadable: unreadable.length, warnings }), {
    status: 202,
    headers: ingested.replayed ? { 'idempotency-replayed': 'true' } : {},
  })
}

/** Names each native event with an unknown account; rethrows any other error. */
function refuseUnknown(error: unknown, batch: boolean): never {
  if (!(error instanceof UnknownAccounts)) throw error
  const problems = error.unknown.map(({ index }) => ({
    pointer: batch ? `/${index}/account` : '/account',
    code: 'unknown-account',
    detail: 'Account not found.',
  }))
  throw new Refusal(422, { title: 'The event is not valid', problems })
}

/** The outcome of a request whose ingestion failed: a large batch commits in parts. */
function outcomeOf({ events, format }: KnownRequest): string {
  if (events === 1) return 'The event was not accepted.'
  return format === 'native' ? 'None of the events were accepted.' : 'Not all events were accepted.'
}

/** A refusal in the sender's shape. Alertmanager retries 503 but not 429 (notices.md, Events in). */
function refusalResponse(refusal: Refusal, format: EventFormat | null): Response {
  if (format === 'pagerduty') return jsonResponse(toPagerdutyRefusal(refusal), refusal)
  const isLost = format === 'alertmanager' && refusal.status === 429
  return problemResponse(isLost ? new Refusal(503, refusal) : refusal)
}

/** What we know about the request so far, for the response format and the metrics. */
export type KnownRequest = { format: EventFormat | null; source: string; events: number }

type Read = Extract<ReadEvents, { ok: true }>

/** A request's events and its sender's grant; PagerDuty's key is in the body (formats.md). @throws Refusal */
export function receiveEvents(request: Request, path: EventPath, reader: Reader, known: KnownRequest) {
  const inBody = path === 'pagerduty' || (path === 'any' && !request.headers.has('authorization'))
  return inBody ? receiveKeyInBody(request, path, reader, known) : receive(request, path, reader, known)
}

async function receive(request: Request, path: EventPath, reader: Reader, known: KnownRequest) {
  const grant = await assertScope(reader, parseKey(request.headers.get('authorization')), 'events:write')
  known.source = grant.source.name
  // A sender over its rate is not read. On the path of all formats we must first see if it is Alertmanager.
  if (path !== 'any') assertEventRate(grant, 0)
  const body = await readBody(request, largestBody(path))
  return { grant, body, read: readAs(request, path, body, grant.source, known) }
}

/** Finds and checks the key without parsing the body, so that a sender without one is cheap to reject. */
async function receiveKeyInBody(request: Request, path: EventPath, reader: Reader, known: KnownRequest) {
  const body = await readKeylessBody(request)
  const named = findJsonMembers(new TextDecoder().decode(body), pagerdutyMembers)
  const isPagerduty = path === 'pagerduty' || named.size === pagerdutyMembers.length
  if (isPagerduty) known.format = 'pagerduty'
  const routingKey = named.get('routing_key')
  const key = isPagerduty && isRoutingKey(routingKey) ? routingKey : null
  if (key === null) {
    await countWrongKey()
    if (path === 'pagerduty') readAs(request, 'pagerduty', body, {}, known)
  }
  const grant = await assertScope(reader, key, 'events:write')
  known.source = grant.source.name
  assertEventRate(grant, 0)
  return { grant, body, read: readAs(request, 'pagerduty', body, grant.source, known) }
}

/** Reads a body of normal PagerDuty length even from a limited network, since its key may be valid. @throws Refusal */
async function readKeylessBody(request: Request): Promise<Uint8Array> {
  try {
    assertWrongKeyLimit()
  } catch (refusal) {
    return readBody(request, shortBody).catch(async () => {
      // An immediate retry would delay others; the number of pending bodies is limited (lib/boot/front.ts).
      await setTimeout(second)
      throw refusal
    })
  }
  return readBody(request, bodyLimits.pagerduty)
}

const shortBody = 64 * 1024

/** @throws Refusal with the problems of an unreadable body */
function readAs(
  { headers }: Request,
  path: EventPath,
  body: Uint8Array,
  source: SourceDefaults,
  known: KnownRequest,
): Read {
  const read = parseEvents({ headers, body, path, source, receivedAt: now() })
  known.format = read.format ?? known.format
  if (read.ok) return read
  const { status, title, problems } = read
  throw new Refusal(status, { title, problems })
}
