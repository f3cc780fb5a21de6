import type { PointKey } from '#/db/words/points.ts'
import type { ContactPoint } from '#/lib/accounts/points/points.ts'
import type { PlannedStep, Recipient } from './routing.ts'

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

/** A step's state: `taken`; skipped as `missing` or `bouncing`; `later`: only if no earlier step reaches anybody. */
export type StepState = 'taken' | 'missing' | 'bouncing' | 'later'

export function stepStateOf({ step, recipients }: PlannedStep, taken: number | null): StepState {
  if (step === taken) return 'taken'
  if (taken !== null && step > taken) return 'later'
  return recipients.length === 0 ? 'missing' : 'bouncing'
}
