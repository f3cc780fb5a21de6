import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Writer } from '#/db/store/store.ts'
import type { AccountStanding } from '#/lib/accounts/account/standing.ts'
import { indexUnreachable } from '#/lib/accounts/search/index-unreachable.ts'
import { dateDrillOnceLive } from '#/lib/notices/drills/dates.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { decideStep } from './policy.ts'
import type { LaunchStep } from './schema.ts'

/**
 * Takes a step on a standing that was read in this transaction, with its audit row. The reason of the last step stays
 * with the account until the next one. @throws AppError what `decideStep` refuses with.
 */
export async function moveIntegration(
  tx: Writer,
  { account, missing, contacts }: Pick<AccountStanding, 'account' | 'missing' | 'contacts'>,
  step: LaunchStep,
  by: { actorId: string; reason: string },
): Promise<void> {
  const decision = decideStep(step, { state: account.state, missing, reason: by.reason })
  if (!decision.ok) throw new AppError(decision.code)
  await tx
    .update(accounts)
    .set({ state: decision.to, stateReason: by.reason, stateChangedAt: now() })
    .where(eq(accounts.id, account.id))
  if (decision.to === 'live') await dateDrillOnceLive(tx, { account, contacts })
  await indexUnreachable(tx, [account.id])
  await writeAudit(tx, {
    actorId: by.actorId,
    accountId: account.id,
    action: `integration.${step}`,
    subjectId: account.id,
    before: { state: account.state },
    after: { state: decision.to, ...(by.reason && { reason: by.reason }) },
  })
}
