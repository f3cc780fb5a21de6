import type { NoticeKind } from '#/db/words/notices.ts'

/** Whether an answer was due and nobody gave one. Tests and drills never are overdue (notices.md). `at`: milliseconds UTC. */
export function isOverdue(notice: { kind: NoticeKind; dueAt: number | null }, at: number): boolean {
  return notice.kind === 'event' && notice.dueAt !== null && notice.dueAt <= at
}
