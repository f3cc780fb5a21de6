import type { Reader } from '#/db/store/index.ts'
import { readBody } from '#/lib/api/body.ts'
import { readKey } from '#/lib/api/credentials.ts'
import { demandEventRate } from '#/lib/api/event-rate.ts'
import { demandScope } from '#/lib/api/grant.ts'
import { now } from '#/lib/clock.ts'
import { bodyLimits, largestBody, type ReadEvents, readEvents } from '#/lib/events/detect.ts'
import { detectFormat, type EventPath } from '#/lib/events/format.ts'
import { readJson } from '#/lib/events/json.ts'
import type { EventFormat, SourceDefaults } from '#/lib/events/schema.ts'
import type { SourceGrant } from '#/lib/sources/queries.ts'
import { refusalOfRead } from './refusals.ts'

type Grant = SourceGrant<'events:write'>

/** What is known of a request so far, for an answer in its sender's shape and for the metrics. */
export type Known = { format: EventFormat | null; source: string; events: number }

export type ReceivedEvents = { grant: Grant; body: Uint8Array; read: ReadEvents }

/**
 * The events of a request and the right of whoever sent them. PagerDuty's senders have their key in the body, and only
 * there on PagerDuty's own path (formats.md). @throws Refusal
 */
export function receiveEvents(
  request: Request,
  path: EventPath,
  reader: Reader,
  known: Known,
): Promise<ReceivedEvents> {
  const inBody = path === 'pagerduty' || (path === 'any' && !request.headers.has('authorization'))
  return inBody ? receiveKeyInBody(request, path, reader, known) : receive(request, path, reader, known)
}

async function receive(
  request: Request,
  path: EventPath,
  reader: Reader,
  known: Known,
): Promise<ReceivedEvents> {
  const grant = await demandScope(reader, readKey(request.headers.get('authorization')), 'events:write')
  known.source = grant.source.name
  // Who sends too much is not read. On the path of all formats it must first be told whether it is Alertmanager.
  if (path !== 'any') demandEventRate(grant, 0)
  const body = await readBody(request, largestBody(path))
  return { grant, body, read: readAs(request, path, body, grant.source, known) }
}

async function receiveKeyInBody(
  request: Request,
  path: EventPath,
  reader: Reader,
  known: Known,
): Promise<ReceivedEvents> {
  const body = await readBody(request, bodyLimits.pagerduty)
  // Of nobody known, no more is read than shows that there is a key: to read thousands of alerts takes long.
  if (path === 'any' && !isPagerduty(body)) await demandScope(reader, null, 'events:write')
  const read = readAs(request, path, body, {}, known)
  const key = read.routingKey ?? null
  if (key === null && path === 'pagerduty' && !read.ok) throw refusalOfRead(read)
  const grant = await demandScope(reader, key, 'events:write')
  known.source = grant.source.name
  demandEventRate(grant, 0)
  // What the source sets for its events is known only now.
  const again = grant.source.defaultCategory ? readAs(request, path, body, grant.source, known) : read
  return { grant, body, read: again }
}

function isPagerduty(body: Uint8Array): boolean {
  const json = readJson(body)
  return json.ok && detectFormat(json.value) === 'pagerduty'
}

function readAs(
  { headers }: Request,
  path: EventPath,
  body: Uint8Array,
  source: SourceDefaults,
  known: Known,
): ReadEvents {
  const contentType = headers.get('content-type')
  const read = readEvents({ contentType, headers, body, path, source, receivedAt: now() })
  known.format = read.format ?? known.format
  return read
}
