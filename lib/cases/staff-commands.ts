import { eq } from 'drizzle-orm'
import { cases } from '#/db/schema/cases.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { type AuditEntry, writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import type { Assignment, Note, StaffAnswer } from './form.ts'
import { caseAssigned } from './mails.ts'
import { canAnswer } from './policy.ts'
import {
  claimKey,
  factsOf,
  findCase,
  insertMessage,
  mailParticipants,
  readAccountOf,
  staffCaseLink,
  type UpdatedCase,
  writeAnswer,
} from './updates.ts'

/**
 * Writes staff's answer, which may close the case; closing needs no text. Of two who close at once, the second is
 * refused.
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
    const limit = () => consumeLimit(tx, 'staff-mail', actor.user.id)
    if (!(await writeAnswer(tx, found, { message, closes, limit, refusal: 'case-closed-meanwhile' }))) return
    await auditCase(tx, actor, found, { action: closes ? 'case.closed' : 'case.replied' })
    await mailParticipants(tx, { case: found, author: actor.user, fromStaff: true, text, closed: closes })
  })
}

/**
 * Writes a note for staff, on open and closed cases. It does not count as an update and mails nobody.
 * @throws AppError `not-found`.
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
    await auditCase(tx, actor, found, { action: 'case.noted' })
  })
}

/**
 * Assigns an open case to a member of staff, or to nobody, and mails a new assignee other than the actor. Does not
 * count as an update. Refuses when the assignee is no longer the one that the form showed.
 * @throws AppError `not-found`, `case-closed-meanwhile`, `case-reassigned`, `not-staff`.
 */
export function assignCase(store: Store, grant: StaffGrant, { number, to, from }: Assignment): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const found = await findCase(tx, number)
    if (!found) throw new AppError('not-found')
    if (found.assigneeId === to) return
    if (!canAnswer(found.status)) throw new AppError('case-closed-meanwhile')
    if (found.assigneeId !== from) throw new AppError('case-reassigned', {}, 'to')
    const assignee = to === null ? null : (await listStaff(tx)).find(({ userId }) => userId === to)
    if (assignee === undefined) throw new AppError('not-staff', {}, 'to')
    await consumeLimit(tx, 'staff-mail', actor.user.id)
    await tx.update(cases).set({ assigneeId: to }).where(eq(cases.id, found.id))
    const change = { before: { assigneeId: from }, after: { assigneeId: to } }
    await auditCase(tx, actor, found, { action: 'case.assigned', ...change })
    if (!assignee || assignee.userId === actor.user.id) return
    const { id: caseId, accountId } = found
    const facts = factsOf(found, await readAccountOf(tx, found), actor.user)
    const data = { ...facts, link: staffCaseLink(number) }
    const recipient = { to: assignee.email, locale: assignee.locale ?? 'en' }
    await queueMail(tx, caseAssigned, { ...recipient, accountId, caseId, data })
  })
}

function auditCase(
  tx: Writer,
  { user }: Actor,
  { id, accountId }: UpdatedCase,
  done: Pick<AuditEntry, 'action' | 'before' | 'after'>,
): Promise<unknown> {
  return writeAudit(tx, { actorId: user.id, accountId, subjectId: id, ...done })
}
