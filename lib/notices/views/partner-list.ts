import type { AccountEnvironment } from '#/db/words/accounts.ts'
import { type NoticeCategory, type NoticeState, noticeCategories } from '#/db/words/notices.ts'
import { defineList, oneOf } from '#/lib/platform/lists/define-list.ts'
import { timeCursor } from '#/lib/platform/lists/time-cursor.ts'

/** `overdue`: whatever should have been answered by now. */
export const listedStates = ['overdue', 'open', 'acknowledged', 'unroutable', 'closed'] as const
/** `exercise`: tests and drills. */
export const listedKinds = ['event', 'exercise'] as const

/** What of an account's notices is listed. `current`: whatever is neither closed nor overdue. `unanswered`: open or unroutable. */
export type NoticeConditions = {
  state?: NoticeState | 'current' | 'overdue' | 'unanswered' | null
  category?: NoticeCategory | null
  environment?: AccountEnvironment
  kind?: (typeof listedKinds)[number] | null
}

/** An account's notices; each account has its own address. */
export const partnerNotices = defineList(
  '',
  { state: oneOf(listedStates), category: oneOf(noticeCategories), kind: oneOf(listedKinds) },
  { cursor: timeCursor },
)
export type PartnerView = ReturnType<typeof partnerNotices.read>
