import type { Route } from '#/db/words/notices.ts'
import { minute } from '#/lib/platform/values/clock.ts'

/** How a route repeats what nobody acknowledges (channels.md, Repeats). */
export type Repeating = Pick<Route, 'repeatMinutes' | 'repeatMost'>

/** A message about a notice to one recipient. `at`: milliseconds UTC; of a digest, when it goes out. `step` null: a copy. */
export type Telling = { at: number; step: number | null; isRepeat: boolean }

/** `left`: how many more follow, with this one. `steps`: those that it repeats, in order; a recipient may be in several. */
type NextRepeat = { at: number; left: number; steps: number[] }

/** No repeat goes out within this of another message to its recipient. */
export const repeatGap = 5 * minute

/**
 * When a recipient is due to get a notice again, by what they had of it; null if no step repeats it to them. Each step
 * repeats every `repeatMinutes` from when it first notified them. Any message takes the place of the repeat nearest to it.
 */
export function nextRepeat(told: readonly Telling[], route: Repeating, now: number): NextRepeat | null {
  const { repeatMinutes, repeatMost } = route
  if (repeatMinutes === 0) return null
  const every = repeatMinutes * minute
  const repeats = told.filter(({ isRepeat }) => isRepeat)
  const last = Math.max(...told.map(({ at }) => at).filter((at) => !isAhead(at, now)))
  const due = firstOfEachStep(told).flatMap(({ step, first }) => {
    const left = repeatMost - repeats.filter(({ at }) => isAhead(first, now) || at >= first).length
    if (left <= 0) return []
    const since = isAhead(first, now) ? now - every : first
    const served = Math.max(0, Math.round((last - since) / every))
    return [{ at: since + (served + 1) * every, left, step }]
  })
  if (due.length === 0) return null
  return {
    at: Math.min(...due.map(({ at }) => at)),
    left: Math.max(...due.map(({ left }) => left)),
    steps: due.map(({ step }) => step).sort((one, other) => one - other),
  }
}

/**
 * When a recipient gets several notices again, in one message; `now` if that is due, null if nothing repeats. `told`: what
 * they had of each. `expected`: when an escalation will notify them anyway.
 */
export function nextMessage(
  told: readonly (readonly Telling[])[],
  route: Repeating,
  { now, expected }: { now: number; expected: number | null },
): number | null {
  const due = told.flatMap((one) => nextRepeat(one, route, now)?.at ?? [])
  if (due.length === 0) return null
  const had = told.flatMap((one) => one.map(({ at }) => at)).filter((at) => !isAhead(at, now))
  return [...had, ...(expected === null ? [] : [Math.max(now, expected)])]
    .sort((one, other) => one - other)
    .reduce(
      (at, other) => (Math.abs(at - other) < repeatGap ? other + repeatGap : at),
      Math.max(now, Math.min(...due)),
    )
}

/** Whether the clock was set back since: only a digest that still gathers is dated ahead, by 5 minutes at most. */
function isAhead(at: number, now: number): boolean {
  return at > now + repeatGap
}

function firstOfEachStep(told: readonly Telling[]): { step: number; first: number }[] {
  const firsts = new Map<number, number>()
  for (const { step, isRepeat, at } of told)
    if (step !== null && !isRepeat) firsts.set(step, Math.min(at, firsts.get(step) ?? at))
  return [...firsts].map(([step, first]) => ({ step, first }))
}
