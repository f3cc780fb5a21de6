import type { accounts } from '#/db/schema/accounts.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { IntegrationState } from '#/db/words/accounts.ts'
import type { ReviewStep } from '#/lib/changes/review/policy.ts'
import type { Dice } from './dice.ts'
import type { Rows } from './rows.ts'

type Taken = [step: ReviewStep, from: IntegrationState, to: IntegrationState]
const toReview: Taken[] = [['request-review', 'onboarding', 'review']]
const toLive: Taken[] = [...toReview, ['approve', 'review', 'live']]

/** The steps that lead to a state (product.md, Integration state). */
const ways: Record<IntegrationState, readonly Taken[]> = {
  onboarding: [],
  review: toReview,
  live: toLive,
  paused: [...toLive, ['pause', 'live', 'paused']],
  disabled: [...toLive, ['disable', 'live', 'disabled']],
}

/** Adds who made the account, who submitted, and the steps to its state. */
export function addAudit(
  rows: Rows,
  { dice, staff }: { dice: Dice; staff: readonly [string, ...string[]] },
  account: typeof accounts.$inferInsert,
  owner: string,
): void {
  const add = (at: number, actorId: string, action: string, before: unknown, after: unknown) =>
    rows.add(auditEntries, {
      id: dice.id(at),
      at,
      actorId,
      accountId: account.id,
      action,
      subjectId: account.id,
      before,
      after,
    })
  const { name, slug, firstCompleteAt, state = 'onboarding', stateChangedAt } = account
  add(account.createdAt, dice.pick(staff), 'account.created', null, { name, slug })
  if (!firstCompleteAt) return
  add(firstCompleteAt, owner, 'contacts.submitted', null, null)
  const way = ways[state]
  for (const [place, [step, from, to]] of way.entries()) {
    const share = (place + 1) / way.length
    const at = Math.round(firstCompleteAt + (stateChangedAt - firstCompleteAt) * share)
    const byMember = step === 'request-review' || step === 'pause'
    add(at, byMember ? owner : dice.pick(staff), `integration.${step}`, { state: from }, { state: to })
  }
}
