/** What a notice is about, and so where it goes (notices.md, Routing). */
export const noticeCategories = [
  'production-alert',
  'emergency',
  'technical',
  'merchant-issue',
  'user-escalation',
] as const
export type NoticeCategory = (typeof noticeCategories)[number]

/** notices.md: `open → acknowledged → closed`, or `unroutable`. */
export const noticeStates = ['open', 'acknowledged', 'closed', 'unroutable'] as const
export type NoticeState = (typeof noticeStates)[number]

/** `test` and `drill` are never counted as open or overdue, nor escalated. */
export const noticeKinds = ['event', 'test', 'drill'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const severities = ['critical', 'error', 'warning', 'info'] as const
export type Severity = (typeof severities)[number]
