import { z } from 'zod'
import { environments } from '#/db/words/accounts.ts'
import { endpointKinds } from '#/db/words/endpoints.ts'
import { noticeCategories, routeTargets } from '#/db/words/notices.ts'
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
    address: z.string().meta({ description: 'Email address, or service and host of an endpoint.' }),
    kind: z.enum(['mail', ...endpointKinds]).meta({ description: '`mail`, or the kind of the endpoint.' }),
    language: z.enum(locales).meta({ description: 'Language of the email.' }),
    purpose: purposeSchema.meta({ description: 'Role in which the address gets the notice.' }),
    purposes: z
      .array(purposeSchema)
      .meta({ description: 'All roles of this address in the route. It still gets one message.' }),
    bouncing: z.boolean().meta({
      description: 'The address is bouncing, or the endpoint failing; nothing is sent to it.',
    }),
    confirmed: z.boolean().meta({
      description:
        'Whether a reader of this address confirmed it or is a member. Unconfirmed addresses still get email.',
    }),
  })
  .meta({ id: 'Recipient' })

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
        'Step that would be used: the first with an address that is not bouncing. Null if nobody can be reached.',
    }),
    recipients: z
      .array(recipientSchema)
      .meta({ description: 'Addresses in that step that would get the notice.' }),
    copies: z.array(recipientSchema).meta({ description: 'Who else would get a copy.' }),
    steps: z.array(plannedStepSchema).meta({ description: 'All steps of the route, in order.' }),
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
  const toRecipientResponse = (recipient: Recipient) => ({
    address: recipient.shown,
    kind: recipient.kind,
    language: recipient.locale,
    purpose: recipient.purpose,
    purposes: [...recipient.purposes],
    bouncing: recipient.bouncing,
    // Only confirmed endpoints are in a route.
    confirmed: recipient.kind !== 'mail' || confirmed.has(recipient.key),
  })
  return {
    account: { id: view.account.id, slug: view.account.slug },
    category,
    environment,
    step: toStepNumber(view.taken),
    recipients: view.recipients.map(toRecipientResponse),
    copies: view.copies.map(toRecipientResponse),
    steps: view.steps.map(({ step, purpose, recipients }) => ({
      step: step + 1,
      purpose,
      recipients: recipients.map(toRecipientResponse),
    })),
    silence: view.silence,
  }
}
