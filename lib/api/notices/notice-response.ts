import { z } from 'zod'
import { environments } from '#/db/words/accounts.ts'
import { deliveryParts, mailStatuses } from '#/db/words/mail.ts'
import { noticeCategories, noticeKinds, noticeStates, routeTargets, severities } from '#/db/words/notices.ts'
import { instantSchema, toInstant, toInstantOrNull } from '#/lib/api/http/instant.ts'
import { toPublicNotice } from '#/lib/notices/notice/public-notice.ts'
import type { DeliveryView } from '#/lib/notices/views/delivery-queries.ts'
import type { NoticeView } from '#/lib/notices/views/queries.ts'
import { silenceSchema, stepSchema, toStepNumber } from './reach-response.ts'

const attemptSchema = z.object({
  at: instantSchema,
  status: z.enum([...mailStatuses, 'delayed', 'relayed']),
  error: z.string().meta({ description: 'Response of the mail server or the endpoint; may be empty.' }),
})

export const deliverySchema = z
  .object({
    id: z.string(),
    recipient: z.string().meta({
      description: 'Email address, service and host of an endpoint, or `erased` if it was erased since.',
    }),
    status: z.enum(mailStatuses).meta({
      description:
        '`accepted`: the next mail server or the endpoint accepted it. `delivered`: a delivery receipt confirmed it. `expired` counts as failed.',
    }),
    part: z.enum(deliveryParts).nullable().meta({ description: 'Which message about the notice this is.' }),
    purpose: z.enum(routeTargets).nullable(),
    step: stepSchema.nullable().meta({ description: 'Step of the route; null for a copy.' }),
    digest: z.boolean().meta({ description: 'Whether the message covers several notices.' }),
    attempts: z.int(),
    createdAt: instantSchema,
    nextTryAt: instantSchema
      .nullable()
      .meta({ description: 'Null while the message is being sent and after the last attempt.' }),
    settledAt: instantSchema.nullable().meta({ description: 'When the last attempt ended.' }),
    lastError: z.string(),
    history: z.array(attemptSchema),
  })
  .meta({ id: 'Delivery', description: 'One message about a notice to one address or endpoint.' })

export const noticeSchema = z
  .object({
    id: z.string(),
    account: z
      .object({ id: z.string(), slug: z.string() })
      .nullable()
      .meta({ description: 'Null if the account is unknown.' }),
    accountNamed: z.string().meta({ description: 'The account as the sender wrote it.' }),
    source: z.string().nullable().meta({ description: 'The name of the event source.' }),
    kind: z.enum(noticeKinds),
    category: z.enum(noticeCategories),
    environment: z.enum(environments),
    severity: z.enum(severities),
    state: z.enum(noticeStates),
    problem: z.string().meta({ description: 'Why the notice is unroutable; otherwise empty.' }),
    silence: silenceSchema,
    wouldReach: z
      .array(
        z.object({
          step: stepSchema.nullable(),
          purpose: z.enum(routeTargets),
          addresses: z.array(z.string()),
        }),
      )
      .meta({ description: 'Who would have got the notice, if it was not emailed.' }),
    dedupKey: z.string(),
    summary: z.string(),
    details: z.string(),
    meaning: z.string(),
    remedy: z.string(),
    links: z.array(z.object({ href: z.string(), text: z.string() })),
    count: z.int().meta({ description: 'Number of triggers, including the first.' }),
    occurredAt: instantSchema.nullable(),
    firstSeenAt: instantSchema,
    lastSeenAt: instantSchema,
    dueAt: instantSchema.nullable().meta({
      description:
        'Deadline for acknowledging; null once acknowledged, or if no acknowledgement is required. Set again when the acknowledgement is undone.',
    }),
    escalatesAt: instantSchema.nullable().meta({
      description:
        'When the next contacts and the team are notified unless somebody acknowledges an emergency, long before `dueAt`; null for everything else, and once acknowledged or closed.',
    }),
    acknowledgedAt: instantSchema.nullable().meta({
      description:
        'Null again if the acknowledgement is undone, by its author within ten minutes or by staff.',
    }),
    acknowledgedBy: z
      .string()
      .nullable()
      .meta({ description: 'Name or address of the person who acknowledged.' }),
    closedAt: instantSchema.nullable(),
    closedHow: z.enum(['resolved', 'staff', 'member', 'joined', 'unanswered']).nullable(),
    closeNote: z.string(),
    inFlight: z.boolean().meta({ description: 'Whether a message is still being sent or retried.' }),
    deliveries: z.array(deliverySchema),
  })
  .meta({ id: 'Notice', description: "A notification to an account's people, created from an event." })
export type NoticeResponse = z.infer<typeof noticeSchema>

/** A notice in the API. Its source text and who closed it are for staff only. */
export function toNoticeResponse({
  notice,
  accountSlug,
  sourceName,
  deliveries,
  inFlight,
}: Pick<NoticeView, 'notice' | 'sourceName' | 'deliveries' | 'inFlight'> & {
  accountSlug: string | null
}): NoticeResponse {
  const { accountId } = notice
  return {
    ...toPublicNotice(notice),
    account: accountId !== null && accountSlug !== null ? { id: accountId, slug: accountSlug } : null,
    accountNamed: notice.accountText,
    source: sourceName,
    dedupKey: notice.dedupKey,
    wouldReach: (notice.wouldReach ?? []).map(({ step, purpose, addresses }) => ({
      step: toStepNumber(step),
      purpose,
      addresses: [...addresses],
    })),
    inFlight,
    deliveries: deliveries.map(toDeliveryResponse),
  }
}

function toDeliveryResponse(delivery: DeliveryView): NoticeResponse['deliveries'][number] {
  const { id, shown, status, part, purpose, digest, attempts, lastError, history } = delivery
  return {
    id,
    recipient: shown,
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
