import { describe, expect, it } from 'vitest'
import { hour } from '#/lib/platform/values/clock.ts'
import { shouldReport } from './faults.ts'
import { passOver } from './policy.ts'

it.each([
  ['they never heard of', null, 0, true],
  ['still goes on', { toldAt: 0, workedAt: null }, 24 * hour - 1, false],
  ['goes on for a day', { toldAt: 0, workedAt: null }, 24 * hour, true],
  ['comes back at once', { toldAt: 0, workedAt: 10 }, hour - 1, false],
  ['comes back later', { toldAt: 0, workedAt: 10 }, hour, true],
] as const)('whether to tell staff of a fault that %s: %o at %i: %s', (_what, told, at, expected) => {
  expect(shouldReport(told, at)).toBe(expected)
})

describe('passOver', () => {
  const of = (domain: string, ...names: string[]) => names.map((name) => `${name}@${domain}`)

  const stalled = [...of('slow.example', 'a', 'b', 'c'), ...of('fine.example', 'a', 'a', 'a', 'b')]

  it('holds a recipient whose mail stalls, and nobody else', () => {
    const held = passOver(stalled, 8)
    expect(held.has({ recipient: 'a@fine.example' })).toBe(true)
    expect(held.has({ recipient: 'd@slow.example' })).toBe(false)
  })

  it('holds a domain with several stalled recipients, if there are many', () => {
    const held = passOver(stalled, 7)
    expect(held.has({ recipient: 'd@slow.example' })).toBe(true)
    expect(held.has({ recipient: 'c@fine.example' })).toBe(false)
  })
})
