import type { Route } from '#/db/words/notices.ts'

/** The longest answer time, in business days. */
export const maxAnswerDays = 30

/** Minutes between two repeats, besides 0 for none, and how many repeats a step gets. */
export const repeatMinutesBounds = { min: 5, max: 60 } as const
export const repeatMostBounds = { min: 1, max: 20 } as const

export type RouteProblem =
  | 'route-steps'
  | 'route-twice'
  | 'route-owners'
  | 'route-copy'
  | 'route-days'
  | 'route-repeat-minutes'
  | 'route-repeat-most'

/** The most serious problem of a route, or null. Owners are always a step: every account has one (notices.md, Routing). */
export function findRouteProblem(route: Omit<Route, 'category'>): RouteProblem | null {
  const { steps, copyTo, answerDays, repeatMinutes, repeatMost } = route
  if (steps.length === 0) return 'route-steps'
  if (new Set(steps).size < steps.length) return 'route-twice'
  if (!steps.includes('owners')) return 'route-owners'
  if (copyTo !== null && copyTo === steps[0]) return 'route-copy'
  if (!isWithin(answerDays, { min: 1, max: maxAnswerDays })) return 'route-days'
  if (repeatMinutes !== 0 && !isWithin(repeatMinutes, repeatMinutesBounds)) return 'route-repeat-minutes'
  if (!isWithin(repeatMost, repeatMostBounds)) return 'route-repeat-most'
  return null
}

function isWithin(given: number, { min, max }: { min: number; max: number }): boolean {
  return Number.isInteger(given) && given >= min && given <= max
}
