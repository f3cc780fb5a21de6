import type { CaseCategory, CaseStatus, UrgentSituation } from '#/db/words/cases.ts'

/** A closed case takes no answer; its follow-up is a new case (product.md, Support cases). */
export function canAnswer(status: CaseStatus): boolean {
  return status === 'open'
}

/** Only what is closed is followed up: an open case is answered. */
export function canFollowUp(status: CaseStatus): boolean {
  return status === 'closed'
}

/** Which situation a case keeps: an urgent one must name it, any other has none. `missing` asks for it. */
export function settleSituation(
  category: CaseCategory,
  situation: UrgentSituation | null,
): UrgentSituation | null | 'missing' {
  if (category !== 'urgent') return null
  return situation ?? 'missing'
}

/** 0 for what goes on top of the queue, 1 for the rest. */
export function queueRank(category: CaseCategory): 0 | 1 {
  return category === 'urgent' ? 0 : 1
}

export type Participant = { userId: string; fromStaff: boolean }

/**
 * Whom an update is mailed to: who took part, each once, but not its author, nor anyone who has lost the right to see
 * the case since. Whoever wrote both as a member and as staff is told as what they were first.
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
