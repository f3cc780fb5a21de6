import { eq } from 'drizzle-orm'
import { users } from '#/db/schema/people.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import type { Locale } from '#/db/words/people.ts'
import { assertAccount, type LoadedAccount, listAccountsOf } from '#/lib/accounts/account/load-account.ts'
import { clearMarks } from '#/lib/accounts/proof/marks.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { checkCode, insertChallenge, refuseWrongCode } from '#/lib/changes/sign-in/challenges.ts'
import type { MissingProof } from '#/lib/identity/passkeys/policy.ts'
import { readProof } from '#/lib/identity/passkeys/proof.ts'
import { isInStaffEmails } from '#/lib/identity/people/queries.ts'
import { challengeTtl } from '#/lib/identity/sessions/policy.ts'
import { type Actor, findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit, countAttempt } from '#/lib/platform/limits/count.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { newCode, newId, newToken } from '#/lib/platform/values/ids.ts'
import { addressChangeCode, addressChanged } from './mails.ts'

/**
 * The proof that a person owes before changing their address, the same as before adding a passkey: the new mailbox will
 * sign in, so a stranger at an open session must not set theirs (decision 031). A partner whose mail bounces cannot
 * sign in again and is excused, unless they have a passkey.
 */
export async function findMissingAddressProof(
  read: Reader,
  actor: Actor,
  at = now(),
): Promise<MissingProof | null> {
  const { missing, isStaff, mustShow } = await readProof(read, actor, { at })
  if (missing === null || isStaff || mustShow) return missing
  return (await findMarks(read, [actor.user.email])).size > 0 ? null : missing
}

/**
 * Mails a code to the new address (product.md, People). Returns the challenge's id. Mails it also when the address is
 * taken, so that asking does not reveal who has an account; only the reader of that mailbox learns it.
 * @throws AppError `address-unchanged`, `address-kept`, `too-many`, `passkey-proof`
 */
export async function requestAddressChange(
  store: Store,
  actor: Actor,
  email: string,
  locale: Locale,
): Promise<string> {
  if (addressKey(email) === actor.user.emailKey) throw new AppError('address-unchanged', {}, 'email')
  // The next start would make a new admin of whoever reads it then.
  if (isInStaffEmails(actor.user.emailKey)) throw new AppError('address-kept')
  if ((await findMissingAddressProof(store.read, actor)) !== null) throw new AppError('passkey-proof')
  const minutes = challengeTtl / minute
  await countAttempt(store, 'address-changes', actor.user.id)
  const id = newId()
  const code = newCode()
  await store.transact(async (tx) => {
    await consumeLimit(tx, 'address-changes-to', addressKey(email))
    const challenge = { id, purpose: 'change-address', email, userId: actor.user.id } as const
    await insertChallenge(tx, { ...challenge, code, token: newToken() })
    await queueMail(tx, addressChangeCode, { to: email, locale, data: { code, minutes } })
  })
  return id
}

/**
 * Changes the actor's address to the one whose code they typed, and notifies the old address.
 * @throws AppError `wrong-code`, `challenge-ended`, `address-taken` when somebody else has the address, `passkey-proof` when
 * they have added a passkey since they asked
 */
export async function redeemAddressChange(
  store: Store,
  actor: Actor,
  challengeId: string,
  typed: string,
  locale: Locale,
): Promise<void> {
  const changed = await store.transact(async (tx) => {
    const checked = await checkCode(tx, challengeId, 'change-address', typed)
    if (!('challenge' in checked)) return checked
    const { email, emailKey, userId } = checked.challenge
    if (userId !== actor.user.id) throw new AppError('challenge-ended')
    // The proof must have been valid when the change was requested, with today's passkeys.
    if ((await findMissingAddressProof(tx, actor, checked.challenge.createdAt)) !== null)
      throw new AppError('passkey-proof')
    if (await findUserByEmail(tx, emailKey)) throw new AppError('address-taken')
    const [before] = await tx.select({ email: users.email }).from(users).where(eq(users.id, actor.user.id))
    if (!before) throw new AppError('challenge-ended')
    const joined: LoadedAccount[] = []
    for (const account of await listAccountsOf(tx, userId)) joined.push(await assertAccount(tx, account))
    await tx.update(users).set({ email, emailKey }).where(eq(users.id, userId))
    // The code proves that the person reads the address, as at sign-in.
    await clearMarks(tx, [email])
    for (const account of joined)
      await changeAccount(tx, account, { kind: 'member-address', actorId: userId, audit: null })
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'user.address-changed',
      subjectId: actor.user.id,
      before: { email: before.email },
      after: { email },
    })
    await queueMail(tx, addressChanged, { to: before.email, locale, data: { newAddress: email } })
    return { email }
  })
  refuseWrongCode(changed)
}
