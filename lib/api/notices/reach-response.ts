import { z } from 'zod'
import { endpointKinds, environments } from '#/db/words/accounts.ts'
import { noticeCategories, routeTargets } from '#/db/words/notices.ts'
import { endpointIdOf } from '#/db/words/points.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import type { ReachPreview } from '#/lib/notices/routing/reach-queries.ts'
import type { Recipient } from '#/lib/notices/routing/routing.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'

export const reachQuerySchema = z.object({
  category: z
    .enum(noticeCategories)
    .meta({ description: 'Category of the notice.', examples: ['emergency'] }),
  environment: z.enum(environments).default('production').meta({ description: 'Environment of the notice.' }),
})

/** A step in answers: the first is 1. */
export const stepSchema = z.int().min(1)

export function toStepNumber(step: number | null): number | null {
  return step === null ? null : step + 1
}

export const silenceSchema = z.enum(['sandbox', 'paused']).nullable().meta({
  description:
    'Why nothing is emailed: the notice is from Sandbox, or is a production alert while the integration is paused. Null if it is emailed.',
})

const purposeSchema = z.enum(routeTargets)

const recipientSchema = z
  .object({
    address: z.string().meta({ format: 'email' }),
    language: z.enum(locales).meta({ description: 'Language of the email.' }),
    purpose: purposeSchema.meta({ description: 'Role in which the address gets the notice.' }),
    purposes: z
      .array(purposeSchema)
      .meta({ description: 'All roles of this address in the route. It still gets one message.' }),
    bouncing: z.boolean().meta({ description: 'The address is bouncing; nothing is sent to it.' }),
    confirmed: z.boolean().meta({
      description:
        'Whether a reader of this address confirmed it or is a member. Unconfirmed addresses still get email.',
    }),
  })
  .meta({ id: 'Recipient' })

const reachedEndpointSchema = z
  .object({
    id: z.string(),
    kind: z.enum(endpointKinds),
    label: z.string().meta({ description: 'As the account named it; may be empty.' }),
    step: stepSchema.nullable().meta({ description: 'First step in which it is notified; null for a copy.' }),
    failing: z.boolean().meta({ description: 'It takes no messages at present; nothing is sent to it.' }),
  })
  .meta({ id: 'ReachedEndpoint', description: 'A webhook, PagerDuty, phone or chat in the route.' })

const plannedStepSchema = z.object({
  step: stepSchema,
  purpose: purposeSchema,
  recipients: z.array(recipientSchema),
})

export const reachSchema = z
  .object({
    account: z.object({ id: z.string(), slug: z.string() }),
    category: z.enum(noticeCategories),
    environment: z.enum(environments),
    step: stepSchema.nullable().meta({
      description:
        'Step that would be used: the first with an address that is not bouncing or an endpoint that is not failing. Null if nobody can be reached.',
    }),
    recipients: z
      .array(recipientSchema)
      .meta({ description: 'Addresses in that step that would get the notice.' }),
    copies: z.array(recipientSchema).meta({ description: 'Who else would get a copy.' }),
    steps: z.array(plannedStepSchema).meta({ description: 'All steps of the route, in order.' }),
    endpoints: z.array(reachedEndpointSchema).meta({
      description:
        'Endpoints of the route: confirmed, not disabled. The lists of recipients have email addresses only.',
    }),
    silence: silenceSchema,
  })
  .meta({ id: 'Reach', description: 'Who would get a notice right now.' })
export type ReachResponse = z.infer<typeof reachSchema>

/** Who a notice from an event source would reach, for the API. `confirmed`: keys of confirmed addresses. */
export function toReachResponse(
  view: ReachPreview & { account: Pick<ReachedAccount, 'id' | 'slug'> },
  confirmed: ReadonlySet<string>,
  { category, environment }: z.output<typeof reachQuerySchema>,
): ReachResponse {
  const toRecipients = (some: readonly Recipient[]) =>
    some.filter(({ kind }) => kind === 'mail').map(toRecipientResponse)
  const toRecipientResponse = (recipient: Recipient) => ({
    address: recipient.shown,
    language: recipient.locale,
    purpose: recipient.purpose,
    purposes: [...recipient.purposes],
    bouncing: recipient.bouncing,
    confirmed: confirmed.has(recipient.key),
  })
  return {
    account: { id: view.account.id, slug: view.account.slug },
    category,
    environment,
    step: toStepNumber(view.taken),
    recipients: toRecipients(view.recipients),
    copies: toRecipients(view.copies),
    steps: view.steps.map(({ step, purpose, recipients }) => ({
      step: step + 1,
      purpose,
      recipients: toRecipients(recipients),
    })),
    endpoints: listReachedEndpoints(view),
    silence: view.silence,
  }
}

/** Each endpoint of the route once, with its first step. */
function listReachedEndpoints({ steps, copies }: ReachPreview): ReachResponse['endpoints'] {
  const all = [...steps.flatMap(({ recipients }) => recipients), ...copies]
  const firstOf = new Map(all.toReversed().map((recipient) => [recipient.key, recipient]))
  return [...firstOf.values()].toReversed().flatMap(({ key, kind, label, step, bouncing: failing }) => {
    const id = endpointIdOf(key)
    return id === null || kind === 'mail' ? [] : [{ id, kind, label, step: toStepNumber(step), failing }]
  })
}
