import { and, eq, gt, inArray, isNotNull, isNull, notInArray, or, sql } from 'drizzle-orm'
import { cases } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { digests, notices } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import { endingParts } from '#/db/words/mail.ts'
import { withoutTurns } from '#/lib/notices/notice/keys.ts'
import { holdsSecret } from '#/lib/platform/mail/queue-mail.ts'
import { cancelledColumns, isWaiting } from '#/lib/platform/outbox/queries.ts'
import { hour } from '#/lib/platform/values/clock.ts'

type Ending = { at: number; actorId: string | null }

/** Closes an account's open notices, tests and drills included, and stops asking for answers to closed ones. Returns the ids of those that it closed. */
export async function closeNotices(
  tx: Writer,
  accountId: string,
  { at, actorId, note }: Ending & { note: string },
): Promise<string[]> {
  const ofAccount = eq(notices.accountId, accountId)
  await tx
    .update(notices)
    .set({ dueAt: null })
    .where(and(ofAccount, isNotNull(notices.closedAt), isNotNull(notices.dueAt)))
  // No notice may join a digest that will not be sent.
  await tx
    .update(digests)
    .set({ gathersUntil: at })
    .where(and(gt(digests.createdAt, at - maxGathering), eq(digests.accountId, accountId)))
  const ended = await tx
    .update(notices)
    .set({
      state: 'closed',
      closedAt: at,
      closedBy: actorId,
      closedHow: 'staff',
      closeNote: note,
      slot: sql`${notices.id}`,
      dueAt: null,
      ...withoutTurns,
    })
    .where(and(ofAccount, isNull(notices.closedAt)))
    .returning({ id: notices.id })
  return ended.map(({ id }) => id)
}

/** The longest time that a digest gathers notices (milliseconds). */
const maxGathering = hour

/** Closes an account's open cases with the account's `closedAt`, by which reopening finds them. */
export async function closeCases(tx: Writer, accountId: string, { at, actorId }: Ending): Promise<number> {
  const ended = await tx
    .update(cases)
    .set({ status: 'closed', closedAt: at, closedBy: actorId })
    .where(and(eq(cases.accountId, accountId), eq(cases.status, 'open')))
    .returning({ id: cases.id })
  return ended.length
}

/** All but what closes an incident at an endpoint, which still goes. */
const endsNothing = or(isNull(outbox.shown), isNull(outbox.part), notInArray(outbox.part, [...endingParts]))

/**
 * Cancels the mail that waits for an account. A mail that a worker is sending may still go out. Waiting mails are few
 * and indexed, unlike all mails of an account.
 */
export async function cancelAccountMail(tx: Writer, accountId: string, at: number): Promise<number> {
  const cancelled = await tx
    .update(outbox)
    .set({ status: 'expired', ...cancelledColumns(at) })
    .where(and(isWaiting, eq(outbox.accountId, accountId), endsNothing))
    .returning({ id: outbox.id, data: outbox.data })
  const secret = cancelled.filter(({ data }) => holdsSecret(data))
  if (secret.length > 0) {
    const ids = secret.map(({ id }) => id)
    await tx.update(outbox).set({ data: {} }).where(inArray(outbox.id, ids))
  }
  return cancelled.length
}
