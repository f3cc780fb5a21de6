import type { EventFormat } from '#/db/words/notices.ts'
import { asFields, findJsonMembers, readJson } from '#/lib/notices/parsing/json.ts'
import type { ReadFormat, SourceDefaults } from '#/lib/notices/parsing/schema.ts'
import { isJsonType, isUtf8, parseMediaType } from '#/lib/platform/http/media-type.ts'
import type { EventProblem } from '#/lib/platform/http/problem.ts'
import { parseAlertmanager } from './alertmanager.ts'
import { parseBinaryCloudEvent, parseCloudEvents } from './cloudevents.ts'
import { parseNative } from './native.ts'
import { parsePagerduty } from './pagerduty.ts'

/** The largest body per format, in bytes. */
export const bodyLimits: Record<EventFormat, number> = {
  native: 1024 * 1024,
  alertmanager: 8 * 1024 * 1024,
  pagerduty: 512 * 1024,
  cloudevents: 1024 * 1024,
}

/** The most members and elements in one PagerDuty event: each costs much more to read than to receive. */
export const maxPagerdutyMembers = 5000

/** The most bytes to accept on a path, before the format of the body is known. */
export function largestBody(path: EventPath): number {
  return path === 'any' ? bodyLimits.alertmanager : bodyLimits[path]
}

export type EventRequest = {
  headers: Pick<Headers, 'get'>
  body: Uint8Array
  path: EventPath
  source: SourceDefaults
  /** Milliseconds UTC. */
  receivedAt: number
}

export type ReadEvents =
  | (Required<Pick<Read, 'unreadable' | 'warnings'>> & Read & { format: EventFormat })
  | {
      ok: false
      /** The format of the answer; null if it could not be detected. */
      format: EventFormat | null
      status: 400 | 413 | 415 | 422
      title: string
      problems: EventProblem[]
    }

type Read = Extract<ReadFormat, { ok: true }>
type Refusal = Extract<ReadEvents, { ok: false }>

/**
 * The events of a request in any format, or a refusal that names the problems (formats.md). Never throws. Refuses
 * compressed bodies: no sender compresses, and a small body could expand to a huge one.
 */
export function parseEvents(request: EventRequest): ReadEvents {
  const { path, headers, body } = request
  const pathFormat = path === 'any' ? null : path
  const most = path === 'any' && !isLargeNotification(body) ? bodyLimits.native : largestBody(path)
  if (body.byteLength > most) return refuseLength(pathFormat, most)

  const encoding = headers.get('content-encoding')?.trim().toLowerCase() || 'identity'
  if (encoding !== 'identity')
    return refuse(pathFormat, 415, 'content-encoding', 'The body must not be compressed.')
  const mode = findMode(headers, path)
  if (mode === null) return refuse(pathFormat, 415, 'content-type', describeMediaTypes(path))

  const json = readJson(body, path === 'pagerduty' ? maxPagerdutyMembers : undefined)
  if (!json.ok && !(mode === 'binary' && json.problem.code === 'empty'))
    return { ...refuse(pathFormat, 400, '', ''), problems: [json.problem] }
  const value = json.ok ? json.value : undefined
  const format = mode === 'json' ? (pathFormat ?? detectFormat(value)) : 'cloudevents'
  if (body.byteLength > bodyLimits[format]) return refuseLength(format, bodyLimits[format])
  const parsed = parseFormat(format, mode, value, request)
  if (parsed.ok) return { unreadable: [], warnings: [], ...parsed, format }
  const status = parsed.status ?? (format === 'pagerduty' ? 400 : 422)
  return { ok: false, format, status, title: titles[status === 415 ? 415 : 422], problems: parsed.problems }
}

/** Whether the body looks like a notification, which may be larger than other formats; decided without parsing. */
function isLargeNotification(body: Uint8Array): boolean {
  if (body.byteLength <= bodyLimits.native) return false
  return (
    findJsonMembers(new TextDecoder().decode(body), notificationMembers).size === notificationMembers.length
  )
}

function parseFormat(format: EventFormat, mode: Mode, value: unknown, request: EventRequest): ReadFormat {
  const { source, receivedAt, headers } = request
  if (format === 'native') return parseNative(value, source, receivedAt)
  if (format === 'alertmanager') return parseAlertmanager(value, source, receivedAt)
  if (format === 'pagerduty') return parsePagerduty(value, source, receivedAt)
  if (mode === 'binary') return parseBinaryCloudEvent(headers, value, source, receivedAt)
  const isBatch = parseMediaType(headers.get('content-type')).type.includes('-batch')
  if (isBatch === Array.isArray(value)) return parseCloudEvents(value, source, receivedAt)
  const detail = isBatch ? 'Must be a list of events.' : 'Must be one event; send a list as a batch.'
  return { ok: false, problems: [{ pointer: '', code: 'type', detail }] }
}

const titles: Record<Refusal['status'], string> = {
  400: 'The body is malformed',
  413: 'The body is too large',
  415: 'Unsupported media type',
  422: 'The event is not valid',
}

function refuse(
  format: EventFormat | null,
  status: Refusal['status'],
  code: string,
  detail: string,
): Refusal {
  return { ok: false, format, status, title: titles[status], problems: [{ pointer: '', code, detail }] }
}

function refuseLength(format: EventFormat | null, limit: number): Refusal {
  return refuse(format, 413, 'too-large', `The body must be at most ${limit / 1024} KiB in this format.`)
}

/** The endpoint for any format, and the path of each foreign one (notices.md, Events in). */
export type EventPath = 'any' | 'alertmanager' | 'pagerduty' | 'cloudevents'

/** The form of the body: JSON of any format, a whole CloudEvent, or only a CloudEvent's data. */
type Mode = 'json' | 'structured' | 'binary'

/** How to read the body, from content type and headers; null for an unknown type. */
function findMode(headers: Pick<Headers, 'get'>, path: EventPath): Mode | null {
  const contentType = headers.get('content-type')
  const { type, charset } = parseMediaType(contentType)
  const takesCloudEvents = path === 'any' || path === 'cloudevents'
  const isCloudEvents = /^application\/cloudevents(-batch)?\+json$/.test(type)
  if (takesCloudEvents && isCloudEvents) return isUtf8(charset) ? 'structured' : null
  if (type.startsWith('application/cloudevents') || !isJsonType(contentType)) return null
  if (takesCloudEvents && headers.get('ce-specversion') !== null) return 'binary'
  return path === 'cloudevents' ? null : 'json'
}

/** The content types to name in a refusal. */
function describeMediaTypes(path: EventPath): string {
  const json = 'application/json in UTF-8'
  const cloudEvents =
    'application/cloudevents+json, application/cloudevents-batch+json, or application/json with ce- headers'
  if (path === 'cloudevents') return `Content-Type must be ${cloudEvents}.`
  return path === 'any' ? `Content-Type must be ${json}, ${cloudEvents}.` : `Content-Type must be ${json}.`
}

/** The members of a notification from Alertmanager or Grafana, and of no other body. */
const notificationMembers = ['alerts', 'groupKey', 'version']

/** The members of a PagerDuty event, and of no other body. */
export const pagerdutyMembers = ['routing_key', 'event_action']

/** Detects the format of a JSON body by its shape (formats.md). */
export function detectFormat(value: unknown): EventFormat {
  const fields = asFields(value)
  const has = (names: string[]) => fields !== null && names.every((name) => Object.hasOwn(fields, name))
  if (has(pagerdutyMembers)) return 'pagerduty'
  return has(notificationMembers) ? 'alertmanager' : 'native'
}
