import type { PointKey } from '#/db/words/points.ts'
import type { ContactPoint } from '#/lib/accounts/points/points.ts'
import { decideNext, planFirst, type Recipient, type RoutePlan } from './routing.ts'

/** A displayed address. */
export type ReachLine = Pick<ContactPoint, 'key' | 'kind' | 'shown' | 'label' | 'locale'> & {
  status: 'confirmed' | 'unconfirmed' | 'bouncing'
}

/** The addresses of a step, or the copies. `confirmed`: whose owner showed that they read mail there. */
export function toReachLines(
  recipients: readonly Recipient[],
  confirmed: ReadonlySet<PointKey>,
): ReachLine[] {
  return recipients.map(({ key, kind, shown, label, locale, bouncing }) => {
    const status = bouncing ? 'bouncing' : confirmed.has(key) ? 'confirmed' : 'unconfirmed'
    return { key, kind, shown, label, locale, status }
  })
}

/**
 * When a step is notified if nobody acknowledges. `taken`: at first; `later`: `minutes` after that, as the notice
 * escalates; skipped as `missing` or `bouncing`; `spare`: only if no earlier step reaches anybody.
 */
export type StepState =
  | { state: 'taken' | 'missing' | 'bouncing' | 'spare' }
  | { state: 'later'; minutes: number }

/** The states of all steps, in their order. `escalationMinutes`: null if the notice never escalates. */
export function listStepStates(plan: RoutePlan, escalationMinutes: number | null): StepState[] {
  const starts = listStarts(plan, escalationMinutes)
  return plan.steps.map(({ step, recipients }) => {
    const minutes = starts.get(step)
    if (minutes !== undefined) return minutes === 0 ? { state: 'taken' } : { state: 'later', minutes }
    if (recipients.some(({ bouncing }) => !bouncing)) return { state: 'spare' }
    return { state: recipients.length === 0 ? 'missing' : 'bouncing' }
  })
}

/** The minute in which each step is first notified, as far as time alone leads there. */
function listStarts(plan: RoutePlan, escalationMinutes: number | null): ReadonlyMap<number, number> {
  const starts = new Map<number, number>()
  let { step } = planFirst(plan)
  while (step !== null && !starts.has(step)) {
    starts.set(step, starts.size * (escalationMinutes ?? 0))
    const next = escalationMinutes === null ? null : decideNext(plan, 'escalation', step, new Map())
    step = next?.kind === 'mail' ? next.step : null
  }
  return starts
}
