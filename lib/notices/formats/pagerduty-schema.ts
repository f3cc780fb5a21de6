import { z } from 'zod'
import { severities } from '#/db/words/notices.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'

const dedupKey = z.string().max(eventLimits.dedupKey).nullish()

const envelope = {
  routing_key: z
    .string()
    .refine((key) => key.length === 32, { params: { code: 'length' }, error: 'It must have 32 characters.' })
    .meta({ description: 'The API key of the event source.', minLength: 32, maxLength: 32 }),
  client: z.unknown().optional(),
  client_url: z.unknown().optional(),
  links: z.unknown().optional().meta({ description: 'A list of { href, text }.' }),
  images: z.unknown().optional().meta({ description: 'A list of { src, href, alt }.' }),
}

const payloadFields = {
  timestamp: z.unknown().optional().meta({ description: 'ISO 8601.' }),
  component: z.unknown().optional(),
  group: z.unknown().optional().meta({ description: 'The account, where custom_details names none.' }),
  class: z.unknown().optional().meta({ description: 'The category.' }),
  custom_details: z.unknown().optional().meta({ description: 'Holds account and environment.' }),
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

/** An acknowledge or a resolve. What its payload repeats of the trigger may be empty, and mostly is. */
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
  .meta({ id: 'PagerdutyEvent', description: "An event of PagerDuty's Events API v2." })
export type PagerdutyEvent = z.infer<typeof pagerdutyBodySchema>
