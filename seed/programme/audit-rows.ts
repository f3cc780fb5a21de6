import type { IntegrationState } from '#/db/words/accounts.ts'
import type { LaunchStep } from '#/lib/changes/launch/policy.ts'
import type { Dice } from './dice.ts'
import type { NewRow, Rows } from './rows.ts'

/** The steps that lead to a state (product.md, Integration state), and who takes each. */
const ways = {
  onboarding: [],
  review: [['request-review', 'onboarding', 'review']],
  live: [
    ['request-review', 'onboarding', 'review'],
    ['approve', 'review', 'live'],
  ],
  paused: [
    ['request-review', 'onboarding', 'review'],
    ['approve', 'review', 'live'],
    ['pause', 'live', 'paused'],
  ],
  disabled: [
    ['request-review', 'onboarding', 'review'],
    ['approve', 'review', 'live'],
    ['disable', 'live', 'disabled'],
  ],
} as const satisfies Record<IntegrationState, readonly [LaunchStep, IntegrationState, IntegrationState][]>

/** Adds who made the account, who submitted, and the steps to its state. */
export function addAudit(
  rows: Rows,
  { dice, staff }: { dice: Dice; staff: readonly [string, ...string[]] },
  account: NewRow<'accounts'>,
  owner: string,
): void {
  const add = (at: number, actorId: string, action: string, before: unknown, after: unknown) =>
    rows.add('auditEntries', {
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
