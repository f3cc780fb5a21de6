import { randomInt } from 'node:crypto'

/** So that it also fits where tools expect a PagerDuty integration key (notices.md, Events in). */
export const keyLength = 32
export const hintLength = 4

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A new key: 160 random bits in small letters and digits that nobody mistakes for one another. */
export function newSourceKey(): string {
  return Array.from({ length: keyLength }, () => letters[randomInt(letters.length)]).join('')
}

/** Whether a source's key is still good at `at` (milliseconds UTC). */
export function isUsable(
  source: { revokedAt: number | null; expiresAt: number | null },
  at: number,
): boolean {
  return source.revokedAt === null && (source.expiresAt === null || at < source.expiresAt)
}
