import { minute } from '#/lib/platform/values/clock.ts'

/** How long a challenge can be answered. */
export const passkeyChallengeLife = 5 * minute

/** How long ago somebody may have signed in, or shown a passkey, to add or remove passkeys without doing so anew. */
export const proofLife = 10 * minute

/** Passkeys of one person. */
export const mostPasskeys = 20

type Standing = {
  isStaff: boolean
  passkeys: number
  /** When the session began, and when a passkey was last shown in it. */
  startedAt: number
  passkeyAt: number | null
}

/** What has to be done first: sign in anew, by whatever way, or show a passkey that one has. */
export type MissingProof = 'sign-in' | 'passkey'

/**
 * What a person must do before they may add or remove passkeys, if anything. Whoever left a session open must not be locked out of
 * it by others; and since for staff a passkey is what the mailbox does not prove, the mailbox alone adds none to those they have (031).
 */
export function findMissingProof(standing: Standing, at: number): MissingProof | null {
  const { isStaff, passkeys, startedAt, passkeyAt } = standing
  const isRecent = (then: number | null) => then !== null && at < then + proofLife
  if (isRecent(passkeyAt)) return null
  if (isStaff && passkeys > 0) return 'passkey'
  return isRecent(startedAt) ? null : 'sign-in'
}

/** The word for why an answer is refused, of what the library says: its own words name the challenge. */
export function nameRefusal(message: string): PasskeyRefusal {
  return refusals.find(([pattern]) => pattern.test(message))?.[1] ?? 'unreadable'
}

export type PasskeyRefusal =
  | 'challenge'
  | 'origin'
  | 'relying-party'
  | 'not-verified'
  | 'signature'
  | 'counter'
  | 'other-person'
  | 'unknown'
  | 'unreadable'

const refusals: [RegExp, PasskeyRefusal][] = [
  [/origin/i, 'origin'],
  [/RP ?ID/i, 'relying-party'],
  [/user (presence|verification|not present|could not)/i, 'not-verified'],
  [/challenge/i, 'challenge'],
]

/** Whether a count has gone on, which that of a copy would not. Authenticators that do not count say zero, always. */
export function goesOn(before: number, counter: number): boolean {
  return (before === 0 && counter === 0) || counter > before
}
