import { z } from 'zod'
import { environments } from '#/db/words/accounts.ts'
import { deliveryParts, mailStatuses } from '#/db/words/mail.ts'
import { noticeCategories, noticeKinds, noticeStates, routeTargets, severities } from '#/db/words/notices.ts'
import { instantSchema, toInstant, toInstantOrNull } from '#/lib/api/http/instant.ts'
import type { DeliveryView } from '#/lib/notices/views/delivery-queries.ts'
import type { NoticeView } from '#/lib/notices/views/queries.ts'
import { silenceSchema, stepSchema, toStepNumber } from './reach-answer.ts'

const attemptSchema = z.object({
  at: instantSchema,
  status: z.enum([...mailStatuses, 'delayed', 'relayed']),
  error: z
    .string()
    .meta({ description: 'What the mail server said; empty where it said nothing worth keeping.' }),
})

export const deliverySchema = z
  .object({
    id: z.string(),
    recipient: z.string().meta({ description: 'An email address, or `erased` where it was erased since.' }),
    status: z.enum(mailStatuses).meta({
      description:
        '`accepted`: the next mail server took it. `delivered`: a receipt said so. `expired` counts as failed.',
    }),
    part: z.enum(deliveryParts).nullable().meta({ description: 'What it tells of the notice.' }),
    purpose: z.enum(routeTargets).nullable(),
    step: stepSchema.nullable().meta({ description: 'Of the route; null for a copy.' }),
    digest: z.boolean().meta({ description: 'It tells of several notices at once.' }),
    attempts: z.int(),
    createdAt: instantSchema,
    nextTryAt: instantSchema
      .nullable()
      .meta({ description: 'Null while it is being sent, and once nothing more is tried.' }),
    settledAt: instantSchema.nullable().meta({ description: 'Since when nothing more is tried.' }),
    lastError: z.string(),
    history: z.array(attemptSchema),
  })
  .meta({ id: 'Delivery', description: 'One message of a notice to one address.' })

export const noticeSchema = z
  .object({
    id: z.string(),
    account: z
      .object({ id: z.string(), slug: z.string() })
      .nullable()
      .meta({ description: 'Null where the account that was named is unknown.' }),
    accountNamed: z.string().meta({ description: 'The account as the sender wrote it.' }),
    source: z.string().nullable().meta({ description: 'The name of the event source.' }),
    kind: z.enum(noticeKinds),
    category: z.enum(noticeCategories),
    environment: z.enum(environments),
    severity: z.enum(severities),
    state: z.enum(noticeStates),
    problem: z.string().meta({ description: 'Why it is unroutable; else empty.' }),
    silence: silenceSchema,
    wouldReach: z
      .array(
        z.object({
          step: stepSchema.nullable(),
          purpose: z.enum(routeTargets),
          addresses: z.array(z.string()),
        }),
      )
      .meta({ description: 'Whom it would have reached, where it was not mailed.' }),
    dedupKey: z.string(),
    summary: z.string(),
    details: z.string(),
    meaning: z.string(),
    remedy: z.string(),
    links: z.array(z.object({ href: z.string(), text: z.string() })),
    count: z.int().meta({ description: 'How many triggers it has joined, the first included.' }),
    occurredAt: instantSchema.nullable(),
    firstSeenAt: instantSchema,
    lastSeenAt: instantSchema,
    dueAt: instantSchema.nullable().meta({
      description:
        'An answer is due; null once it was given, or if none is asked for. It is set again when the answer is undone.',
    }),
    acknowledgedAt: instantSchema.nullable().meta({
      description:
        'Null again once the acknowledgement is undone: by its author within ten minutes, or by staff.',
    }),
    acknowledgedBy: z.string().nullable().meta({ description: 'The name or address of whoever answered.' }),
    closedAt: instantSchema.nullable(),
    closedHow: z.enum(['resolved', 'staff', 'member', 'joined', 'unanswered']).nullable(),
    closeNote: z.string(),
    inFlight: z.boolean().meta({ description: 'A message of it is still being tried.' }),
    deliveries: z.array(deliverySchema),
  })
  .meta({
    id: 'Notice',
    description: 'An event turned into something to tell people, and what became of it.',
  })
export type NoticeAnswer = z.infer<typeof noticeSchema>

/** A notice in the API. Its source text and who closed it are for staff only. */
export function answerNotice({
  notice,
  accountSlug,
  sourceName,
  deliveries,
  inFlight,
}: Pick<NoticeView, 'notice' | 'sourceName' | 'deliveries' | 'inFlight'> & {
  accountSlug: string | null
}): NoticeAnswer {
  const { accountId, kind, category, environment, severity, state, problem, silence } = notice
  const { dedupKey, summary, details, meaning, remedy, count, closedHow, closeNote } = notice
  return {
    id: notice.id,
    account: accountId !== null && accountSlug !== null ? { id: accountId, slug: accountSlug } : null,
    accountNamed: notice.accountText,
    source: sourceName,
    kind,
    category,
    environment,
    severity,
    state,
    problem,
    silence,
    wouldReach: (notice.wouldReach ?? []).map(({ step, purpose, addresses }) => ({
      step: toStepNumber(step),
      purpose,
      addresses: [...addresses],
    })),
    dedupKey,
    summary,
    details,
    meaning,
    remedy,
    links: notice.links.map(({ href, text }) => ({ href, text })),
    count,
    occurredAt: toInstantOrNull(notice.occurredAt),
    firstSeenAt: toInstant(notice.firstSeenAt),
    lastSeenAt: toInstant(notice.lastSeenAt),
    dueAt: toInstantOrNull(notice.dueAt),
    acknowledgedAt: toInstantOrNull(notice.acknowledgedAt),
    acknowledgedBy: notice.acknowledgedAt === null ? null : notice.acknowledgedAs,
    closedAt: toInstantOrNull(notice.closedAt),
    closedHow,
    closeNote,
    inFlight,
    deliveries: deliveries.map(answerDelivery),
  }
}

function answerDelivery(delivery: DeliveryView): NoticeAnswer['deliveries'][number] {
  const { id, recipient, status, part, purpose, digest, attempts, lastError, history } = delivery
  return {
    id,
    recipient,
    status,
    part,
    purpose,
    step: toStepNumber(delivery.step),
    digest,
    attempts,
    createdAt: toInstant(delivery.createdAt),
    nextTryAt: toInstantOrNull(status === 'sending' ? null : delivery.dueAt),
    settledAt: toInstantOrNull(delivery.settledAt),
    lastError,
    history: history.map(({ at, status, error }) => ({ at: toInstant(at), status, error })),
  }
}
