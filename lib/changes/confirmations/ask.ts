import { and, eq, gt } from 'drizzle-orm'
import { confirmations } from '#/db/schema/confirmations.ts'
import { users } from '#/db/schema/people.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import type { AskingKind } from '#/db/words/accounts.ts'
import { isErased } from '#/db/words/people.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import {
  askRetryDelay,
  type Confirmation,
  firstMailAt,
  firstMailSpan,
  linkTtl,
  nextAskAfterRefusals,
  nextReminderAt,
} from '#/lib/accounts/addresses/policy.ts'
import { readRefusals } from '#/lib/accounts/addresses/refused-before.ts'
import { type ContactPoint, fieldsOf, keysOf } from '#/lib/accounts/points/points.ts'
import { nameForStrangers } from '#/lib/identity/people/person-name.ts'
import { consumePoints } from '#/lib/platform/limits/count.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { confirmAddressMail } from './mails.ts'

type AskingAccount = Pick<Account, 'id' | 'name'>

/**
 * Asks each address whether it is the right one. An address gets one mail now, or later by the job (`reminders.ts`):
 * when the account has asked too many lately, when its reader said "This is not me" before, or when it bounces and was
 * asked lately. `actorId`: who registered the addresses. Returns how many were mailed now.
 */
export async function requestConfirmations(
  tx: Writer,
  account: AskingAccount,
  points: readonly ContactPoint[],
  actorId: string,
): Promise<number> {
  if (points.length === 0) return 0
  const at = now()
  const recent = await listRecentFirstMails(tx, account.id)
  const refusals = await readRefusals(tx, account.id, points)
  const marks = await findMarks(tx, keysOf(points))
  const by = await findAskerName(tx, actorId)
  const rows: Confirmation[] = []
  for (const point of points) {
    const { key } = point
    let due = Math.max(firstMailAt(key, recent, at), nextAskAfterRefusals(refusals.get(key) ?? [], at))
    if (due === at && marks.has(key) && !(await mayAskBouncing(tx, key))) due = at + askRetryDelay
    const isNow = due === at
    const row: Confirmation = {
      id: newId(),
      accountId: account.id,
      addressKey: key,
      address: point.shown,
      askedBy: actorId || null,
      askedAt: at,
      mails: isNow ? 1 : 0,
      mailDueAt: isNow ? nextReminderAt(at, at) : due,
      confirmedAt: null,
      endedAt: null,
      endedHow: null,
    }
    rows.push(row)
    if (!isNow) continue
    recent.push(row)
    await mailConfirmation(tx, account, point, { row, by, kind: 'first' })
  }
  await insertMany(tx, confirmations, rows)
  return rows.filter(({ mails }) => mails > 0).length
}

/**
 * Whether a bouncing address may get a confirmation now: only its answer clears the mark, nothing that people enter
 * does. Limited over all accounts, so that nobody mails a dead mailbox again and again.
 */
export async function mayAskBouncing(tx: Writer, key: string): Promise<boolean> {
  return !('until' in (await consumePoints(tx, 'confirmations-bouncing', key, 1)))
}

/** Queues the confirmation mail. Its link contains the mail's id, and the mail's data the row's. */
export async function mailConfirmation(
  tx: Writer,
  account: AskingAccount,
  { shown: address, serves, locale }: ContactPoint,
  { row, by, kind }: { row: Pick<Confirmation, 'id'>; by: string; kind: AskingKind },
): Promise<void> {
  const asked = { confirmationId: row.id, accountName: account.name, askerName: by, until: now() + linkTtl }
  const data = { ...asked, address, fields: fieldsOf({ serves }), kind }
  await queueMail(tx, confirmAddressMail, { to: address, locale, accountId: account.id, data })
}

/** The addresses that an account mailed a first question to within `firstMailSpan`, and when. */
export async function listRecentFirstMails(read: Reader, accountId: string) {
  const { addressKey, askedAt, mails } = confirmations
  return read
    .select({ addressKey, askedAt })
    .from(confirmations)
    .where(and(eq(confirmations.accountId, accountId), gt(askedAt, now() - firstMailSpan), gt(mails, 0)))
}

/** The name of the person who registered an address, for its mail; empty if unknown. */
export async function findAskerName(read: Reader, userId: string | null): Promise<string> {
  if (!userId) return ''
  const [person] = await read.select().from(users).where(eq(users.id, userId))
  return person && !isErased(person.email) ? nameForStrangers(person) : ''
}
