import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { users } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/index.ts'
import { writeAudit } from '#/lib/audit/commands.ts'
import { canonicalZone } from '#/lib/contacts/zones.ts'
import { locales } from '#/lib/locale.ts'
import { personNameSchema } from '#/lib/members/person-name.ts'
import type { Actor } from './queries.ts'

export const themes = ['system', 'light', 'dark'] as const

/** An IANA zone by its present name; none for `''`. */
export const timeZoneSchema = z.string().transform((typed, context) => {
  if (typed === '') return null
  const zone = canonicalZone(typed)
  if (zone === null) context.addIssue({ code: 'custom', message: 'time-zone' })
  return zone
})

/** What people choose for themselves (product.md, Signing in). */
export const profileSchema = z.object({
  name: personNameSchema,
  locale: z.enum(locales),
  timeZone: timeZoneSchema,
  theme: z.enum(themes),
})
export type Profile = z.output<typeof profileSchema>

/** Saves what the actor chose for themselves. The audit says what was changed, not what to. */
export async function saveProfile(store: Store, actor: Actor, profile: Profile): Promise<void> {
  await store.transact(async (tx) => {
    const [before] = await tx.select().from(users).where(eq(users.id, actor.user.id))
    if (!before) return
    const keys = Object.keys(profile) as (keyof Profile)[]
    const changed = keys.filter((key) => before[key] !== profile[key])
    if (changed.length === 0) return
    await tx.update(users).set(profile).where(eq(users.id, actor.user.id))
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'user.changed',
      subjectId: actor.user.id,
      after: { changed },
    })
  })
}
