import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { nameRefusal, type PasskeyRefusal } from './policy.ts'
import { assertRelyingParty } from './proof.ts'
import type { Passkey } from './queries.ts'
import type { Assertion } from './schema.ts'

export type Verified = { refused: PasskeyRefusal } | { counter: number; synced: boolean }

/**
 * Whether an answer shows this passkey (WebAuthn, 7.2): that it is of our address, of this challenge, signed with its key, after its
 * person was checked. Its count is for the caller to hold against the store (`goesOn`), in the transaction that writes it.
 */
export async function verifyAssertion(
  passkey: Passkey,
  { id, rawId, type, response }: Assertion,
  expectedChallenge: string,
): Promise<Verified> {
  const party = assertRelyingParty()
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
    return { counter, synced }
  } catch (error) {
    return { refused: nameRefusal(error instanceof Error ? error.message : '') }
  }
}
