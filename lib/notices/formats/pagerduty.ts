import { z } from 'zod'
import { severities } from '#/db/words/notices.ts'
import { clampToArrival, parseInstant, type SentInstant } from '#/lib/notices/parsing/instant.ts'
import { toEventIssues } from '#/lib/notices/parsing/issues.ts'
import { asFields } from '#/lib/notices/parsing/json.ts'
import { parseLinks } from '#/lib/notices/parsing/links.ts'
import { numberAsText } from '#/lib/notices/parsing/raw.ts'
import {
  eventLimits,
  type IncomingEvent,
  type JoiningPart,
  type ReadFormat,
  type SourceDefaults,
} from '#/lib/notices/parsing/schema.ts'
import { warnOfCategory, warnOfEnvironment, warnOfMembers } from '#/lib/notices/parsing/warnings.ts'
import {
  categoryOfSeverity,
  findCategory,
  parseEventEnvironment,
  parseSeverity,
} from '#/lib/notices/parsing/words.ts'
import type { EventProblem } from '#/lib/platform/http/problem.ts'
import { cleanLine, cleanText } from '#/lib/platform/values/characters.ts'

const dedupKey = z.string().max(eventLimits.dedupKey).nullish()

const envelope = {
  routing_key: z
    .string()
    .refine((key) => key.length === 32, { params: { code: 'length' }, error: 'Must be 32 characters.' })
    .meta({ description: 'The API key of the event source.', minLength: 32, maxLength: 32 }),
  client: z.unknown().optional(),
  client_url: z.unknown().optional(),
  links: z.unknown().optional().meta({ description: 'A list of { href, text }.' }),
  images: z.unknown().optional().meta({ description: 'A list of { src, href, alt }.' }),
}

const payloadFields = {
  timestamp: z.unknown().optional().meta({ description: 'ISO 8601.' }),
  component: z.unknown().optional(),
  group: z.unknown().optional().meta({ description: 'The account, if custom_details names none.' }),
  class: z.unknown().optional().meta({ description: 'The category.' }),
  custom_details: z.unknown().optional().meta({ description: 'Contains account and environment.' }),
}

export const pagerdutyTriggerSchema = z.object({
  ...envelope,
  event_action: z.literal('trigger'),
  dedup_key: dedupKey,
  payload: z.object({
    summary: z.string().trim().min(1).max(eventLimits.summary),
    source: z.string(),
    severity: z.enum(severities),
    ...payloadFields,
  }),
})

/** An acknowledge or a resolve. Its copy of the trigger's payload may be empty and usually is. */
export const pagerdutyFollowUpSchema = z.object({
  ...envelope,
  event_action: z.enum(['acknowledge', 'resolve']),
  dedup_key: z.string().trim().min(1).max(eventLimits.dedupKey),
  payload: z
    .object({
      summary: z.unknown().optional(),
      source: z.unknown().optional(),
      severity: z.unknown().optional(),
      ...payloadFields,
    })
    .nullish(),
})

/** The body of PagerDuty's Events API v2 (formats.md). Unknown fields are ignored. */
export const pagerdutyBodySchema = z
  .discriminatedUnion('event_action', [pagerdutyTriggerSchema, pagerdutyFollowUpSchema])
  .meta({ id: 'PagerdutyEvent', description: 'A PagerDuty Events API v2 event.' })

export type PagerdutyEvent = z.infer<typeof pagerdutyBodySchema>

/** One event of PagerDuty's Events API v2. Neither the event nor any problem contains the routing key, our API key. */
export function parsePagerduty(body: unknown, source: SourceDefaults, receivedAt: number): ReadFormat {
  const key = findRoutingKey(body)
  const { routing_key, ...original } = asFields(key === null ? body : withoutKey(body, key)) ?? {}
  const fields = asFields(body) ? { ...original, routing_key: routing_key ?? undefined } : body
  const parsed = pagerdutyBodySchema.safeParse(fields)
  if (!parsed.success || key === null)
    return { ok: false, problems: toEventIssues(parsed.error?.issues ?? []) }
  const event = readEvent(parsed.data, source, receivedAt)
  return {
    ok: true,
    events: [{ ...event, original }],
    warnings: listWarnings(parsed.data, fields, event, source),
  }
}

const topMembers = { ...envelope, event_action: true, dedup_key: true, payload: true }
const payloadMembers = { ...payloadFields, summary: true, source: true, severity: true }

function listWarnings(
  { payload }: PagerdutyEvent,
  body: unknown,
  { category }: IncomingEvent,
  source: SourceDefaults,
): EventProblem[] {
  const { environment } = asFields(payload?.custom_details) ?? {}
  return [
    ...warnOfCategory(payload?.class, category, ['payload', 'class']),
    ...warnOfEnvironment(environment, source, ['payload', 'custom_details', 'environment']),
    ...warnOfMembers(body, topMembers, []),
    ...warnOfMembers(asFields(body)?.payload, payloadMembers, ['payload']),
  ]
}

function findRoutingKey(body: unknown): string | null {
  const key = asFields(body)?.routing_key
  return isRoutingKey(key) ? key : null
}

export function isRoutingKey(value: unknown): value is string {
  return typeof value === 'string' && value.length === 32
}

/** Replaces the key and has its length, which the schema requires. */
const hidden = '*'.repeat(32)

function withoutKey(value: unknown, key: string): unknown {
  if (typeof value === 'string') return value.replaceAll(key, hidden)
  if (Array.isArray(value)) return value.map((each) => withoutKey(each, key))
  const fields = asFields(value)
  if (!fields) return value
  return Object.fromEntries(
    Object.entries(fields).map(([name, each]) => [name.replaceAll(key, hidden), withoutKey(each, key)]),
  )
}

function readEvent(event: PagerdutyEvent, source: SourceDefaults, receivedAt: number): IncomingEvent {
  const payload = event.payload ?? {}
  const details = asFields(payload.custom_details) ?? {}
  const account = singleLine(details.account) || singleLine(payload.group)
  const unsaid: JoiningPart[] = ['category', 'environment', ...(account === '' ? ['account' as const] : [])]
  return {
    account,
    category: findCategory(payload.class) ?? categoryOfSeverity(payload.severity, source),
    environment: parseEventEnvironment(details.environment, source),
    action: event.event_action,
    dedupKey: cleanLine(event.dedup_key ?? '', eventLimits.dedupKey) || null,
    summary: typeof payload.summary === 'string' ? cleanLine(payload.summary, eventLimits.summary) : '',
    details: renderDetails(event),
    meaning: '',
    remedy: '',
    severity: parseSeverity(payload.severity),
    occurredAt: clampToArrival(parseTimestamp(payload.timestamp), receivedAt),
    links: parseLinks(findLinks(event)),
    ...(event.event_action !== 'trigger' && { unsaid }),
  }
}

/** PagerDuty's own examples write the offset without a colon. */
function parseTimestamp(value: unknown): SentInstant | null {
  return typeof value === 'string' ? parseInstant(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : null
}

function singleLine(value: unknown): string {
  return typeof value === 'string' ? cleanLine(value, eventLimits.account) : ''
}

function findLinks(event: PagerdutyEvent): { href: unknown; text: unknown }[] {
  const listOf = (value: unknown) => (Array.isArray(value) ? value.map((each) => asFields(each) ?? {}) : [])
  return [
    ...listOf(event.links).map((link) => ({ href: link.href, text: link.text })),
    { href: event.client_url, text: event.client },
    ...listOf(event.images).map((image) => ({ href: image.href || image.src, text: image.alt })),
  ]
}

/** The event's fields besides the summary, one per line, under the sender's names. */
export function renderDetails(event: PagerdutyEvent): string {
  const { source, component, custom_details: details } = event.payload ?? {}
  const { account, environment, ...rest } = asFields(details) ?? {}
  const lines = Object.entries({ source, component, ...rest }).map(([name, value]) =>
    renderField(name, value),
  )
  if (asFields(details) === null) lines.push(renderValue(details))
  return cleanText(lines.filter((line) => line !== '').join('\n'), eventLimits.text)
}

function renderField(name: string, value: unknown): string {
  const text = renderValue(value)
  if (text === '') return ''
  return text.includes('\n') ? `${name}:\n${text}` : `${name}: ${text}`
}

function renderValue(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value.trim() : JSON.stringify(value, numberAsText)
}
