import { randomInt } from 'node:crypto'
import type { KeyScope } from '#/db/words/people.ts'

/** The length of a PagerDuty integration key, so that it fits tools that expect one (notices.md, Events in). */
const keyLength = 32
export const hintLength = 4

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Makes a key: 160 random bits as small letters and digits that are hard to mistake. */
export function newSourceKey(): string {
  return Array.from({ length: keyLength }, () => letters[randomInt(letters.length)]).join('')
}

/** The most valid keys of a source at once: the one in use, and the one that replaces it. */
export const maxUsableKeys = 2

type Ending = { revokedAt: number | null; expiresAt: number | null }

/** Whether a key works at `at` (milliseconds UTC). */
export function isUsableKey(key: Ending, at: number): boolean {
  return key.revokedAt === null && (key.expiresAt === null || at < key.expiresAt)
}

/** Whether a key works at `at` (milliseconds UTC) and its source has the scope. */
export function mayUse(key: Ending & { scopes: readonly KeyScope[] }, scope: KeyScope, at: number): boolean {
  return isUsableKey(key, at) && key.scopes.includes(scope)
}

type KeyStatus = 'usable' | 'revoked' | 'expired'

/** Whether a key works at `at` (milliseconds UTC), or why not. */
export function keyStatus(key: Ending, at: number): KeyStatus {
  if (isUsableKey(key, at)) return 'usable'
  return key.revokedAt === null ? 'expired' : 'revoked'
}

/** Those of a source's keys that work at `at` (milliseconds UTC), in the given order. */
export function usableKeys<Key extends Ending>(source: { keys: readonly Key[] }, at: number): Key[] {
  return source.keys.filter((key) => isUsableKey(key, at))
}

/** The last instant (milliseconds UTC) of a day like `2027-01-31` in a zone; null if the day does not exist. */
export function endOfDay(day: string, zone: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null
  try {
    const next = Temporal.PlainDate.from(day, { overflow: 'reject' }).add({ days: 1 })
    return next.toZonedDateTime(zone).epochMilliseconds - 1
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
