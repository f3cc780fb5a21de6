import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { Assertion, Enrolment } from '#/lib/identity/passkeys/schema.ts'

type Credential = { id: string; rpId: string; privateKey: KeyObject; userHandle: string; counter: number }

/** Faults of a browser, an authenticator or an attacker. */
export type Odd = {
  origin?: string
  rpId?: string
  challenge?: string
  /** The user that the answer names. */
  userHandle?: string | null
  counter?: number
  /** The authenticator did not verify the person. */
  unverified?: true
  /** Nobody was present. */
  absent?: true
  type?: string
  /** In a frame of another site's page. */
  framed?: true
  /** Signed with another key. */
  forged?: true
}

export const testOrigin = 'http://localhost:3000'

/** A software authenticator (WebAuthn, 6): ES256, no attestation; it can also do what a real one never does. */
export class SoftAuthenticator {
  readonly credentials: Credential[] = []
  readonly #counts: boolean

  /** `counts`: as a security key does. Passkeys of phones and computers are synced and always say zero. */
  constructor({ counts = false } = {}) {
    this.#counts = counts
  }

  create(
    options: { challenge: string; rp: { id?: string }; user: { id: string } },
    odd: Odd = {},
  ): Enrolment {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const id = randomBytes(32)
    const rpId = odd.rpId ?? options.rp.id ?? 'localhost'
    const counter = this.#counts ? 1 : 0
    this.credentials.push({
      id: id.toString('base64url'),
      rpId,
      privateKey,
      userHandle: options.user.id,
      counter,
    })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const attested = Buffer.concat([Buffer.alloc(16), uint(id.length, 2), id, coseKey(x, y)])
    const authData = Buffer.concat([authenticatorData(rpId, 0x40, odd.counter ?? counter, odd), attested])
    const attestation = { fmt: 'none', attStmt: new Map(), authData }
    const attestationObject = Buffer.from(isoCBOR.encode(new Map(Object.entries(attestation))))
    const clientDataJSON = clientData('webauthn.create', options.challenge, odd)
    return {
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      response: {
        clientDataJSON: clientDataJSON.toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** Answers with the newest passkey by default. */
  get(options: { challenge: string }, odd: Odd = {}, credential = this.credentials.at(-1)): Assertion {
    if (!credential) throw new Error('There is no passkey to show.')
    if (this.#counts) credential.counter++
    const authData = authenticatorData(odd.rpId ?? credential.rpId, 0, odd.counter ?? credential.counter, odd)
    const clientDataJSON = clientData('webauthn.get', options.challenge, odd)
    const signed = Buffer.concat([authData, createHash('sha256').update(clientDataJSON).digest()])
    const key = odd.forged
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
      : credential.privateKey
    return {
      id: credential.id,
      rawId: credential.id,
      type: 'public-key',
      response: {
        clientDataJSON: clientDataJSON.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, key).toString('base64url'),
        userHandle: odd.userHandle === undefined ? credential.userHandle : odd.userHandle,
      },
    }
  }
}

function clientData(type: string, challenge: string, odd: Odd): Buffer {
  const said = {
    type: odd.type ?? type,
    challenge: odd.challenge ?? challenge,
    origin: odd.origin ?? testOrigin,
    crossOrigin: odd.framed ?? false,
  }
  return Buffer.from(JSON.stringify(said))
}

/** WebAuthn, 6.1: 1 present, 4 verified, 8 may be backed up, 16 is backed up. */
function authenticatorData(rpId: string, flags: number, counter: number, odd: Odd): Buffer {
  const present = odd.absent ? 0 : 1
  const verified = odd.unverified ? 0 : 4
  return Buffer.concat([
    createHash('sha256').update(rpId).digest(),
    Buffer.from([flags | present | verified]),
    uint(counter, 4),
  ])
}

/** RFC 9053, 7.1.1: an EC2 key on P-256 for ES256. */
function coseKey(x: string, y: string): Uint8Array {
  const key = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
  ])
  key.set(-2, Buffer.from(x, 'base64url')).set(-3, Buffer.from(y, 'base64url'))
  return isoCBOR.encode(key)
}

function uint(value: number, size: number): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.writeUIntBE(value, 0, size)
  return bytes
}
