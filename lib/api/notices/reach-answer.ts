import { z } from 'zod'
import { environments } from '#/db/words/accounts.ts'
import { noticeCategories, routeTargets } from '#/db/words/notices.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import type { WouldReachView } from '#/lib/notices/routing/reach-queries.ts'
import type { Recipient } from '#/lib/notices/routing/routing.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'

/** The query of `GET …/contacts`. */
export const reachQuerySchema = z.object({
  category: z.enum(noticeCategories).meta({ description: 'Of the notice.', examples: ['emergency'] }),
  environment: z.enum(environments).default('production').meta({ description: 'Where it comes from.' }),
})

/** A step in answers: the first is 1. */
export const stepSchema = z.int().min(1)

export function toStepNumber(step: number | null): number | null {
  return step === null ? null : step + 1
}

export const silenceSchema = z.enum(['sandbox', 'paused']).nullable().meta({
  description:
    'Why none of it is mailed: it comes from Sandbox, or is a production alert while the integration is paused. Null: it is mailed.',
})

const purposeSchema = z.enum(routeTargets)

const recipientSchema = z
  .object({
    address: z.string().meta({ format: 'email' }),
    language: z.enum(locales).meta({ description: 'Of its mail.' }),
    purpose: purposeSchema.meta({ description: 'What it is reached as.' }),
    purposes: z
      .array(purposeSchema)
      .meta({ description: 'All it serves in this route: it gets one message all the same.' }),
    bouncing: z.boolean().meta({ description: 'Mail to it bounces, so that none is sent.' }),
    confirmed: z.boolean().meta({
      description: 'Whoever reads it confirmed it, or is a member. One that is not is mailed all the same.',
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
        'The step taken: the first with an address that does not bounce. Null: nobody can be reached.',
    }),
    recipients: z
      .array(recipientSchema)
      .meta({ description: 'The addresses of the step taken that would be mailed.' }),
    copies: z.array(recipientSchema).meta({ description: 'Who gets a copy beside them.' }),
    steps: z
      .array(plannedStepSchema)
      .meta({ description: 'The whole way, in the order of the routing table.' }),
    silence: silenceSchema,
  })
  .meta({ id: 'Reach', description: 'Whom a notice would reach right now.' })
export type ReachAnswer = z.infer<typeof reachSchema>

/** Who a notice from an event source would reach, for the API. `confirmed`: keys of confirmed addresses. */
export function answerReach(
  view: WouldReachView & { account: Pick<ReachedAccount, 'id' | 'slug'> },
  confirmed: ReadonlySet<string>,
  { category, environment }: z.output<typeof reachQuerySchema>,
): ReachAnswer {
  const answerRecipient = (recipient: Recipient) => ({
    address: recipient.address,
    language: recipient.locale,
    purpose: recipient.purpose,
    purposes: [...recipient.purposes],
    bouncing: recipient.bouncing,
    confirmed: confirmed.has(recipient.addressKey),
  })
  return {
    account: { id: view.account.id, slug: view.account.slug },
    category,
    environment,
    step: toStepNumber(view.taken),
    recipients: view.recipients.map(answerRecipient),
    copies: view.copies.map(answerRecipient),
    steps: view.steps.map(({ step, purpose, recipients }) => ({
      step: step + 1,
      purpose,
      recipients: recipients.map(answerRecipient),
    })),
    silence: view.silence,
  }
}
