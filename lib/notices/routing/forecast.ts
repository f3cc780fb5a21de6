import type { PointKey } from '#/db/words/points.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { nextMessage, nextRepeat, type Repeating, type Telling } from './repeats.ts'
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
  const played: Played = { told: new Map(), events: [] }
  tell(played, 0, [...recipients, ...copies])
  let step = taken
  let escalates = escalationMinutes
  let isLast = escalates === null
  for (;;) {
    const next = escalates === null ? null : decideNext(plan, 'escalation', step, statesOf(played))
    const escalated = next?.kind === 'mail' ? next : null
    const repeats = listRepeats(plan, played, timing, {
      keys: new Set(escalated?.recipients.map(({ key }) => key)),
      minutes: escalates,
    })
    const rows = toRows(played.events)
    const isOver = isLast && repeats.length === 0
    if (isOver || rows.length === maxRows) {
      const steps = new Set(rows.flatMap(({ marks }) => [...marks.keys()]))
      const inOrder = [...steps].sort((one, other) => one - other)
      return { rows, steps: inOrder, last: escalates === null ? null : step, isCut: !isOver }
    }
    const minutes = Math.min(escalates ?? Number.POSITIVE_INFINITY, ...repeats.map((one) => one.minutes))
    if (escalated && escalates === minutes) {
      tell(played, minutes, escalated.recipients)
      played.events.push({ minutes, lane: 'staff' })
      isLast = escalated.step === step
      step = escalated.step
      escalates += escalationMinutes ?? 0
    }
    for (const one of repeats) if (one.minutes === minutes) repeat(played, minutes, one.key, timing)
  }
}

/** What has been played so far: what each recipient was told, and which step or staff got a message when. */
type Played = { told: Map<PointKey, Telling[]>; events: { minutes: number; lane: number | 'staff' }[] }

function tell({ told, events }: Played, minutes: number, to: readonly Recipient[]): void {
  for (const { key, step } of to) {
    if (step !== null) events.push({ minutes, lane: step })
    told.set(key, [...(told.get(key) ?? []), { at: minutes * minute, step, isRepeat: false }])
  }
}

/** One message, for each step of the recipient's that still repeats. */
function repeat({ told, events }: Played, minutes: number, key: PointKey, timing: Timing): void {
  const own = told.get(key) ?? []
  const at = minutes * minute
  const steps = nextRepeat(own, timing, at)?.steps ?? []
  for (const lane of steps) events.push({ minutes, lane })
  told.set(key, [...own, { at, step: steps[0] ?? null, isRepeat: true }])
}

function statesOf({ told }: Played): Map<PointKey, RecipientState> {
  return new Map([...told.keys()].map((key) => [key, 'accepted']))
}

type Escalated = { keys: ReadonlySet<PointKey>; minutes: number | null }

/** When each recipient is due to get it again. */
function listRepeats(plan: RoutePlan, { told, events }: Played, timing: Timing, escalated: Escalated) {
  const { keys, minutes } = escalated
  const now = (events.at(-1)?.minutes ?? 0) * minute
  const listed = new Set(plan.steps.flatMap(({ recipients }) => recipients.map(({ key }) => key)))
  return [...listed].flatMap((key) => {
    const expected = minutes !== null && keys.has(key) ? minutes * minute : null
    const at = nextMessage([told.get(key) ?? []], timing, { now, expected })
    return at === null ? [] : [{ key, minutes: at / minute }]
  })
}

function toRows(events: Played['events']): ForecastRow[] {
  const known = new Set<number | 'staff'>()
  return [...Map.groupBy(events, ({ minutes }) => minutes)].map(([minutes, own]) => {
    const lanes = new Map(own.map(({ lane }) => [lane, known.has(lane) ? 'again' : 'first'] as const))
    for (const lane of lanes.keys()) known.add(lane)
    const marks = new Map([...lanes].flatMap(([lane, mark]) => (lane === 'staff' ? [] : [[lane, mark]])))
    return { minutes, marks, staff: lanes.get('staff') ?? null }
  })
}
