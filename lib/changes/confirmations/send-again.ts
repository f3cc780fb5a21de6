import { and, desc, eq } from 'drizzle-orm'
import { confirmations } from '#/db/schema/confirmations.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import type { EditorGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { listInUse, type ServedAddress } from '#/lib/accounts/addresses/address-uses.ts'
import { againAfter, type Confirmation, nextReminderAt } from '#/lib/accounts/addresses/policy.ts'
import { listConfirmedKeys, listOpenConfirmations } from '#/lib/accounts/addresses/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { hour, minute, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { beginAsking, mailQuestion, nameOf } from './ask.ts'

const action = 'contacts.confirmation-sent'

/**
 * Asks an address again; older links keep working. Asks now when the address was never asked. Members share the limit
 * of `againAfter` for an address.
 * @throws AppError `nothing-to-confirm`, `address-bouncing`, `asked-lately`, `asked-often`, `asked-later`, `too-many`,
 * `too-often`
 */
export async function sendAgain(store: Store, grant: EditorGrant, address: string): Promise<void> {
  await store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'editor')
    const { account } = fresh
    const key = addressKey(address)
    const served = listInUse(fresh).get(key)
    if (!served || (await listConfirmedKeys(tx, account.id)).has(key))
      throw new AppError('nothing-to-confirm')
    if ((await findMarks(tx, [address])).size > 0) throw new AppError('address-bouncing')
    const row = (await listOpenConfirmations(tx, account.id)).get(key)
    const actorId = fresh.actor.user.id
    await takeLimit(tx, 'confirmations-person', actorId)
    await takeLimit(tx, 'confirmations-address', key)
    const subjectId = row
      ? await mailAgain(tx, account, served, row)
      : await askNow(tx, account, served, actorId)
    const after = { address: served.address }
    await writeAudit(tx, { actorId, accountId: account.id, action, subjectId, after })
  })
}

/** Returns the row's id. */
async function mailAgain(
  tx: Writer,
  account: Account,
  served: ServedAddress,
  row: Confirmation,
): Promise<string> {
  await refuseTooSoon(tx, row)
  await tx
    .update(confirmations)
    .set({ mails: row.mails + 1, mailDueAt: row.mailDueAt && nextReminderAt(row.askedAt, now()) })
    .where(eq(confirmations.id, row.id))
  await mailQuestion(tx, account, served, { row, by: await nameOf(tx, row.askedBy), kind: 'again' })
  return row.id
}

/** Only the store of an older version has an address without a question. Returns the new row's id. */
async function askNow(
  tx: Writer,
  account: Account,
  served: ServedAddress,
  actorId: string,
): Promise<string | null> {
  await beginAsking(tx, account, [served], actorId)
  return (await listOpenConfirmations(tx, account.id)).get(served.key)?.id ?? null
}

/** Finds in the audit log when a member last sent it. */
async function refuseTooSoon(read: Reader, row: Confirmation): Promise<void> {
  const at = now()
  if (row.mails === 0) {
    const hours = Math.max(1, Math.ceil(((row.mailDueAt ?? at) - at) / hour))
    throw new AppError('asked-later', { hours })
  }
  const [last] = await read
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectId, row.id), eq(auditEntries.action, action)))
    .orderBy(desc(auditEntries.at))
    .limit(1)
  const until = Math.max(row.askedAt, last?.at ?? 0) + againAfter(row.mails)
  const minutes = Math.ceil((until - at) / minute)
  if (minutes > 120) throw new AppError('asked-often', { hours: Math.ceil(minutes / 60) })
  if (minutes > 0) throw new AppError('asked-lately', { minutes })
}
