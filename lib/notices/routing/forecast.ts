import type { PointKey } from '#/db/words/points.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { nextMessage, type Repeating, type Telling } from './repeats.ts'
import { decideNext, planFirst, type Recipient, type RecipientState, type RoutePlan } from './routing.ts'

/** What a step gets at an instant: its first message, or one more. */
export type Mark = 'first' | 'again'

/** `minutes` after the first message; `marks` by step. Staff are notified as steps escalate. */
export type ForecastRow = { minutes: number; marks: ReadonlyMap<number, Mark>; staff: Mark | null }

/** `last`: the step that escalations go on to notify, null without escalation. `isCut`: more follows than is listed. */
export type Forecast = { rows: ForecastRow[]; steps: number[]; last: number | null; isCut: boolean }

/** Minutes until an unanswered notice escalates; null if it never does. */
type Timing = Repeating & { escalationMinutes: number | null }

const maxRows = 25

/**
 * Who is notified when, if every message arrives and nobody acknowledges; null if nobody is notified, or only once. It
 * plays the rules of escalations and repeats, until only the escalations of the last step go on.
 */
export function forecast(plan: RoutePlan, timing: Timing): Forecast | null {
  const { step: taken, recipients, copies } = planFirst(plan)
  const { escalationMinutes, repeatMinutes } = timing
  if (taken === null || (escalationMinutes === null && repeatMinutes === 0)) return null
  const played = new Played()
  played.tell(0, [...recipients, ...copies])
  let step = taken
  let escalates = escalationMinutes
  let isLast = escalationMinutes === null
  for (;;) {
    const next = escalates === null ? null : decideNext(plan, 'escalation', step, played.states)
    const escalated = next?.kind === 'mail' ? next : null
    const repeats = played.listRepeats(plan, timing, escalated && { ...escalated, minutes: escalates ?? 0 })
    if (isLast && repeats.length === 0) return played.end(escalates === null ? null : step, false)
    if (played.rows.size === maxRows) return played.end(escalates === null ? null : step, true)
    const minutes = Math.min(escalates ?? Number.POSITIVE_INFINITY, ...repeats.map((one) => one.minutes))
    if (escalated && escalates !== null && minutes === escalates) {
      played.escalate(minutes, escalated.recipients)
      isLast = escalated.step === step
      step = escalated.step
      escalates += escalationMinutes ?? 0
    }
    played.repeat(
      minutes,
      repeats.filter((one) => one.minutes === minutes).map(({ to }) => to),
    )
  }
}

type Escalated = { minutes: number; recipients: readonly Recipient[] }

/** What has been played so far. */
class Played {
  readonly states = new Map<PointKey, RecipientState>()
  readonly rows = new Map<number, { marks: Map<number, Mark>; staff: Mark | null }>()
  readonly #told = new Map<PointKey, Telling[]>()

  tell(minutes: number, recipients: readonly Recipient[], isRepeat = false): void {
    for (const { key, step } of recipients) {
      const own = this.#told.get(key) ?? []
      for (const of of isRepeat ? own.map((one) => one.step) : [step])
        if (of !== null) this.#mark(minutes, of)
      this.#told.set(key, [...own, { at: minutes * minute, step, isRepeat }])
      this.states.set(key, 'accepted')
    }
  }

  escalate(minutes: number, recipients: readonly Recipient[]): void {
    const isFirst = [...this.rows.values()].every(({ staff }) => staff === null)
    this.tell(minutes, recipients)
    this.#row(minutes).staff = isFirst ? 'first' : 'again'
  }

  repeat(minutes: number, recipients: readonly Recipient[]): void {
    const once = new Map(recipients.map((to) => [to.key, to]))
    this.tell(minutes, [...once.values()], true)
  }

  /** When each recipient is due to get it again. */
  listRepeats({ steps }: RoutePlan, timing: Timing, escalated: Escalated | null) {
    const now = ([...this.rows.keys()].at(-1) ?? 0) * minute
    const keys = new Set(escalated?.recipients.map(({ key }) => key))
    return steps
      .flatMap(({ recipients }) => recipients)
      .flatMap((to) => {
        const expected = escalated && keys.has(to.key) ? escalated.minutes * minute : null
        const at = nextMessage([this.#told.get(to.key) ?? []], timing, { now, expected })
        return at === null ? [] : [{ to, minutes: at / minute }]
      })
  }

  end(last: number | null, isCut: boolean): Forecast {
    const rows = [...this.rows].map(([minutes, row]) => ({ minutes, ...row }))
    const steps = new Set(rows.flatMap(({ marks }) => [...marks.keys()]))
    return { rows, steps: [...steps].sort((one, other) => one - other), last, isCut }
  }

  #row(minutes: number) {
    const row = this.rows.get(minutes) ?? { marks: new Map<number, Mark>(), staff: null }
    this.rows.set(minutes, row)
    return row
  }

  #mark(minutes: number, step: number): void {
    const isKnown = [...this.rows.values()].some(({ marks }) => marks.has(step))
    const { marks } = this.#row(minutes)
    if (!marks.has(step)) marks.set(step, isKnown ? 'again' : 'first')
  }
}
