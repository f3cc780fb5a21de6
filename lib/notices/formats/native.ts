import { z } from 'zod'
import { environments } from '#/db/words/accounts.ts'
import { noticeCategories } from '#/db/words/notices.ts'
import {
  asFields,
  eventDetailFields,
  findLacking,
  parseDetails,
} from '#/lib/notices/parsing/event-details.ts'
import { problemAt, toEventIssues } from '#/lib/notices/parsing/issues.ts'
import {
  batchLimits,
  eventLimits,
  type IncomingEvent,
  type JoiningPart,
  type ReadFormat,
  type SourceDefaults,
} from '#/lib/notices/parsing/schema.ts'
import type { EventProblem } from '#/lib/platform/http/problem-item.ts'
import { cleanLine } from '#/lib/platform/values/characters.ts'

/** One event in the native form (notices.md, Events in). Unknown fields are ignored. */
export const nativeEventSchema = z
  .object({
    account: z
      .string()
      .max(eventLimits.account)
      .refine((account) => cleanLine(account, eventLimits.account) !== '', {
        params: { code: 'required' },
        error: 'It must not be empty.',
      })
      .meta({ description: 'Slug or id of the account.', examples: ['clinica-aurora'] }),
    category: z.enum(noticeCategories).optional().meta({
      description: "Decides whom it goes to. The source's default category by default; required without one.",
    }),
    environment: z.enum(environments).optional().meta({ description: 'production by default.' }),
    ...eventDetailFields,
  })
  .meta({
    id: 'Event',
    description: 'Something that happened at a partner and that its people should know.',
    examples: [
      {
        account: 'clinica-aurora',
        category: 'production-alert',
        dedupKey: 'feed-errors',
        summary: 'Feed error rate 23 %',
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
    return Array.isArray(event) ? { ok: false, problems: event } : { ok: true, events: [event], batch: false }
  }
  if (body.length === 0) return refuseBatch('required', 'The list of events is empty.')
  if (body.length > batchLimits.events) {
    return refuseBatch('too-long', `At most ${batchLimits.events} events can be sent at once.`)
  }
  const problems: EventProblem[] = []
  const events: IncomingEvent[] = []
  for (const [index, one] of body.entries()) {
    const event = readNativeEvent(one, source, receivedAt, [index])
    if (Array.isArray(event)) problems.push(...event)
    else events.push(event)
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, events, batch: true }
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
  const lacking = findAllLacking(body, source, at)
  if (!parsed.success) return [...toEventIssues(parsed.error.issues, at), ...lacking]
  const { account, environment } = parsed.data
  const category = parsed.data.category ?? source.defaultCategory
  if (lacking.length > 0 || !category) return lacking
  return {
    ...parseDetails(parsed.data, receivedAt),
    account: cleanLine(account, eventLimits.account),
    category,
    environment: environment ?? 'production',
    ...findUnsaid(parsed.data),
  }
}

function findAllLacking(body: unknown, source: SourceDefaults, at: PropertyKey[]): EventProblem[] {
  const event = asFields(body)
  if (!event) return []
  const lacking = findLacking(event, event.dedupKey !== undefined, at)
  if (event.category !== undefined || source.defaultCategory) return lacking
  const detail = 'It is required: this event source has no default category.'
  return [...lacking, problemAt([...at, 'category'], 'required', detail)]
}

/** What a resolve or an acknowledge leaves to the defaults (`IncomingEvent.unsaid`). */
function findUnsaid(event: NativeEvent): { unsaid?: JoiningPart[] } {
  if ((event.action ?? 'trigger') === 'trigger') return {}
  const parts = ['category', 'environment'] as const
  const unsaid = parts.filter((part) => event[part] === undefined)
  return unsaid.length > 0 ? { unsaid } : {}
}
