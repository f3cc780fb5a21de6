import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { passkeys } from '#/db/schema/people.ts'
import type { Store } from '#/db/store/store.ts'
import { startSession, type Visitor } from '#/lib/identity/sessions/commands.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { logEvent } from '#/lib/platform/log/log.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { insertPasskeyChallenge, takePasskeyChallenge } from './challenges.ts'
import { passkeyAdded } from './passkeys.ts'
import { maxPasskeys, nameRefusal, type PasskeyRefusal, passkeyChallengeLife } from './policy.ts'
import { assertProof, assertRelyingParty } from './proof.ts'
import { findByCredential, toCredential } from './queries.ts'
import { type Enrolment, isFromFrame } from './schema.ts'

/** EdDSA, ES256, RS256 (RFC 9053): every authenticator and our runtime know them. */
const algorithms = [-8, -7, -257]

/**
 * Options to make a passkey. It works without an address and checks its person, so it is two factors on its own. We do not
 * ask for its origin.
 * @throws AppError `passkey-proof`, `passkeys-full`, `passkeys-nowhere`, `too-many`
 */
export async function askForPasskey(store: Store, actor: Actor, programmeName: string) {
  const { id: rpID } = assertRelyingParty()
  const { user, sessionId } = actor
  const { challenge, known } = await store.transact(async (tx) => {
    const { passkeys: known } = await assertProof(tx, actor)
    if (known.length >= maxPasskeys) throw new AppError('passkeys-full', { most: maxPasskeys })
    await consumeLimit(tx, 'passkeys-asked', sessionId)
    const bound = { purpose: 'enrol', userId: user.id, sessionId } as const
    return { known, ...(await insertPasskeyChallenge(tx, bound)) }
  })
  return generateRegistrationOptions({
    rpName: programmeName,
    rpID,
    userID: new TextEncoder().encode(user.id),
    userName: user.email,
    userDisplayName: user.name,
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: passkeyChallengeLife,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known.map(toCredential),
  })
}

/**
 * Stores a new passkey and mails its owner. Making it also proves it, so a new session replaces the current one and a copied
 * cookie stops working. Returns the new session's id.
 * @throws AppError `passkey-late`, `passkey-refused`, `passkey-known`, as `askForPasskey`
 */
export async function enrolPasskey(
  store: Store,
  actor: Actor,
  answer: Enrolment,
  name: string,
  visitor: Visitor,
): Promise<string> {
  const { user, sessionId } = actor
  const bound = { purpose: 'enrol', userId: user.id, sessionId } as const
  const challenge = await takePasskeyChallenge(store, answer, bound)
  const made = await verify(answer, challenge.challenge, user.id)
  const id = newId()
  return store.transact(async (tx) => {
    // The proof must hold at the time of the question, with the passkeys of now.
    const { passkeys: held } = await assertProof(tx, actor, { at: challenge.createdAt })
    if (held.length >= maxPasskeys) throw new AppError('passkeys-full', { most: maxPasskeys })
    if (await findByCredential(tx, made.credentialId)) throw new AppError('passkey-known')
    await consumeLimit(tx, 'passkeys-added', user.id)
    await tx.insert(passkeys).values({ ...made, id, userId: user.id, name, createdAt: now() })
    await writeAudit(tx, {
      actorId: user.id,
      action: 'passkey.added',
      subjectId: user.id,
      after: { passkey: name },
    })
    const { locale } = visitor
    await queueMail(tx, passkeyAdded, { to: user.email, locale, data: { name } })
    return startSession(tx, user.id, 'passkey', { ...visitor, sessionId }, { id, name })
  })
}

async function verify(answer: Enrolment, expectedChallenge: string, userId: string) {
  const party = assertRelyingParty()
  if (isFromFrame(answer)) refuse('framed', userId)
  const { id, rawId, type, response } = answer
  const { transports = [], ...answered } = response
  const verified = await verifyRegistrationResponse({
    response: { id, rawId, type, response: answered, clientExtensionResults: {} },
    expectedChallenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch((error: unknown) => refuse(nameRefusal(error instanceof Error ? error.message : ''), userId))
  if (!verified.verified) throw new AppError('passkey-refused')
  const { credential, credentialBackedUp } = verified.registrationInfo
  return {
    host: party.id,
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: [...transports],
    synced: credentialBackedUp,
  }
}

function refuse(reason: PasskeyRefusal, userId: string): never {
  logEvent('passkey-refused', { reason, userId })
  throw new AppError('passkey-refused')
}
