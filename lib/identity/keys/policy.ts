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

type Ending = { revokedAt: number | null; expiresAt: number | null }

/** Whether a source's key works at `at` (milliseconds UTC). */
export function isUsableKey(source: Ending, at: number): boolean {
  return source.revokedAt === null && (source.expiresAt === null || at < source.expiresAt)
}

/** Whether a source's key works at `at` (milliseconds UTC) and has the scope. */
export function mayUse(
  source: Ending & { scopes: readonly KeyScope[] },
  scope: KeyScope,
  at: number,
): boolean {
  return isUsableKey(source, at) && source.scopes.includes(scope)
}

type SourceStatus = 'usable' | 'revoked' | 'expired'

/** Whether a source's key works at `at` (milliseconds UTC), or why not. */
export function sourceStatus(source: Ending, at: number): SourceStatus {
  if (isUsableKey(source, at)) return 'usable'
  return source.revokedAt === null ? 'expired' : 'revoked'
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
