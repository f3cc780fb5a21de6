import { describe, expect, test } from 'vitest'
import { listContacts } from '#/lib/accounts/points/points.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { completeContacts } from '#/seed/accounts.ts'
import {
  firstMailAt,
  firstMailSpan,
  firstMailsPerSpan,
  linkState,
  linkTtl,
  nextAskAfterRefusals,
  nextReminderAt,
  planConfirmations,
} from './policy.ts'

function serves(...keys: string[]) {
  const technical = keys.map((address) => ({ address, label: '', locale: null }))
  const contacts = completeContacts([], { technical })
  const points = listContacts({ account, integrationType, members: [], contacts }, 'used')
  return new Map([...points].filter(([key]) => keys.includes(key)))
}
const account = { defaultLocale: 'en' } as const
const integrationType = { merchantIssues: 'required' } as const
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
type Change = Parameters<typeof planConfirmations>[0]

/** What follows, by keys only. */
function follow(given: Partial<Change>) {
  const nothing = { before: situation([]), after: situation([]), open: [], confirmed: new Set<string>() }
  const { ask, end, notify } = planConfirmations({ ...nothing, backfill: false, ...given })
  return {
    ask: ask.map(({ key }) => key),
    end: end.map(({ id, how }) => `${id}: ${how}`),
    notify: notify.map(({ key }) => key),
  }
}
const nothing = { ask: [], end: [], notify: [] }

const a = situation(['a'])
const gone = situation([])
const isMember = situation(['a'], ['a'])
const confirmed = [asked('a', { confirmedAt: 1 })]
const removed = { ...nothing, end: ['row of a: removed'] }
const cases: [string, Partial<Change>, ReturnType<typeof follow>][] = [
  ['asks a new address', { after: a }, { ...nothing, ask: ['a'] }],
  ['does not ask a member', { after: isMember }, nothing],
  ['does not ask again an address that stays', { before: a, after: a, open: [asked('a')] }, nothing],
  ['ignores an address that stays and was never asked', { before: a, after: a }, nothing],
  ['asks it if all are asked', { before: a, after: a, backfill: true }, { ...nothing, ask: ['a'] }],
  [
    'does not ask it if it is asked already, confirmed, or a member’s',
    {
      before: situation(['a', 'b', 'c'], ['c']),
      after: situation(['a', 'b', 'c'], ['c']),
      open: [asked('a')],
      confirmed: new Set(['b']),
      backfill: true,
    },
    nothing,
  ],
  [
    'ends the question to a removed address, and tells it',
    { before: situation(['a', 'b']), after: situation(['b']), open: [asked('a'), asked('b')] },
    { ...removed, notify: ['a'] },
  ],
  ['also if it was confirmed', { before: a, open: confirmed }, { ...removed, notify: ['a'] }],
  ['tells one that was never asked', { before: a }, { ...nothing, notify: ['a'] }],
  [
    'does not tell one that never got the first mail',
    { before: a, open: [asked('a', { mails: 0 })] },
    removed,
  ],
  ['does not tell a member', { before: isMember, after: situation([], ['a']), open: confirmed }, removed],
  [
    'ends the question when its reader joins',
    { before: a, after: isMember, open: [asked('a')] },
    { ...nothing, end: ['row of a: joined'] },
  ],
  ['keeps what they confirmed before they joined', { before: a, after: isMember, open: confirmed }, nothing],
  [
    'asks a member who leaves while their address stays',
    { before: isMember, after: a },
    { ...nothing, ask: ['a'] },
  ],
  [
    'does not ask them if they confirmed it',
    { before: isMember, after: a, confirmed: new Set(['a']) },
    nothing,
  ],
  [
    'does not ask a member who leaves and is no contact',
    { before: situation([], ['a']), after: gone },
    nothing,
  ],
]
test.each(cases)('a change of contacts or members %s', (_, given, expected) => {
  expect(follow(given)).toEqual(expected)
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

  test('ignores future times from a wrong clock', () => {
    expect(firstMailAt('a', [{ addressKey: 'a', askedAt: now + 300 * day }], now)).toBe(now)
  })

  test('waits at the account’s limit until the first address is a day old', () => {
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
  ['once, and once by a clock ahead', [-1, 90 * day], 0],
])('asks an address that said “This is not me” %s again after the right pause', (_, said, wait) => {
  const now = 500 * day
  expect(
    nextAskAfterRefusals(
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
  ['one after a week switched off: it replaces both', 8 * day, null],
])('sends the next reminder at the right time after %s', (_, at, next) => {
  expect(nextReminderAt(500 * day, 500 * day + at)).toBe(next === null ? null : 500 * day + next)
})

test('a link shows what became of its question', () => {
  const row = { confirmedAt: null, endedAt: null, endedHow: null }
  expect(linkState(row, 0, linkTtl - 1)).toBe('open')
  expect(linkState(row, 0, linkTtl)).toBe('expired')
  expect(linkState({ ...row, confirmedAt: 5 }, 0, linkTtl)).toBe('confirmed')
  expect(linkState({ confirmedAt: 5, endedAt: 9, endedHow: 'removed' }, 0, 10)).toBe('removed')
  expect(linkState({ ...row, endedAt: 9, endedHow: 'refused' }, 0, 10)).toBe('refused')
})
