import { randomInt } from 'node:crypto'
import type { KeyScope } from '#/db/words/people.ts'

/** So that it also fits where tools expect a PagerDuty integration key (notices.md, Events in). */
export const keyLength = 32
export const hintLength = 4

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A new key: 160 random bits in small letters and digits that nobody mistakes for one another. */
export function newSourceKey(): string {
  return Array.from({ length: keyLength }, () => letters[randomInt(letters.length)]).join('')
}

type Ending = { revokedAt: number | null; expiresAt: number | null }

/** Whether a source's key is still good at `at` (milliseconds UTC). */
export function isUsableKey(source: Ending, at: number): boolean {
  return source.revokedAt === null && (source.expiresAt === null || at < source.expiresAt)
}

/** Whether a source's key is good at `at` (milliseconds UTC) and has the scope. */
export function mayUse(
  source: Ending & { scopes: readonly KeyScope[] },
  scope: KeyScope,
  at: number,
): boolean {
  return isUsableKey(source, at) && source.scopes.includes(scope)
}

export type SourceStatus = 'usable' | 'revoked' | 'expired'

/** Why a source's key is no longer good at `at` (milliseconds UTC), or that it is. */
export function sourceStatus(source: Ending, at: number): SourceStatus {
  if (isUsableKey(source, at)) return 'usable'
  return source.revokedAt === null ? 'expired' : 'revoked'
}

/** The last instant (milliseconds UTC) of a day written `2027-01-31` in a zone, or null where there is no such day. */
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
