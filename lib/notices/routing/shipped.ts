import type { Route } from '#/db/words/notices.ts'

/** Where each category goes (notices.md, Routing). */
export const shippedRoutes: readonly Route[] = [
  {
    category: 'production-alert',
    steps: ['alerts', 'technical', 'owners'],
    copyTo: null,
    answerDays: 2,
    answerResolved: false,
  },
  {
    category: 'emergency',
    steps: ['technical-emergency', 'technical', 'owners'],
    copyTo: 'alerts',
    answerDays: 1,
    answerResolved: true,
  },
  {
    category: 'technical',
    steps: ['technical', 'alerts', 'owners'],
    copyTo: null,
    answerDays: 2,
    answerResolved: false,
  },
  {
    category: 'merchant-issue',
    steps: ['merchant-issues', 'operations', 'owners'],
    copyTo: null,
    answerDays: 2,
    answerResolved: false,
  },
  {
    category: 'user-escalation',
    steps: ['operations', 'owners'],
    copyTo: null,
    answerDays: 2,
    answerResolved: false,
  },
]
