import { z } from 'zod'
import { helpLink } from '#/lib/accounts/brand-page/links.ts'
import type { PublishedBrand } from '#/lib/accounts/brand-page/queries.ts'
import { instantSchema, toInstantOrNull } from '#/lib/api/http/instant.ts'
import { readHoursStatus } from '#/lib/contacts/hours/hours-status.ts'

export const supportResponseSchema = z
  .object({
    address: z.string().meta({ format: 'email' }),
    phone: z.string().nullable(),
    helpUrl: z.string().nullable().meta({ format: 'uri' }),
    hours: z
      .array(
        z.object({
          days: z.array(z.int().min(1).max(7)).meta({ description: '1 is Monday, 7 is Sunday.' }),
          opens: z.string().meta({ examples: ['09:00'] }),
          closes: z.string().meta({
            description: 'Up to 24:00. A time at or before `opens` is on the following day.',
            examples: ['18:00'],
          }),
          zone: z.string().meta({ description: 'IANA time zone.', examples: ['Europe/Rome'] }),
        }),
      )
      .meta({ description: 'Support is open during any of these.' }),
    openNow: z.boolean(),
    nextChangeAt: instantSchema.nullable().meta({
      description: 'When support next opens or closes. Null if never.',
    }),
  })
  .meta({ id: 'BrandSupport', description: "A brand's published support information." })
export type BrandSupportResponse = z.infer<typeof supportResponseSchema>

/** The published support of a brand at `at` (milliseconds UTC). */
export function toBrandSupportResponse(
  { support, hours }: Pick<PublishedBrand, 'support' | 'hours'>,
  at: number,
): BrandSupportResponse {
  const { open, changesAt } = readHoursStatus(hours, at)
  return {
    address: support.address,
    phone: support.phone || null,
    helpUrl: helpLink(support.helpUrl),
    hours: hours.map(({ days, opens, closes, zone }) => ({ days: [...days], opens, closes, zone })),
    openNow: open,
    nextChangeAt: toInstantOrNull(changesAt),
  }
}

/** Until when the response is valid, in milliseconds UTC. */
export function validUntil({ nextChangeAt }: BrandSupportResponse): number {
  return nextChangeAt === null ? Number.POSITIVE_INFINITY : Date.parse(nextChangeAt)
}
