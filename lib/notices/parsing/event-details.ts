import { z } from 'zod'
import { eventActions, severities } from '#/db/words/notices.ts'
import type { EventProblem } from '#/lib/platform/http/problem-item.ts'
import { cleanLine, cleanText } from '#/lib/platform/values/characters.ts'
import { parseInstant, sinceWhen } from './instant.ts'
import { problemAt } from './issues.ts'
import { nameLink, parseHref } from './links.ts'
import { eventLimits, type IncomingEvent } from './schema.ts'

const linkSchema = z.object({
  href: z
    .string()
    .max(eventLimits.href)
    .refine((href) => parseHref(href) !== null, {
      params: { code: 'link' },
      error: 'It must be an http or https address.',
    })
    .meta({
      description: 'An http or https address.',
      format: 'uri',
      examples: ['https://grafana.example/d/feed'],
    }),
  text: z
    .string()
    .max(eventLimits.linkText)
    .optional()
    .meta({ description: 'What the link says; its host by default.', examples: ['Feed dashboard'] }),
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
    .meta({ description: 'trigger by default. A resolve closes the notice, an acknowledge answers it.' }),
  dedupKey: z
    .string()
    .max(eventLimits.dedupKey)
    .refine((key) => cleanLine(key, eventLimits.dedupKey) !== '', {
      params: { code: 'required' },
      error: 'It must not be empty.',
    })
    .optional()
    .meta({
      description:
        'Names the problem: triggers with one key join. Required to resolve or acknowledge; else made.',
      examples: ['feed-errors'],
    }),
  summary: z
    .string()
    .max(eventLimits.summary)
    .optional()
    .meta({
      description: 'One line that says what happened. Required to trigger.',
      examples: ['Feed error rate 23 %'],
    }),
  details: textField('What happened.'),
  meaning: textField('What it means for the partner.'),
  remedy: textField('How to fix it.'),
  severity: z.enum(severities).optional().meta({ description: 'error by default.' }),
  occurredAt: z
    .string()
    .refine((text) => parseInstant(text) !== null, {
      params: { code: 'instant' },
      error: 'It must be an instant of RFC 3339 with its offset, such as 2026-05-04T09:30:00+02:00.',
    })
    .optional()
    .meta({
      description:
        'Since when, RFC 3339 with an offset. What lies in the future counts as the time of arrival.',
      format: 'date-time',
      examples: ['2026-05-04T09:30:00+02:00'],
    }),
  links: z.array(linkSchema).max(eventLimits.links).optional(),
}

export type EventDetails = z.infer<z.ZodObject<typeof eventDetailFields>>

/** What the event lacks for its action: a summary to trigger, a dedup key (`named`) to resolve or acknowledge. */
export function findLacking(
  event: Record<string, unknown>,
  named: boolean,
  at: readonly PropertyKey[],
): EventProblem[] {
  const { action = 'trigger', summary = '' } = event
  const lack = (field: string) => [problemAt([...at, field], 'required', `It is required to ${action}.`)]
  if (action === 'resolve' || action === 'acknowledge') return named ? [] : lack('dedupKey')
  const blank = typeof summary === 'string' && cleanLine(summary, eventLimits.summary) === ''
  return action === 'trigger' && blank ? lack('summary') : []
}

/** The value as an object, or null for anything else. */
export function asFields(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return value as Record<string, unknown>
}

export type ReadDetails = Omit<IncomingEvent, 'account' | 'category' | 'environment'>

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
    occurredAt: sinceWhen(parseInstant(event.occurredAt ?? ''), receivedAt),
    links: (event.links ?? []).flatMap((link) => {
      const href = parseHref(link.href)
      return href === null ? [] : [{ href, text: nameLink(link.text, href) }]
    }),
  }
}
