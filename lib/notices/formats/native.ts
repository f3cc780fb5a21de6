import { z } from 'zod'
import { environments } from '#/db/words/accounts.ts'
import { eventActions, noticeCategories, severities } from '#/db/words/notices.ts'
import { clampToArrival, parseInstant } from '#/lib/notices/parsing/instant.ts'
import { problemAt, toEventIssues } from '#/lib/notices/parsing/issues.ts'
import { asFields } from '#/lib/notices/parsing/json.ts'
import { nameLink, parseHref } from '#/lib/notices/parsing/links.ts'
import {
  batchLimits,
  eventLimits,
  type IncomingEvent,
  type JoiningPart,
  type ReadFormat,
  type SourceDefaults,
} from '#/lib/notices/parsing/schema.ts'
import { warnOfMembers } from '#/lib/notices/parsing/warnings.ts'
import type { EventProblem } from '#/lib/platform/http/problem.ts'
import { cleanLine, cleanText } from '#/lib/platform/values/characters.ts'

const linkSchema = z.object({
  href: z
    .string()
    .max(eventLimits.href)
    .refine((href) => parseHref(href) !== null, {
      params: { code: 'link' },
      error: 'Must be an http or https URL.',
    })
    .meta({
      description: 'An http or https URL.',
      format: 'uri',
      examples: ['https://grafana.example/d/feed'],
    }),
  text: z
    .string()
    .max(eventLimits.linkText)
    .optional()
    .meta({ description: 'Link text; the host by default.', examples: ['Feed dashboard'] }),
})

const textField = (description: string) =>
  z
    .string()
    .max(eventLimits.text)
    .optional()
    .meta({ description: `${description} Plain text.` })

/** An event's fields besides account and category: the native form, and the data of a CloudEvent. */
export const eventDetailFields = {
  action: z
    .enum(eventActions)
    .optional()
    .meta({ description: 'Defaults to trigger. resolve closes the notice; acknowledge acknowledges it.' }),
  dedupKey: z
    .string()
    .max(eventLimits.dedupKey)
    .refine((key) => cleanLine(key, eventLimits.dedupKey) !== '', {
      params: { code: 'required' },
      error: 'Must not be empty.',
    })
    .optional()
    .meta({
      description:
        'Identifies the problem: triggers with the same key join one notice. Required to resolve or acknowledge; otherwise generated.',
      examples: ['feed-errors'],
    }),
  summary: z
    .string()
    .max(eventLimits.summary)
    .optional()
    .meta({
      description: 'One line that says what happened. Required to trigger.',
      examples: ['Feed error rate 23%'],
    }),
  details: textField('What happened.'),
  meaning: textField('What it means for the partner.'),
  remedy: textField('How to fix it.'),
  severity: z.enum(severities).optional().meta({ description: 'Defaults to error.' }),
  occurredAt: z
    .string()
    .refine((text) => parseInstant(text) !== null, {
      params: { code: 'instant' },
      error: 'Must be an RFC 3339 timestamp with an offset, such as 2026-05-04T09:30:00+02:00.',
    })
    .optional()
    .meta({
      description:
        'When it began, RFC 3339 with an offset. A time in the future is replaced by the time of arrival.',
      format: 'date-time',
      examples: ['2026-05-04T09:30:00+02:00'],
    }),
  links: z.array(linkSchema).max(eventLimits.links).optional(),
}

/** One event in the native form (notices.md, Events in). Unknown fields are ignored. */
export const nativeEventSchema = z
  .object({
    account: z
      .string()
      .max(eventLimits.account)
      .refine((account) => cleanLine(account, eventLimits.account) !== '', {
        params: { code: 'required' },
        error: 'Must not be empty.',
      })
      .meta({ description: 'Slug or id of the account.', examples: ['clinica-aurora'] }),
    category: z.enum(noticeCategories).optional().meta({
      description:
        "Determines who is notified. Defaults to the event source's default category; required if it has none.",
    }),
    environment: z.enum(environments).optional().meta({ description: 'Defaults to production.' }),
    ...eventDetailFields,
  })
  .meta({
    id: 'Event',
    description: 'Something that happened at a partner and that its people should know about.',
    examples: [
      {
        account: 'clinica-aurora',
        category: 'production-alert',
        dedupKey: 'feed-errors',
        summary: 'Feed error rate 23%',
        links: [{ href: 'https://grafana.example/d/feed', text: 'Feed dashboard' }],
      },
    ],
  })

/** The body of `POST /api/v1/events` in the native form: one event, or up to 500 taken whole or not at all. */
export const nativeBodySchema = z.union([
  nativeEventSchema,
  z.array(nativeEventSchema).min(1).max(batchLimits.events),
])

/** The events of a native body, or all of its problems. `receivedAt`: milliseconds UTC. */
export function parseNative(body: unknown, source: SourceDefaults, receivedAt: number): ReadFormat {
  if (!Array.isArray(body)) {
    const event = readNativeEvent(body, source, receivedAt, [])
    if (Array.isArray(event)) return { ok: false, problems: event }
    return { ok: true, events: [event], warnings: warnOfEvent(body, []), batch: false }
  }
  if (body.length === 0) return refuseBatch('required', 'The list of events is empty.')
  if (body.length > batchLimits.events)
    return refuseBatch('too-long', `At most ${batchLimits.events} events can be sent at once.`)
  const problems: EventProblem[] = []
  const events: IncomingEvent[] = []
  for (const [index, one] of body.entries()) {
    const event = readNativeEvent(one, source, receivedAt, [index])
    if (Array.isArray(event)) problems.push(...event)
    else events.push(event)
  }
  if (problems.length > 0) return { ok: false, problems }
  const warnings = body.flatMap((one, index) => warnOfEvent(one, [index]))
  return { ok: true, events, warnings, batch: true }
}

function warnOfEvent(body: unknown, at: PropertyKey[]): EventProblem[] {
  return warnOfMembers(body, nativeEventSchema.shape, at)
}

type NativeEvent = z.infer<typeof nativeEventSchema>

function refuseBatch(code: string, detail: string): ReadFormat {
  return { ok: false, problems: [problemAt([], code, detail)] }
}

function readNativeEvent(
  body: unknown,
  source: SourceDefaults,
  receivedAt: number,
  at: PropertyKey[],
): IncomingEvent | EventProblem[] {
  const parsed = nativeEventSchema.safeParse(body)
  const missing = findAllMissing(body, source, at)
  if (!parsed.success) return [...toEventIssues(parsed.error.issues, at), ...missing]
  const { account, environment } = parsed.data
  const category = parsed.data.category ?? source.defaultCategory
  if (missing.length > 0 || !category) return missing
  return {
    ...parseDetails(parsed.data, receivedAt),
    account: cleanLine(account, eventLimits.account),
    category,
    environment: environment ?? 'production',
    ...findUnsaid(parsed.data),
  }
}

function findAllMissing(body: unknown, source: SourceDefaults, at: PropertyKey[]): EventProblem[] {
  const event = asFields(body)
  if (!event) return []
  const missing = findMissing(event, event.dedupKey !== undefined, at)
  if (event.category !== undefined || source.defaultCategory) return missing
  const detail = 'Required, because this event source has no default category.'
  return [...missing, problemAt([...at, 'category'], 'required', detail)]
}

/** Fields that a resolve or an acknowledge leaves to the defaults (`IncomingEvent.unsaid`). */
function findUnsaid(event: NativeEvent): { unsaid?: JoiningPart[] } {
  if ((event.action ?? 'trigger') === 'trigger') return {}
  const parts = ['category', 'environment'] as const
  const unsaid = parts.filter((part) => event[part] === undefined)
  return unsaid.length > 0 ? { unsaid } : {}
}

type EventDetails = z.infer<z.ZodObject<typeof eventDetailFields>>

/** The fields that the event's action requires but lacks: a summary to trigger, a dedup key (`named`) to resolve or acknowledge. */
export function findMissing(
  event: Record<string, unknown>,
  named: boolean,
  at: readonly PropertyKey[],
): EventProblem[] {
  const { action = 'trigger', summary = '' } = event
  const lack = (field: string) => [problemAt([...at, field], 'required', `Required to ${action}.`)]
  if (action === 'resolve' || action === 'acknowledge') return named ? [] : lack('dedupKey')
  const blank = typeof summary === 'string' && cleanLine(summary, eventLimits.summary) === ''
  return action === 'trigger' && blank ? lack('summary') : []
}

type ReadDetails = Omit<IncomingEvent, 'account' | 'category' | 'environment'>

/** The fields that the native form and CloudEvent data share, cleaned and with defaults. */
export function parseDetails(event: EventDetails, receivedAt: number): ReadDetails {
  return {
    action: event.action ?? 'trigger',
    dedupKey: event.dedupKey === undefined ? null : cleanLine(event.dedupKey, eventLimits.dedupKey),
    summary: cleanLine(event.summary ?? '', eventLimits.summary),
    details: cleanText(event.details ?? '', eventLimits.text),
    meaning: cleanText(event.meaning ?? '', eventLimits.text),
    remedy: cleanText(event.remedy ?? '', eventLimits.text),
    severity: event.severity ?? 'error',
    occurredAt: clampToArrival(parseInstant(event.occurredAt ?? ''), receivedAt),
    links: (event.links ?? []).flatMap((link) => {
      const href = parseHref(link.href)
      return href === null ? [] : [{ href, text: nameLink(link.text, href) }]
    }),
  }
}
