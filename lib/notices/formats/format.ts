import type { EventFormat } from '#/db/words/events.ts'
import { asFields } from '#/lib/notices/parsing/event-details.ts'
import { isJsonType, isUtf8, parseMediaType } from '#/lib/platform/http/media-type.ts'

/** The endpoint for any format, and the own path of each foreign one (notices.md, Events in). */
export const eventPaths = ['any', 'alertmanager', 'pagerduty', 'cloudevents'] as const
export type EventPath = (typeof eventPaths)[number]

/** How a body stands: JSON of any format, a CloudEvent as a whole, or a CloudEvent's data alone. */
export type Mode = 'json' | 'structured' | 'binary'

/** How the body is to be read, by content type and headers alone; null where the type is not understood. */
export function findMode(
  contentType: string | null,
  headers: Pick<Headers, 'get'>,
  path: EventPath,
): Mode | null {
  const { type, charset } = parseMediaType(contentType)
  const takesCloudEvents = path === 'any' || path === 'cloudevents'
  const isCloudEvents = /^application\/cloudevents(-batch)?\+json$/.test(type)
  if (takesCloudEvents && isCloudEvents) return isUtf8(charset) ? 'structured' : null
  if (type.startsWith('application/cloudevents') || !isJsonType(contentType)) return null
  if (takesCloudEvents && headers.get('ce-specversion') !== null) return 'binary'
  return path === 'cloudevents' ? null : 'json'
}

/** What a refused content type should have been. */
export function describeTypes(path: EventPath): string {
  const json = 'application/json in UTF-8'
  const cloudEvents =
    'application/cloudevents+json, application/cloudevents-batch+json, or application/json with ce- headers'
  if (path === 'cloudevents') return `The content type must be ${cloudEvents}.`
  return path === 'any'
    ? `The content type must be ${json}, ${cloudEvents}.`
    : `The content type must be ${json}.`
}

/** What a notification of Alertmanager or Grafana has, and no other body. */
export const notificationMembers = ['alerts', 'groupKey', 'version']

/** What an event of PagerDuty's has, and no other body. */
export const pagerdutyMembers = ['routing_key', 'event_action']

/** Which format a JSON body is in, by its shape (formats.md). */
export function detectFormat(value: unknown): EventFormat {
  const fields = asFields(value)
  const has = (names: string[]) => fields !== null && names.every((name) => Object.hasOwn(fields, name))
  if (has(pagerdutyMembers)) return 'pagerduty'
  return has(notificationMembers) ? 'alertmanager' : 'native'
}
