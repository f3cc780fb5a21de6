import type { AccountEnvironment } from '#/db/words/accounts.ts'
import { type NoticeCategory, type NoticeState, noticeCategories } from '#/db/words/notices.ts'
import { readTimeCursor, sayTimeCursor, type TimeCursor } from '#/lib/platform/lists/time-cursor.ts'

/** `overdue`: whatever should have been answered by now. */
export const listedStates = ['overdue', 'open', 'acknowledged', 'unroutable', 'closed'] as const
/** `exercise`: tests and drills. */
export const listedKinds = ['event', 'exercise'] as const

/** What of an account's notices is listed. `current`: whatever is neither closed nor overdue. `unanswered`: open or unroutable. */
export type NoticeFilter = {
  state?: NoticeState | 'current' | 'overdue' | 'unanswered'
  category?: NoticeCategory
  environment?: AccountEnvironment
  kind?: (typeof listedKinds)[number]
}

type Query = Record<string, string | string[] | undefined>
export type ChosenFilter = {
  state?: (typeof listedStates)[number]
  category?: NoticeCategory
  kind?: (typeof listedKinds)[number]
}

/** What the address of the list asks for; anything unknown in it counts for nothing. */
export function readNoticeQuery(query: Query): { chosen: ChosenFilter; after: TimeCursor | null } {
  const state = listedStates.find((known) => known === query.state)
  const category = noticeCategories.find((known) => known === query.category)
  const kind = listedKinds.find((known) => known === query.kind)
  const chosen = { ...(state && { state }), ...(category && { category }), ...(kind && { kind }) }
  return { chosen, after: readTimeCursor(query.after) }
}

/** The query of a list with this filter, from `after` on; empty where it asks for nothing. */
export function noticeQuery(chosen: ChosenFilter, after: TimeCursor | null = null): string {
  const asked = { ...chosen, ...(after && { after: sayTimeCursor(after) }) }
  const text = new URLSearchParams(asked).toString()
  return text ? `?${text}` : ''
}
