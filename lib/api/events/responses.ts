import { z } from 'zod'
import type { EventFormat } from '#/db/words/notices.ts'
import type { Refusal } from '#/lib/api/http/refusal.ts'
import {
  buildProblem,
  type EventProblem,
  listedProblemSchema,
  listProblems,
} from '#/lib/platform/http/problem.ts'

/** The outcome of one event. The id is null if nothing was kept: a late replica, a resolve of an unknown problem. */
export const acceptedEventSchema = z
  .object({
    noticeId: z.string().nullable().meta({ description: 'Notice that the event opened, joined or closed.' }),
    dedupKey: z
      .string()
      .nullable()
      .meta({ description: 'Identifies the problem; generated if none was sent.' }),
    outcome: z
      .string()
      .meta({ description: 'Result for this event.', examples: ['opened', 'joined', 'resolved'] }),
  })
  .meta({ id: 'AcceptedEvent' })
export type AcceptedEvent = z.infer<typeof acceptedEventSchema>

const warningsSchema = z.array(listedProblemSchema).optional().meta({
  description:
    'Unknown names in the events and how they were treated: `unknown-environment`, `unknown-category`, `unknown-member`. At most 100.',
})

/** The 202 answer of every format except PagerDuty's: the events in their order. */
export const acceptedSchema = z
  .object({
    events: z.array(acceptedEventSchema),
    unreadable: z
      .int()
      .optional()
      .meta({ description: 'Number of alerts that could not be parsed; saved for staff.' }),
    warnings: warningsSchema,
  })
  .meta({ id: 'Accepted', description: 'The events and their deliveries are on disk.' })
export type Accepted = z.infer<typeof acceptedSchema>

export const pagerdutyAcceptedSchema = z
  .object({
    status: z.literal('success'),
    message: z.string(),
    dedup_key: z.string(),
    warnings: warningsSchema,
  })
  .meta({ id: 'PagerdutyAccepted' })
export type PagerdutyAccepted = z.infer<typeof pagerdutyAcceptedSchema>

export const pagerdutyRefusalSchema = z
  .object({ status: z.string(), message: z.string(), errors: z.array(z.string()) })
  .meta({ id: 'PagerdutyRefusal' })
export type PagerdutyRefusal = z.infer<typeof pagerdutyRefusalSchema>

export function toAcceptedResponse(
  format: EventFormat,
  events: readonly AcceptedEvent[],
  { unreadable = 0, warnings = [] }: { unreadable?: number; warnings?: readonly EventProblem[] } = {},
): Accepted | PagerdutyAccepted {
  const warned = warnings.length > 0 ? { warnings: listProblems(warnings) } : {}
  if (format === 'pagerduty') {
    const dedup_key = events[0]?.dedupKey ?? ''
    return { status: 'success', message: 'Event processed', dedup_key, ...warned }
  }
  const shown = events.map(({ noticeId, dedupKey, outcome }) => ({ noticeId, dedupKey, outcome }))
  return { events: shown, ...(unreadable > 0 && { unreadable }), ...warned }
}

export function toPagerdutyRefusal({ status, title, detail, problems }: Refusal): PagerdutyRefusal {
  const { errors = [] } = buildProblem({ status, title, problems })
  const named = errors.map(({ pointer, detail }) => nameField(pointer, detail))
  return {
    status: pagerdutyStatuses[status] ?? 'invalid event',
    message: title,
    errors: named.length > 0 || !detail ? named : [detail],
  }
}

/** PagerDuty's names for a refusal; its documentation has the first two. */
const pagerdutyStatuses: Record<number, string> = {
  429: 'throttle exceeded',
  400: 'invalid event',
  401: 'invalid key',
  403: 'invalid key',
  500: 'server error',
  503: 'server error',
}

function nameField(pointer: string, detail: string): string {
  const field = pointer.replace('#/', '').replaceAll('/', '.')
  return field === '#' ? detail : `${field}: ${detail}`
}
