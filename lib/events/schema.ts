import type { AccountEnvironment } from '#/lib/accounts/schema.ts'
import type { NoticeCategory, Severity } from '#/lib/notices/schema.ts'

export const eventActions = ['trigger', 'acknowledge', 'resolve'] as const
export type EventAction = (typeof eventActions)[number]

export const eventFormats = ['native', 'alertmanager', 'pagerduty', 'cloudevents'] as const
export type EventFormat = (typeof eventFormats)[number]

/**
 * An event of any format, read: defaults are filled in, texts are within their limits. `account` is a slug or an id as it
 * was given, not yet looked up. `occurredAt` in milliseconds UTC. `dedupKey` is null where the sender gave none.
 */
export type IncomingEvent = {
  account: string
  category: NoticeCategory
  environment: AccountEnvironment
  action: EventAction
  dedupKey: string | null
  summary: string
  details: string
  meaning: string
  remedy: string
  severity: Severity
  occurredAt: number | null
  links: { href: string; text: string }[]
}

/** What could not be read as an event, kept with its raw text so that staff can see and route it (notices.md). */
export type UnreadableEvent = { raw: string; reason: string }

export const keyScopes = [
  'events:write',
  'notices:read',
  'accounts:read',
  'accounts:write',
  'bounces:write',
  'metrics:read',
] as const
export type KeyScope = (typeof keyScopes)[number]
