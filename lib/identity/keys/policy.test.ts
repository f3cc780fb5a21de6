import { expect, test } from 'vitest'
import { endOfDay, keyStatus, newSourceKey } from './policy.ts'

test('a key has 32 characters, and no two are equal', () => {
  const keys = Array.from({ length: 1000 }, newSourceKey)
  expect(keys.filter((key) => !/^[a-km-np-z2-9]{32}$/.test(key))).toEqual([])
  expect(new Set(keys).size).toBe(1000)
})

test.each<[string, string, string | null]>([
  ['2026-06-30', 'UTC', '2026-06-30T23:59:59.999Z'],
  ['2026-06-30', 'Europe/Rome', '2026-06-30T21:59:59.999Z'],
  // This day has 25 hours: the clock goes back.
  ['2026-10-25', 'Europe/Rome', '2026-10-25T22:59:59.999Z'],
  ['2024-02-29', 'UTC', '2024-02-29T23:59:59.999Z'],
  ['2026-02-29', 'UTC', null],
  ['2026-13-01', 'UTC', null],
  ['2026-6-30', 'UTC', null],
  ['2026-06-30T10:00', 'UTC', null],
  ['', 'UTC', null],
])('%s in %s ends at %s', (day, zone, end) => {
  const at = endOfDay(day, zone)
  expect(at === null ? null : new Date(at).toISOString()).toBe(end)
})

test.each([
  [null, null, 'usable'],
  [null, 1001, 'usable'],
  [null, 1000, 'expired'],
  [900, null, 'revoked'],
  [900, 1000, 'revoked'],
] as const)('a key revoked at %s and expiring at %s is %s at 1000', (revokedAt, expiresAt, status) => {
  expect(keyStatus({ revokedAt, expiresAt }, 1000)).toBe(status)
})
