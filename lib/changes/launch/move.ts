import type { Writer } from '#/db/store/store.ts'
import type { AccountStanding } from '#/lib/accounts/account/standing.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { decideStep } from './policy.ts'
import type { LaunchStep } from './schema.ts'

/**
 * Takes a step on an account that was read in this transaction. The reason of the last step stays
 * with the account until the next one. @throws AppError what `decideStep` refuses with.
 */
export async function moveIntegration(
  tx: Writer,
  before: AccountStanding,
  step: LaunchStep,
  by: { actorId: string; reason: string },
): Promise<void> {
  const { account, missing } = before
  const decision = decideStep(step, { state: account.state, missing, reason: by.reason })
  if (!decision.ok) throw new AppError(decision.code)
  await changeAccount(tx, before, {
    kind: 'launch',
    actorId: by.actorId,
    write: (rows) => rows.set({ state: decision.to, stateReason: by.reason, stateChangedAt: rows.at }),
    audit: {
      action: `integration.${step}`,
      subjectId: account.id,
      before: { state: account.state },
      after: { state: decision.to, ...(by.reason && { reason: by.reason }) },
    },
  })
}
