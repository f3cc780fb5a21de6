import type { Route } from '#/db/words/notices.ts'

const usual = { copyTo: null, answerDays: 2, answerResolved: false } as const

/** Where each category goes (notices.md, Routing), in the order of the categories. */
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

/** What a route says of its category. */
export function valuesOf({ steps, copyTo, answerDays, answerResolved }: Omit<Route, 'category'>) {
  return { steps, copyTo, answerDays, answerResolved }
}
