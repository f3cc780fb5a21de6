import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { nameRefusal, type Refusal } from './policy.ts'
import { demandRelyingParty } from './proof.ts'
import type { Passkey } from './queries.ts'
import type { Assertion } from './schema.ts'

export type Verified = { refused: Refusal } | { counter: number; synced: boolean }

/**
 * Whether an answer shows this passkey (WebAuthn, 7.2): that it is of our address, of this challenge, signed with its key, after its
 * person was checked, and that its count has gone on, which that of a copy would not.
 */
export async function verifyAssertion(
  passkey: Passkey,
  { id, rawId, type, response }: Assertion,
  expectedChallenge: string,
): Promise<Verified> {
  const party = demandRelyingParty()
  const { userHandle, ...signed } = response
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId, type, response: signed, clientExtensionResults: {} },
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      // The count is held against the store below, once the signature has shown that it is the key's own.
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
    if (!goesOn(passkey.counter, counter)) return { refused: 'counter' }
    return { counter, synced }
  } catch (error) {
    return { refused: nameRefusal(error instanceof Error ? error.message : '') }
  }
}

/** Authenticators that do not count say zero, always. */
export function goesOn(before: number, counter: number): boolean {
  return (before === 0 && counter === 0) || counter > before
}
