import { and, desc, eq } from 'drizzle-orm'
import { challenges } from '#/db/schema/people.ts'
import type { Reader, Store, TransactOptions, Writer } from '#/db/store/store.ts'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { assertOpen, type EditorGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import {
  checkCode,
  insertChallenge,
  isUsableChallenge,
  refuseWrongCode,
} from '#/lib/changes/sign-in/challenges.ts'
import { readProof } from '#/lib/identity/passkeys/proof.ts'
import { challengeTtl } from '#/lib/identity/sessions/policy.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { hashSecret, newCode, newId } from '#/lib/platform/values/ids.ts'
import { endpointProofCode } from './mails.ts'

/** `proof`: the code that was mailed to the person and typed in the form. */
export type Given = { environment: AccountEnvironment; id: string; proof?: string | undefined }

export type Fresh = Awaited<ReturnType<typeof open>>

/** The account, opened for its editor. @throws AppError `endpoints-in-sandbox`, `locked`, and as `reauthorise` */
async function open(tx: Reader, grant: EditorGrant, { environment }: Pick<Given, 'environment'>) {
  const fresh = assertOpen(await reauthorise(tx, grant, 'editor'))
  if (environment === 'sandbox') throw new AppError('endpoints-in-sandbox')
  return fresh
}

type Work<Result> = (tx: Writer, fresh: Fresh) => Promise<Result>

/** Runs `work` in a transaction, with the account as its editor has it then. @throws as `open` */
export function transactOpen<Result>(
  store: Store,
  grant: EditorGrant,
  given: Given,
  work: Work<Result>,
  options?: TransactOptions,
): Promise<Result> {
  return store.transact(async (tx) => work(tx, await open(tx, grant, given)), options)
}

/**
 * The same for what sends alarms elsewhere or silences them: a stranger at an open session must not. Nobody is excused, as whose mail
 * bounces is from the proof of an address change: they change their address first, and sign in by the new one.
 * @throws AppError `passkey-proof`, `wrong-code`, `challenge-ended`, and as `open`
 */
export async function transactProven<Result>(
  store: Store,
  grant: EditorGrant,
  given: Given,
  work: Work<Result>,
  options?: TransactOptions,
): Promise<Result> {
  const done = await store.transact(async (tx) => {
    const fresh = await open(tx, grant, given)
    const checked = await checkProof(tx, fresh, given.proof)
    // A wrong code counts, so it must not be rolled back; a right one stays usable if `work` refuses the form.
    return checked && 'triesLeft' in checked ? checked : { result: await work(tx, fresh) }
  }, options)
  return refuseWrongCode(done, 'proof').result
}

async function checkProof(tx: Writer, fresh: Fresh, typed?: string) {
  const { missing, mustShow } = await readProof(tx, fresh.actor)
  if (missing === null) return null
  if (mustShow || !typed) throw new AppError('passkey-proof')
  const id = await findChallenge(tx, fresh)
  if (id === null) throw new AppError('challenge-ended', {}, 'proof')
  return checkCode(tx, id, 'endpoint', typed)
}

/** The last code that this session got for this account. */
async function findChallenge(read: Reader, fresh: Fresh): Promise<string | null> {
  const { id: userId, emailKey } = fresh.actor.user
  const usable = await read
    .select({ id: challenges.id, linkHash: challenges.linkHash })
    .from(challenges)
    .where(
      and(
        ...[eq(challenges.userId, userId), eq(challenges.emailKey, emailKey)],
        ...[eq(challenges.purpose, 'endpoint'), isUsableChallenge()],
      ),
    )
    .orderBy(desc(challenges.id))
  return usable.find(({ id, linkHash }) => linkHash === hashSecret(bindingOf(id, fresh)))?.id ?? null
}

/** No link goes out: in its place a challenge keeps the session and the account that it was made for. */
function bindingOf(id: string, { actor, account }: Fresh): string {
  return `${id} ${actor.sessionId} ${account.id}`
}

/**
 * Mails the editor a code that proves them in one form of this account's endpoints, in this session; an earlier one works no longer.
 * Returns the address.
 * @throws AppError `too-many`, `passkey-proof` for who must show a passkey, and as `open`
 */
export function mailProofCode(
  store: Store,
  grant: EditorGrant,
  { environment, locale }: { environment: AccountEnvironment; locale: Locale },
): Promise<string> {
  return store.transact(async (tx) => {
    const fresh = await open(tx, grant, { environment })
    const { actor, account } = fresh
    if ((await readProof(tx, actor)).mustShow) throw new AppError('passkey-proof')
    const { id: userId, email } = actor.user
    await consumeLimit(tx, 'proof-codes', userId)
    const id = newId()
    const code = newCode()
    await insertChallenge(tx, { id, purpose: 'endpoint', email, userId, code, token: bindingOf(id, fresh) })
    const data = { accountName: account.name, code, minutes: challengeTtl / minute }
    await queueMail(tx, endpointProofCode, { to: email, locale, data })
    return email
  })
}
