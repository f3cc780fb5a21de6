import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { users } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/store.ts'
import { densities } from '#/db/words/people.ts'
import { personNameSchema } from '#/lib/identity/people/person-name.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { typedZone } from '#/lib/platform/i18n/zone-choices.ts'

export const themes = ['system', 'light', 'dark'] as const

/** What people choose for themselves (product.md, Signing in). */
export const profileSchema = z.object({
  name: personNameSchema,
  locale: z.enum(locales),
  timeZone: typedZone(),
  theme: z.enum(themes),
})
type ProfileForm = z.output<typeof profileSchema>

/** What they choose on the staff's tables. */
export const densitySchema = z.object({ density: z.enum(densities) })
type Choices = ProfileForm & z.output<typeof densitySchema>

/** Saves the actor's own choices. */
export async function saveProfile(store: Store, actor: Actor, profile: Partial<Choices>): Promise<void> {
  await store.transact(async (tx) => {
    const [before] = await tx.select().from(users).where(eq(users.id, actor.user.id))
    if (!before) return
    const keys = Object.keys(profile) as (keyof Choices)[]
    const changed = keys.filter((key) => before[key] !== profile[key])
    if (changed.length === 0) return
    await tx.update(users).set(profile).where(eq(users.id, actor.user.id))
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'user.changed',
      subjectId: actor.user.id,
      before: Object.fromEntries(changed.map((key) => [key, before[key]])),
      after: Object.fromEntries(changed.map((key) => [key, profile[key]])),
    })
  })
}
