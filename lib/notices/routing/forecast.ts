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
    const again = repeats.filter((one) => one.minutes === minutes).map(({ to }) => to)
    tell(played, minutes, new Map(again.map((to) => [to.key, to])).values(), true)
  }
}

/** What has been played so far: what each recipient was told, and which step or staff got a message when. */
type Played = { told: Map<PointKey, Telling[]>; events: { minutes: number; lane: number | 'staff' }[] }

function tell({ told, events }: Played, minutes: number, to: Iterable<Recipient>, isRepeat = false): void {
  for (const { key, step } of to) {
    const own = told.get(key) ?? []
    for (const lane of isRepeat ? own.map((one) => one.step) : [step])
      if (lane !== null) events.push({ minutes, lane })
    told.set(key, [...own, { at: minutes * minute, step, isRepeat }])
  }
}

function statesOf({ told }: Played): Map<PointKey, RecipientState> {
  return new Map([...told.keys()].map((key) => [key, 'accepted']))
}

type Escalated = { keys: ReadonlySet<PointKey>; minutes: number | null }

/** When each recipient is due to get it again. */
function listRepeats(plan: RoutePlan, { told, events }: Played, timing: Timing, escalated: Escalated) {
  const { keys, minutes } = escalated
  const now = (events.at(-1)?.minutes ?? 0) * minute
  return plan.steps
    .flatMap(({ recipients }) => recipients)
    .flatMap((to) => {
      const expected = minutes !== null && keys.has(to.key) ? minutes * minute : null
      const at = nextMessage([told.get(to.key) ?? []], timing, { now, expected })
      return at === null ? [] : [{ to, minutes: at / minute }]
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
