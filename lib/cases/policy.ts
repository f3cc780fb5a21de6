import type { CaseCategory, CaseStatus, UrgentSituation } from '#/db/words/cases.ts'
import type { RouteTarget } from '#/db/words/notices.ts'

/** A closed case takes no answer; a new case follows it up (product.md, Support cases). */
export function canAnswer(status: CaseStatus): boolean {
  return status === 'open'
}

/** Members close an open case of their account that staff did not open. */
export function canClose(status: CaseStatus, openedByStaff: boolean): boolean {
  return status === 'open' && !openedByStaff
}

/** An open case takes answers instead. */
export function canFollowUp(status: CaseStatus): boolean {
  return status === 'closed'
}

/** The situation that a case stores: an urgent case must have one (else `missing`), others have none. */
export function resolveSituation(
  category: CaseCategory,
  situation: UrgentSituation | null,
): UrgentSituation | null | 'missing' {
  if (category !== 'urgent') return null
  return situation ?? 'missing'
}

/** Whom a case of staff goes to: the first of these that gets mail (product.md, Support cases). */
export const caseRoutes: Record<CaseCategory, readonly RouteTarget[]> = {
  urgent: ['technical-emergency', 'technical', 'owners'],
  integration: ['technical', 'alerts', 'owners'],
  'contact-information': ['owners'],
  users: ['owners'],
  other: ['operations', 'owners'],
}

/** 0 for the top of the queue, 1 for the rest. */
export function queueRank(category: CaseCategory): 0 | 1 {
  return category === 'urgent' ? 0 : 1
}

export type Participant = { userId: string; fromStaff: boolean }

/**
 * Who gets an update by mail: each participant once, except the author and people who may no longer see the case. A
 * person who wrote both as a member and as staff gets the mail of their first role.
 */
export function listRecipients(update: {
  participants: readonly Participant[]
  authorId: string
  memberIds: ReadonlySet<string>
  staffIds: ReadonlySet<string>
}): Participant[] {
  const chosen = new Map<string, Participant>()
  for (const participant of update.participants) {
    const { userId, fromStaff } = participant
    const maySee = (fromStaff ? update.staffIds : update.memberIds).has(userId)
    if (userId !== update.authorId && maySee && !chosen.has(userId)) chosen.set(userId, participant)
  }
  return [...chosen.values()]
}
