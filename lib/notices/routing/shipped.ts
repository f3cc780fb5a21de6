import type { Route } from '#/db/words/notices.ts'

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

/** The route without its category. */
export function valuesOf({ steps, copyTo, answerDays, answerResolved }: Omit<Route, 'category'>) {
  return { steps, copyTo, answerDays, answerResolved }
}
