import { eq } from 'drizzle-orm'
import { routes } from '#/db/schema/notices.ts'
import type { Store } from '#/db/store/index.ts'
import type { AdminGrant } from '#/lib/access/grants.ts'
import { regrantStaff } from '#/lib/access/regrant-staff.ts'
import { writeAudit } from '#/lib/audit/commands.ts'
import { now } from '#/lib/clock.ts'
import { AppError } from '#/lib/errors.ts'
import type { Route } from './schema.ts'

export const mostAnswerDays = 30

/**
 * Saves where a category goes, for what comes from now on. A step named twice, none, or days out of range are refused.
 * @throws AppError `invalid-input`, as `regrantStaff`
 */
export function saveRoute(store: Store, grant: AdminGrant, route: Route): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await regrantStaff(tx, grant, 'admin')
    const { category, ...values } = route
    if (values.steps.length === 0 || new Set(values.steps).size < values.steps.length) {
      throw new AppError('invalid-input', {}, 'steps')
    }
    const { answerDays } = values
    if (!Number.isInteger(answerDays) || answerDays < 1 || answerDays > mostAnswerDays) {
      throw new AppError('invalid-input', {}, 'answerDays')
    }
    const [before] = await tx.select().from(routes).where(eq(routes.category, category))
    const row = { ...values, changedBy: actor.user.id, changedAt: now() }
    await tx
      .insert(routes)
      .values({ category, ...row })
      .onConflictDoUpdate({ target: routes.category, set: row })
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'route.saved',
      subjectId: category,
      before: before && { steps: before.steps, copyTo: before.copyTo, answerDays: before.answerDays },
      after: { steps: values.steps, copyTo: values.copyTo, answerDays },
    })
  })
}
