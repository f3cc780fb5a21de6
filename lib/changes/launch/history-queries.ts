import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import { type IntegrationState, integrationStates } from '#/db/words/accounts.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isBefore, type TimeCursor, toPage } from '#/lib/platform/lists/time-cursor.ts'
import { type LaunchStep, memberSteps, staffSteps } from './policy.ts'

export const stepsPerPage = 10

/** A step that was taken: to which state, by whom (empty where that is not known any more), and staff's reason. */
export type TakenStep = {
  id: string
  at: number
  step: LaunchStep
  state: IntegrationState
  by: string
  reason: string
}

const allSteps = [...memberSteps, ...staffSteps]
const actionOf = (step: LaunchStep) => `integration.${step}`

/** What `moveIntegration` records of a step. */
const writtenSchema = z.object({ state: z.enum(integrationStates), reason: z.string().default('') })

/** The steps of an account's integration, newest first; `next` is where the following page starts. */
export async function listTakenSteps(
  read: Reader,
  _grant: StaffGrant,
  accountId: string,
  after: TimeCursor | null,
): Promise<{ steps: TakenStep[]; next: TimeCursor | null }> {
  const { at, id } = auditEntries
  const rows = await read
    .select({
      id,
      at,
      action: auditEntries.action,
      after: auditEntries.after,
      name: users.name,
      email: users.email,
    })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .where(
      and(
        eq(auditEntries.accountId, accountId),
        // As a value, so that the account's index serves and not that of the action.
        inArray(sql`${auditEntries.action} || ''`, allSteps.map(actionOf)),
        isBefore(at, id, after),
      ),
    )
    .orderBy(desc(at), desc(id))
    .limit(stepsPerPage + 1)
  const { shown, next } = toPage(rows, stepsPerPage, (row) => row.at)
  return {
    steps: shown.flatMap(({ name, email, action, after: written, ...row }) => {
      const step = allSteps.find((known) => actionOf(known) === action)
      const { success, data } = writtenSchema.safeParse(written)
      return step && success ? [{ ...row, step, ...data, by: name || email || '' }] : []
    }),
    next,
  }
}
