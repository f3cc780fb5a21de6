import type { NoticeCategory, Route } from '#/db/words/notices.ts'

/** The longest answer time, in business days. */
export const mostAnswerDays = 30

export type RouteProblem = 'route-steps' | 'route-twice' | 'route-owners' | 'route-copy' | 'route-days'

/** The gravest problem of a route, or null. Owners are always a step: every account has one (notices.md, Routing). */
export function findRouteProblem(route: Omit<Route, 'category'>): RouteProblem | null {
  const { steps, copyTo, answerDays } = route
  if (steps.length === 0) return 'route-steps'
  if (new Set(steps).size < steps.length) return 'route-twice'
  if (!steps.includes('owners')) return 'route-owners'
  if (copyTo !== null && copyTo === steps[0]) return 'route-copy'
  if (!Number.isInteger(answerDays) || answerDays < 1 || answerDays > mostAnswerDays) return 'route-days'
  return null
}

const usual = { copyTo: null, answerDays: 2, answerResolved: false } as const

/** The shipped route of each category (notices.md, Routing), in the categories' order. */
export const shippedRoutes: readonly Route[] = [
  { ...usual, category: 'production-alert', steps: ['alerts', 'technical', 'owners'] },
  {
    category: 'emergency',
    steps: ['technical-emergency', 'technical', 'owners'],
    copyTo: 'alerts',
    answerDays: 1,
    answerResolved: true,
  },
  { ...usual, category: 'technical', steps: ['technical', 'alerts', 'owners'] },
  { ...usual, category: 'merchant-issue', steps: ['merchant-issues', 'operations', 'owners'] },
  { ...usual, category: 'user-escalation', steps: ['operations', 'owners'] },
]

/** The shipped route of a category. */
export function shippedRoute(category: NoticeCategory): Route {
  const route = shippedRoutes.find((shipped) => shipped.category === category)
  if (!route) throw new Error(`No route of ${category} is shipped.`)
  return route
}

/** The route without its category. */
export function valuesOf({ steps, copyTo, answerDays, answerResolved }: Omit<Route, 'category'>) {
  return { steps, copyTo, answerDays, answerResolved }
}
