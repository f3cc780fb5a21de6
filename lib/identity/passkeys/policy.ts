import { minute } from '#/lib/platform/values/clock.ts'

/** How long a challenge waits for its answer. */
export const passkeyChallengeLife = 5 * minute

/** How recently a person must have signed in or used a passkey to add or remove passkeys. */
export const proofLife = 10 * minute

/** The most passkeys per person. */
export const maxPasskeys = 20

type ProofFacts = {
  /** How many passkeys the person must be able to show (`mustShow`). */
  passkeys: number
  /** When the session began, and when a passkey was last used in it. */
  startedAt: number
  passkeyAt: number | null
  /** Whether its beginning proves the person (`provesPerson`). */
  proves: boolean
}

/** The missing step: sign in again, in any way, or use an existing passkey. */
export type MissingProof = 'sign-in' | 'passkey'

/**
 * The step that a person must do before they can add or remove passkeys, or change their address; null for none. A person
 * who left a session open must not be locked out by others. A passkey proves more than the mailbox does, so the mailbox alone
 * undoes none (031).
 */
export function findMissingProof(facts: ProofFacts, at: number): MissingProof | null {
  const { passkeys, startedAt, passkeyAt, proves } = facts
  const isRecent = (then: number | null) => then !== null && at < then + proofLife
  if (isRecent(passkeyAt)) return null
  if (passkeys > 0) return 'passkey'
  return proves && isRecent(startedAt) ? null : 'sign-in'
}

type Demand = 'required' | 'optional'

/**
 * Whether a session's beginning proves its person. The link of an invitation lives for days, and the passkey or address that
 * it could add would open the staff pages, which it must not. Where staff must have a passkey, it leads them to their first.
 */
export function provesPerson(
  method: string,
  { isStaff, demand }: { isStaff: boolean; demand: Demand },
): boolean {
  return !(isStaff && demand === 'optional' && method === 'invitation')
}

type Host = string | null

/**
 * Whether a passkey is bound to another name than `here`, so that no browser can show it. One of an earlier version may be.
 */
export function isElsewhere({ host }: { host: Host }, here: Host): boolean {
  return host !== null && host !== here
}

/**
 * Whether its person must show this passkey, or another, before they change how they sign in. While the portal changes its
 * name, the operator makes passkeys of staff optional: those that may belong to the old name then count for nobody.
 */
export function mustShow(
  passkey: { host: Host },
  { here, isStaff, demand }: { here: Host; isStaff: boolean; demand: Demand },
): boolean {
  if (passkey.host !== null && passkey.host === here) return true
  return demand === 'required' && (isStaff || passkey.host === null)
}

/** Names the reason of a refusal from the library's message, which contains the challenge. */
export function nameRefusal(message: string): PasskeyRefusal {
  return refusals.find(([pattern]) => pattern.test(message))?.[1] ?? 'unreadable'
}

export type PasskeyRefusal =
  | 'challenge'
  | 'origin'
  | 'framed'
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

/** Whether a counter increased; that of a copy would not. Authenticators that do not count always say zero. */
export function goesOn(before: number, counter: number): boolean {
  return (before === 0 && counter === 0) || counter > before
}
