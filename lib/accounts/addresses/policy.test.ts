import { describe, expect, test } from 'vitest'
import { day } from '#/lib/platform/values/clock.ts'
import type { ServedAddress } from './address-uses.ts'
import {
  askableAfterRefusals,
  firstMailAt,
  firstMailSpan,
  firstMailsPerSpan,
  followChange,
  linkLife,
  linkState,
  nextReminderAt,
} from './policy.ts'

function serves(...keys: string[]): Map<string, ServedAddress> {
  return new Map(keys.map((key) => [key, { key, address: key, fields: ['technical'], locale: 'en' }]))
}
function situation(served: string[], members: string[] = []) {
  return { served: serves(...served), kept: new Set(served), members: new Set(members) }
}
const asked = (key: string, given: { mails?: number; confirmedAt?: number | null } = {}) => ({
  id: `row of ${key}`,
  addressKey: key,
  mails: 1,
  confirmedAt: null,
  ...given,
})
type Change = Parameters<typeof followChange>[0]

/** What follows, by the keys alone. */
function follow(given: Partial<Change>) {
  const nothing = { before: situation([]), after: situation([]), open: [], confirmed: new Set<string>() }
  const { ask, end, tell } = followChange({ ...nothing, unasked: false, ...given })
  return {
    ask: ask.map(({ key }) => key),
    end: end.map(({ id, how }) => `${id}: ${how}`),
    tell: tell.map(({ key }) => key),
  }
}
const nothing = { ask: [], end: [], tell: [] }

describe('what follows from a change', () => {
  const a = situation(['a'])
  const gone = situation([])
  const isMember = situation(['a'], ['a'])
  const confirmed = [asked('a', { confirmedAt: 1 })]
  const removed = { ...nothing, end: ['row of a: removed'] }
  const cases: [string, Partial<Change>, ReturnType<typeof follow>][] = [
    ['a new address is asked', { after: a }, { ...nothing, ask: ['a'] }],
    ['a member is not asked', { after: isMember }, nothing],
    ['one that stays is not asked again', { before: a, after: a, open: [asked('a')] }, nothing],
    ['one that stays and was never asked is left alone', { before: a, after: a }, nothing],
    [
      'but is asked where somebody answers for all',
      { before: a, after: a, unasked: true },
      { ...nothing, ask: ['a'] },
    ],
    [
      'unless it is asked already, is confirmed, or is a member’s',
      {
        before: situation(['a', 'b', 'c'], ['c']),
        after: situation(['a', 'b', 'c'], ['c']),
        open: [asked('a')],
        confirmed: new Set(['b']),
        unasked: true,
      },
      nothing,
    ],
    [
      'one that is gone ends, and is told',
      { before: situation(['a', 'b']), after: situation(['b']), open: [asked('a'), asked('b')] },
      { ...removed, tell: ['a'] },
    ],
    ['a confirmed one too', { before: a, open: confirmed }, { ...removed, tell: ['a'] }],
    ['and one that was never asked', { before: a }, { ...nothing, tell: ['a'] }],
    ['but not one that never got the first mail', { before: a, open: [asked('a', { mails: 0 })] }, removed],
    ['nor a member', { before: isMember, after: situation([], ['a']), open: confirmed }, removed],
    [
      'asking ends where its reader joins',
      { before: a, after: isMember, open: [asked('a')] },
      { ...nothing, end: ['row of a: joined'] },
    ],
    [
      'what they confirmed before they joined stays',
      { before: a, after: isMember, open: confirmed },
      nothing,
    ],
    [
      'a member who leaves while their address stays is asked now',
      { before: isMember, after: a },
      { ...nothing, ask: ['a'] },
    ],
    ['unless they had confirmed it', { before: isMember, after: a, confirmed: new Set(['a']) }, nothing],
    [
      'a member who leaves and is no free contact is not',
      { before: situation([], ['a']), after: gone },
      nothing,
    ],
  ]
  test.each(cases)('%s', (_, given, expected) => {
    expect(follow(given)).toEqual(expected)
  })
})

describe('the first mail', () => {
  const now = 100 * day
  test('goes at once', () => {
    expect(firstMailAt('a', [], now)).toBe(now)
    expect(firstMailAt('a', [{ addressKey: 'b', askedAt: now }], now)).toBe(now)
  })

  test('waits a day after the last one to this address', () => {
    const recent = [now - 5, now - 9].map((askedAt) => ({ addressKey: 'a', askedAt }))
    expect(firstMailAt('a', recent, now)).toBe(now - 5 + firstMailSpan)
  })

  test('does not wait for what a clock that was ahead wrote', () => {
    expect(firstMailAt('a', [{ addressKey: 'a', askedAt: now + 300 * day }], now)).toBe(now)
  })

  test('waits where the account has asked its fill, until the first of them is a day old', () => {
    const recent = Array.from({ length: firstMailsPerSpan }, (_, index) => ({
      addressKey: `${index}`,
      askedAt: now - 1000 + index,
    }))
    expect(firstMailAt('a', recent.slice(1), now)).toBe(now)
    expect(firstMailAt('a', recent, now)).toBe(now - 1000 + firstMailSpan)
    expect(firstMailAt('a', [...recent, { addressKey: 'x', askedAt: now }], now)).toBe(
      now - 999 + firstMailSpan,
    )
  })
})

test.each([
  ['never', [], 0],
  ['once', [-1], 0],
  ['twice', [-9 * day, -1 * day], 6 * day],
  ['twice, long ago', [-90 * day, -80 * day], 0],
  ['three times', [-40 * day, -20 * day, -1 * day], 29 * day],
  ['once, and once by a clock that was ahead', [-1, 90 * day], 0],
])('an address that said “This is not me” %s is asked again', (_, said, wait) => {
  const now = 500 * day
  expect(
    askableAfterRefusals(
      said.map((at) => now + at),
      now,
    ),
  ).toBe(now + wait)
})

test.each([
  ['the first mail', 0, 3 * day],
  ['the first reminder', 3 * day, 7 * day],
  ['one that was a little late', 3 * day + 1000, 7 * day],
  ['one that was very late: the next keeps its distance', 6 * day, 8 * day],
  ['one sent by hand a moment before the reminder', 3 * day - 1000, 5 * day - 1000],
  ['the second reminder', 7 * day, null],
  ['one after a week switched off: it stands for both', 8 * day, null],
])('after %s', (_, at, next) => {
  expect(nextReminderAt(500 * day, 500 * day + at)).toBe(next === null ? null : 500 * day + next)
})

test('a link', () => {
  const row = { confirmedAt: null, endedAt: null, endedHow: null }
  expect(linkState(row, 0, linkLife - 1)).toBe('open')
  expect(linkState(row, 0, linkLife)).toBe('expired')
  expect(linkState({ ...row, confirmedAt: 5 }, 0, linkLife)).toBe('confirmed')
  expect(linkState({ confirmedAt: 5, endedAt: 9, endedHow: 'removed' }, 0, 10)).toBe('removed')
  expect(linkState({ ...row, endedAt: 9, endedHow: 'refused' }, 0, 10)).toBe('refused')
})
