import type { Store, Writer } from '#/db/store/store.ts'
import type { MemberGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import type { CaseAnswer, NewCase } from './form.ts'
import { readSubmittedCase, writeCase } from './opening.ts'
import { canFollowUp } from './policy.ts'
import {
  claimKey,
  findCase,
  isOpenedByStaff,
  mailParticipants,
  type UpdatedCase,
  writeAnswer,
} from './updates.ts'

/**
 * Opens a case for the account, locked or not, and returns its number; a form sent twice opens one case. Mails an
 * urgent case to staff.
 * @throws AppError `not-found`, `invalid-input`, `case-open` when the followed case is open, `too-many`.
 */
export function openCase(store: Store, grant: MemberGrant, input: NewCase): Promise<number> {
  return store.transact(async (tx) => {
    const { account, actor } = await reauthorise(tx, grant, 'viewer')
    const message = { key: input.key, author: actor.user, fromStaff: false, text: input.text }
    const claimed = await claimKey(tx, message)
    if ('written' in claimed) return (await readSubmittedCase(tx, claimed.written)).number
    const followed = input.follows === null ? null : await findFollowed(tx, input.follows, account.id)
    // Urgent cases have limits of their own, so that other cases never block them.
    if (input.category === 'urgent') {
      await consumeLimit(tx, 'cases-urgent-person', actor.user.id)
      await consumeLimit(tx, 'cases-urgent', account.id)
    } else {
      await consumeLimit(tx, 'cases-person', actor.user.id)
      await consumeLimit(tx, 'cases-account', account.id)
    }
    const written = { account, author: actor.user, fromStaff: false, followed, messageId: claimed.id, input }
    return (await writeCase(tx, written)).opened.number
  })
}

/**
 * Writes a member's answer; any role may. It may close a case that the account opened, and closing needs no text.
 * @throws AppError `not-found`, `case-closed`, `forbidden` for closing a case that staff opened, `too-many`.
 */
export function answerCase(
  store: Store,
  grant: MemberGrant,
  { key, number, text, intent }: CaseAnswer,
): Promise<void> {
  return store.transact(async (tx) => {
    const { account, actor } = await reauthorise(tx, grant, 'viewer')
    const found = await findCase(tx, number, account.id)
    if (!found) throw new AppError('not-found')
    const closes = intent === 'close'
    if (closes && (await isOpenedByStaff(tx, found))) throw new AppError('forbidden')
    const message = { key, author: actor.user, fromStaff: false, text }
    const limit = () => consumeLimit(tx, 'case-answers', actor.user.id)
    if (!(await writeAnswer(tx, found, { message, closes, limit, refusal: 'case-closed' }))) return
    const who = { actorId: actor.user.id, accountId: account.id, subjectId: found.id }
    await writeAudit(tx, { ...who, action: closes ? 'case.closed' : 'case.answered' })
    await mailParticipants(tx, { case: found, author: actor.user, fromStaff: false, text, closed: closes })
  })
}

async function findFollowed(tx: Writer, number: number, accountId: string): Promise<UpdatedCase> {
  const followed = await findCase(tx, number, accountId)
  if (!followed) throw new AppError('not-found')
  if (!canFollowUp(followed.status)) throw new AppError('case-open')
  return followed
}
