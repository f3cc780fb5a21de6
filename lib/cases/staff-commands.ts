import { eq } from 'drizzle-orm'
import { cases } from '#/db/schema/cases.ts'
import type { Store } from '#/db/store/store.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import type { Note, StaffAnswer } from './form.ts'
import { canAnswer } from './policy.ts'
import { claimKey, findCase, insertMessage, mailParticipants } from './updates.ts'

/**
 * Staff's answer, which may close the case; closing needs no words. Two who close at once: the second is told.
 * @throws AppError `not-found`, `case-closed-meanwhile`.
 */
export function replyToCase(store: Store, grant: StaffGrant, answer: StaffAnswer): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const found = await findCase(tx, answer.number)
    if (!found) throw new AppError('not-found')
    const { text } = answer
    const closes = answer.intent === 'close'
    const message = { key: answer.key, author: actor.user, fromStaff: true, text }
    const claimed = await claimKey(tx, message)
    if ('written' in claimed) return
    if (!canAnswer(found.status)) {
      const pressedTwice = closes && !text && found.closedBy === actor.user.id
      if (pressedTwice) return
      throw new AppError('case-closed-meanwhile')
    }
    await takeLimit(tx, 'staff-mail', actor.user.id)
    if (text) await insertMessage(tx, { ...message, id: claimed.id, caseId: found.id })
    const at = now()
    const closing = closes ? { status: 'closed' as const, closedBy: actor.user.id, closedAt: at } : {}
    await tx
      .update(cases)
      .set({ updatedAt: at, ...closing })
      .where(eq(cases.id, found.id))
    await writeAudit(tx, {
      actorId: actor.user.id,
      accountId: found.accountId,
      action: closes ? 'case.closed' : 'case.replied',
      subjectId: found.id,
    })
    await mailParticipants(tx, { case: found, author: actor.user, fromStaff: true, text, closed: closes })
  })
}

/**
 * Keeps a note among staff, on a closed case too. For the partner nothing happens: the case keeps its last update, and
 * nobody is mailed. @throws AppError `not-found`.
 */
export function writeNote(store: Store, grant: StaffGrant, { key, number, note }: Note): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const found = await findCase(tx, number)
    if (!found) throw new AppError('not-found')
    const message = { key, author: actor.user, fromStaff: true, internal: true, text: note }
    const claimed = await claimKey(tx, message)
    if ('written' in claimed) return
    await insertMessage(tx, { ...message, id: claimed.id, caseId: found.id })
    await writeAudit(tx, {
      actorId: actor.user.id,
      accountId: found.accountId,
      action: 'case.noted',
      subjectId: found.id,
    })
  })
}
