import { setTimeout } from 'node:timers/promises'
import type { Reader } from '#/db/store/store.ts'
import type { EventFormat } from '#/db/words/events.ts'
import { readBody } from '#/lib/api/http/body.ts'
import { parseKey } from '#/lib/api/http/credentials.ts'
import { assertPatience, assertScope, countWrongKey } from '#/lib/api/http/grant.ts'
import { assertEventRate } from '#/lib/api/http/rates.ts'
import { Refusal } from '#/lib/api/http/refusal.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { isRoutingKey } from '#/lib/notices/formats/pagerduty.ts'
import {
  bodyLimits,
  type EventPath,
  largestBody,
  pagerdutyMembers,
  parseEvents,
  type ReadEvents,
} from '#/lib/notices/formats/parse-events.ts'
import { findMembers } from '#/lib/notices/parsing/json-scan.ts'
import type { SourceDefaults } from '#/lib/notices/parsing/schema.ts'
import { now, second } from '#/lib/platform/values/clock.ts'

type Grant = SourceGrant<'events:write'>

/** What is known of a request so far, for an answer in its sender's shape and for the metrics. */
export type KnownRequest = { format: EventFormat | null; source: string; events: number }

type Read = Extract<ReadEvents, { ok: true }>

export type ReceivedEvents = { grant: Grant; body: Uint8Array; read: Read }

/**
 * The events of a request and the right of whoever sent them. PagerDuty's senders have their key in the body, and only
 * there on PagerDuty's own path (formats.md). @throws Refusal
 */
export function receiveEvents(
  request: Request,
  path: EventPath,
  reader: Reader,
  known: KnownRequest,
): Promise<ReceivedEvents> {
  const inBody = path === 'pagerduty' || (path === 'any' && !request.headers.has('authorization'))
  return inBody ? receiveKeyInBody(request, path, reader, known) : receive(request, path, reader, known)
}

async function receive(
  request: Request,
  path: EventPath,
  reader: Reader,
  known: KnownRequest,
): Promise<ReceivedEvents> {
  const grant = await assertScope(reader, parseKey(request.headers.get('authorization')), 'events:write')
  known.source = grant.source.name
  // Who sends too much is not read. On the path of all formats it must first be told whether it is Alertmanager.
  if (path !== 'any') assertEventRate(grant, 0)
  const body = await readBody(request, largestBody(path))
  return { grant, body, read: readAs(request, path, body, grant.source, known) }
}

/**
 * Whoever has no key is to cost little: a network that showed too many wrong ones is not read where that takes long, the key is
 * found without parsing the body, and looked up before anything else is done.
 */
async function receiveKeyInBody(
  request: Request,
  path: EventPath,
  reader: Reader,
  known: KnownRequest,
): Promise<ReceivedEvents> {
  const body = await readPatiently(request)
  const named = findMembers(new TextDecoder().decode(body), pagerdutyMembers)
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

/** Reads a body as long as honest ones of PagerDuty's form are whatever its network did, since the key may be good. @throws Refusal */
async function readPatiently(request: Request): Promise<Uint8Array> {
  try {
    assertPatience()
  } catch (refusal) {
    return readBody(request, shortBody).catch(async () => {
      // Whoever asks again at once would keep others waiting; how many such bodies wait is bounded (lib/boot/body.ts).
      await setTimeout(second)
      throw refusal
    })
  }
  return readBody(request, bodyLimits.pagerduty)
}

const shortBody = 64 * 1024

/** @throws Refusal that says what is wrong with a body that could not be read as events */
function readAs(
  { headers }: Request,
  path: EventPath,
  body: Uint8Array,
  source: SourceDefaults,
  known: KnownRequest,
): Read {
  const contentType = headers.get('content-type')
  const read = parseEvents({ contentType, headers, body, path, source, receivedAt: now() })
  known.format = read.format ?? known.format
  if (read.ok) return read
  const { status, title, problems } = read
  throw new Refusal(status, { title, problems })
}
