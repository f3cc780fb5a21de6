import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server'
import { and, eq } from 'drizzle-orm'
import { passkeys, users } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/store.ts'
import { startSession, type Visitor } from '#/lib/identity/sessions/commands.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit, countAttempt, refund } from '#/lib/platform/limits/count.ts'
import { logEvent } from '#/lib/platform/log/log.ts'
import { currentNetwork } from '#/lib/platform/log/origin.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { insertPasskeyChallenge, type PasskeyChallenge, takePasskeyChallenge } from './challenges.ts'
import { goesOn, nameRefusal, type PasskeyRefusal, passkeyChallengeLife } from './policy.ts'
import { assertRelyingParty } from './proof.ts'
import { findByCredential, listPasskeys, type Passkey, toCredential } from './queries.ts'
import { type Assertion, isFromFrame } from './schema.ts'

/**
 * Options to sign in with any passkey, and the challenge's `id` for the browser's cookie. Anyone may ask, and each question
 * is a row, so a limit counts it until somebody signs in.
 * @throws AppError `passkeys-nowhere`, `too-many`
 */
export async function askToSignIn(store: Store) {
  const counted = await countAttempt(store, 'passkey-network', currentNetwork())
  const bound = { purpose: 'sign-in', userId: null, sessionId: null } as const
  const { id, challenge } = await store.transact((tx) => insertPasskeyChallenge(tx, bound, [counted]))
  return { id, options: await makeOptions(challenge) }
}

/** Options for a signed-in person to use one of their passkeys. @throws AppError `passkeys-nowhere`, `too-many` */
export async function askToShow(store: Store, { user, sessionId }: Actor) {
  const bound = { purpose: 'confirm', userId: user.id, sessionId } as const
  const { challenge } = await store.transact(async (tx) => {
    await consumeLimit(tx, 'passkeys-asked', sessionId)
    return insertPasskeyChallenge(tx, bound)
  })
  return makeOptions(challenge, await listPasskeys(store.read, user.id))
}

function makeOptions(challenge: string, known?: Passkey[]) {
  return generateAuthenticationOptions({
    rpID: assertRelyingParty().id,
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: passkeyChallengeLife,
    userVerification: 'required',
    ...(known && { allowCredentials: known.map(toCredential) }),
  })
}

/**
 * Signs a person in by a passkey, in the browser that got the challenge (`challengeId`). Returns the session's id. Every
 * refusal has the same words.
 * @throws AppError `passkey-late`, `passkey-refused`
 */
export async function signInWithPasskey(
  store: Store,
  challengeId: string,
  answer: Assertion,
  visitor: Visitor,
): Promise<string> {
  const bound = { id: challengeId, purpose: 'sign-in', userId: null, sessionId: null } as const
  const challenge = await takePasskeyChallenge(store, answer, bound)
  const passkey = await findByCredential(store.read, answer.id)
  // We asked for nobody by name, so the authenticator names the person (WebAuthn, 7.2, step 6).
  const isNamed = Boolean(answer.response.userHandle)
  return showPasskey(store, isNamed ? passkey : null, { answer, challenge, actor: null, visitor })
}

/**
 * Uses a passkey in a session, which a new one replaces (ASVS 5.0, 7.2.4). Returns the new session's id.
 * @throws AppError as `signInWithPasskey`
 */
export async function confirmWithPasskey(
  store: Store,
  actor: Actor,
  answer: Assertion,
  visitor: Visitor,
): Promise<string> {
  const { user, sessionId } = actor
  const bound = { purpose: 'confirm', userId: user.id, sessionId } as const
  const challenge = await takePasskeyChallenge(store, answer, bound)
  const passkey = await findByCredential(store.read, answer.id)
  if (passkey && passkey.userId !== user.id) return refuse(store, passkey, 'other-person', actor)
  return showPasskey(store, passkey, { answer, challenge, actor, visitor: { ...visitor, sessionId } })
}

type Shown = { answer: Assertion; challenge: PasskeyChallenge; actor: Actor | null; visitor: Visitor }

async function showPasskey(store: Store, passkey: Passkey | null, shown: Shown): Promise<string> {
  const { answer, challenge, actor, visitor } = shown
  if (!passkey) return refuse(store, null, 'unknown', actor)
  const verified = await verifyAssertion(passkey, answer, challenge.challenge)
  if ('refused' in verified) return refuse(store, passkey, verified.refused, actor)
  const begun = await store.transact(
    async (tx): Promise<{ sessionId: string } | { refused: PasskeyRefusal }> => {
      // Read it again: two sign-ins may run at once, or somebody just removed it.
      const [held] = await tx
        .select({ counter: passkeys.counter, erasedAt: users.erasedAt })
        .from(passkeys)
        .innerJoin(users, eq(users.id, passkeys.userId))
        .where(eq(passkeys.id, passkey.id))
      if (!held || held.erasedAt !== null) return { refused: 'unknown' }
      if (!goesOn(held.counter, verified.counter)) return { refused: 'counter' }
      const used = await tx
        .update(passkeys)
        .set({ ...verified, lastUsedAt: now() })
        .where(and(eq(passkeys.id, passkey.id), eq(passkeys.counter, held.counter)))
        .returning({ id: passkeys.id })
      if (used.length === 0) return { refused: 'counter' }
      await refund(tx, challenge.counted)
      return { sessionId: await startSession(tx, passkey.userId, 'passkey', visitor, passkey) }
    },
  )
  if ('sessionId' in begun) return begun.sessionId
  // A removed passkey counts as unknown: its name may be erased, so nothing writes it again.
  return refuse(store, begun.refused === 'unknown' ? null : passkey, begun.refused, actor)
}

/** Audits a refusal of a known passkey. Others are only logged, so that attackers cannot fill the store. */
async function refuse(
  store: Store,
  passkey: Passkey | null,
  reason: PasskeyRefusal,
  actor: Actor | null,
): Promise<never> {
  logEvent('passkey-refused', { reason, userId: passkey?.userId ?? null })
  if (passkey) {
    const after = { passkey: passkey.name, refusal: reason }
    const entry = { action: 'passkey.refused', subjectId: passkey.userId, after } as const
    await store.transact((tx) => writeAudit(tx, { actorId: actor?.user.id ?? null, ...entry }))
  }
  throw new AppError('passkey-refused')
}

type Verified = { refused: PasskeyRefusal } | { counter: number; synced: boolean; host: string }

/**
 * Verifies an answer for this passkey (WebAuthn, 7.2): our address, this challenge, signed with its key, its person checked.
 * The caller compares the counter with the store (`goesOn`), in the transaction that writes it.
 */
async function verifyAssertion(
  passkey: Passkey,
  answer: Assertion,
  expectedChallenge: string,
): Promise<Verified> {
  const party = assertRelyingParty()
  if (isFromFrame(answer)) return { refused: 'framed' }
  const { id, rawId, type, response } = answer
  const { userHandle, ...signed } = response
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId, type, response: signed, clientExtensionResults: {} },
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: Buffer.from(passkey.publicKey, 'base64url'),
        counter: 0,
      },
    })
    if (!verified) return { refused: 'signature' }
    const handle = userHandle ? Buffer.from(userHandle, 'base64url').toString('utf8') : null
    if (handle !== null && handle !== passkey.userId) return { refused: 'other-person' }
    const { newCounter: counter, credentialBackedUp: synced } = authenticationInfo
    return { counter, synced, host: party.id }
  } catch (error) {
    return { refused: nameRefusal(error instanceof Error ? error.message : '') }
  }
}
