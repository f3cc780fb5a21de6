import { and, desc, eq } from 'drizzle-orm'
import { confirmations } from '#/db/schema/confirmations.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import type { EditorGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import type { Account, LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { type Confirmation, nextReminderAt, resendDelay } from '#/lib/accounts/addresses/policy.ts'
import { listConfirmedKeys, listOpenConfirmations } from '#/lib/accounts/points/confirmed.ts'
import { type ContactPoint, keysOf, listContacts } from '#/lib/accounts/points/points.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit, consumePoints } from '#/lib/platform/limits/count.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { hour, minute, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { findAskerName, mailConfirmation, requestConfirmations } from './ask.ts'

const action = 'contacts.confirmation-sent'

/**
 * Asks an address again; older links keep working. Asks now when the address was never asked. Members share the limit
 * of `resendDelay` for an address.
 * @throws AppError `nothing-to-confirm`, `address-bouncing`, `asked-lately`, `asked-often`, `asked-later`, `too-many`,
 * `too-often`
 */
export async function resendConfirmation(store: Store, grant: EditorGrant, address: string): Promise<void> {
  await store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'editor')
    const { account } = fresh
    const key = addressKey(address)
    const served = listContacts(fresh, 'used').get(key)
    if (!served || (await listConfirmedKeys(tx, account.id)).has(key))
      throw new AppError('nothing-to-confirm')
    if ((await findMarks(tx, [address])).size > 0) throw new AppError('address-bouncing')
    const row = (await listOpenConfirmations(tx, account.id)).get(key)
    await consumeLimit(tx, 'confirmations-person', fresh.actor.user.id)
    await consumeLimit(tx, 'confirmations-address', key)
    if (row) await refuseTooSoon(tx, row)
    await resend(tx, fresh, { served, row })
  })
}

/**
 * Asks again each address that nobody confirmed and that may be asked now; returns how many.
 * @throws AppError `nobody-to-ask`, `too-many`, `too-often`
 */
export async function resendAllConfirmations(store: Store, grant: EditorGrant): Promise<number> {
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'editor')
    let asked = 0
    for (const one of await listResendable(tx, fresh)) {
      const taken = await consumePoints(tx, 'confirmations-address', one.served.key, 1)
      // Other accounts asked this address too often; that is no reason to leave out the rest.
      if ('until' in taken) continue
      await consumeLimit(tx, 'confirmations-person', fresh.actor.user.id)
      await resend(tx, fresh, one)
      asked++
    }
    if (asked === 0) throw new AppError('nobody-to-ask')
    return asked
  })
}

type Resendable = { served: ContactPoint; row: Confirmation | undefined }

/** The unconfirmed contact addresses that a member may ask again now. */
export async function listResendable(read: Reader, loaded: LoadedAccount): Promise<Resendable[]> {
  const { id } = loaded.account
  const confirmed = await listConfirmedKeys(read, id)
  const unconfirmed = [...listContacts(loaded, 'used').values()].filter(({ key }) => !confirmed.has(key))
  if (unconfirmed.length === 0) return []
  const marks = await findMarks(read, keysOf(unconfirmed))
  const open = await listOpenConfirmations(read, id)
  const at = now()
  const resendable: Resendable[] = []
  for (const served of unconfirmed) {
    const row = open.get(served.key)
    // The job sends the first mail.
    const waits = row && (row.mails === 0 || (await nextResendAt(read, row)) > at)
    if (waits || marks.has(served.key)) continue
    resendable.push({ served, row })
  }
  return resendable
}

async function resend(tx: Writer, grant: EditorGrant, { served, row }: Resendable): Promise<void> {
  const { account, actor } = grant
  const actorId = actor.user.id
  if (row) await mailAgain(tx, account, served, row)
  // Only stores of older versions have addresses without a confirmation.
  else await requestConfirmations(tx, account, [served], actorId)
  const asked = row ?? (await listOpenConfirmations(tx, account.id)).get(served.key)
  const after = { address: served.shown }
  await writeAudit(tx, { actorId, accountId: account.id, action, subjectId: asked?.id ?? null, after })
}

async function mailAgain(tx: Writer, account: Account, served: ContactPoint, row: Confirmation) {
  await tx
    .update(confirmations)
    .set({ mails: row.mails + 1, mailDueAt: row.mailDueAt && nextReminderAt(row.askedAt, now()) })
    .where(eq(confirmations.id, row.id))
  await mailConfirmation(tx, account, served, {
    row,
    by: await findAskerName(tx, row.askedBy),
    kind: 'again',
  })
}

async function refuseTooSoon(read: Reader, row: Confirmation): Promise<void> {
  const at = now()
  if (row.mails === 0) {
    const hours = Math.max(1, Math.ceil(((row.mailDueAt ?? at) - at) / hour))
    throw new AppError('asked-later', { hours })
  }
  const minutes = Math.ceil(((await nextResendAt(read, row)) - at) / minute)
  if (minutes > 120) throw new AppError('asked-often', { hours: Math.ceil(minutes / 60) })
  if (minutes > 0) throw new AppError('asked-lately', { minutes })
}

/** When a member may next resend the confirmation. The audit log has the last time. */
async function nextResendAt(read: Reader, row: Confirmation): Promise<number> {
  const [last] = await read
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectId, row.id), eq(auditEntries.action, action)))
    .orderBy(desc(auditEntries.at))
    .limit(1)
  return Math.max(row.askedAt, last?.at ?? 0) + resendDelay(row.mails)
}
