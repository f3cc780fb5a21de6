import { env } from '#/env.ts'
import { decrypt, encrypt, keyFor } from './seal.ts'

/** Where a secret is stored. Moved to another row or column, it does not open. */
export type SecretPlace = { id: string; column: string }

const purpose = 'recapito secrets of endpoints'
const keys = env.SECRETS_KEY

/** Whether secrets can be stored: `SECRETS_KEY` is set. */
export function hasSecretsKey(): boolean {
  return keys.length > 0
}

/** Encrypts a secret for the store with the first key of `SECRETS_KEY`; each call gives another result. */
export function sealSecret(place: SecretPlace, secret: string, [key]: readonly string[] = keys): string {
  if (key === undefined) throw new Error('SECRETS_KEY is not set.')
  return encrypt(keyFor(purpose, key), secret, nameOf(place))
}

/** The secret that was sealed for this place with a key of `SECRETS_KEY`; null if none of them opens it. */
export function openSecret(
  place: SecretPlace,
  sealed: string,
  known: readonly string[] = keys,
): string | null {
  for (const key of known) {
    const secret = decrypt(keyFor(purpose, key), sealed, nameOf(place))
    if (secret !== null) return secret
  }
  return null
}

const nameOf = ({ id, column }: SecretPlace) => `${column} ${id}`
