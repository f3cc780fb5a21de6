import type { Route } from '#/db/words/notices.ts'

/** The longest answer time, in business days. */
export const maxAnswerDays = 30

export type RouteProblem = 'route-steps' | 'route-twice' | 'route-owners' | 'route-copy' | 'route-days'

/** The most serious problem of a route, or null. Owners are always a step: every account has one (notices.md, Routing). */
export function findRouteProblem(route: Omit<Route, 'category'>): RouteProblem | null {
  const { steps, copyTo, answerDays } = route
  if (steps.length === 0) return 'route-steps'
  if (new Set(steps).size < steps.length) return 'route-twice'
  if (!steps.includes('owners')) return 'route-owners'
  if (copyTo !== null && copyTo === steps[0]) return 'route-copy'
  if (!Number.isInteger(answerDays) || answerDays < 1 || answerDays > maxAnswerDays) return 'route-days'
  return null
}
