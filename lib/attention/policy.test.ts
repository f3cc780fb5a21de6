import { describe, expect, test } from 'vitest'
import { type NoticeRow, noNotices } from '#/lib/notices/views/queries.ts'
import { type AttentionFacts, listAttention, maxLines, rateContacts } from './policy.ts'

const at = 1_000_000

/** A notice with what its urgency depends on. */
const notice = (id: string, given: Partial<NoticeRow> = {}) =>
  ({ id, category: 'technical', acknowledgedAt: null, closedAt: null, dueAt: null, ...given }) as NoticeRow

const nothing: AttentionFacts = {
  at,
  environment: 'production',
  notices: [],
  deadlines: new Map(),
  counts: noNotices,
  production: null,
  missing: null,
  bouncing: [],
  silent: false,
  unreached: null,
  check: null,
  draft: null,
  unconfirmed: { addresses: [], mailed: 0, askable: 0 },
  soleOwner: false,
}
const bouncing = (address: string, fields: AttentionFacts['bouncing'][number]['fields'] = ['technical']) =>
  ({ address, endpoint: null, name: '', fields, of: 'contact' }) as const

const facts = {
  emergency: { notices: [notice('fire', { category: 'emergency', dueAt: at + 1 })] },
  overdue: { notices: [notice('late', { dueAt: at })] },
  notice: { notices: [notice('early', { dueAt: at + 1 })] },
  missing: { missing: { fields: ['alerts'], dueAt: at } },
  bouncing: { bouncing: [bouncing('dead@a.example')] },
  drill: { unreached: { endedAt: 1, unsent: false, again: true } },
  check: { check: { dueAt: 1, version: 1, findings: 0, needsCorrection: false } },
  draft: { draft: { by: 'Elena', at: 1, version: 2, ready: true } },
  unconfirmed: { unconfirmed: { addresses: ['new@a.example'], mailed: 1, askable: 0 } },
  successor: { soleOwner: true },
} as const satisfies Record<string, Partial<AttentionFacts>>

const kinds = (given: Partial<AttentionFacts>) =>
  listAttention({ ...nothing, ...given }).map(({ kind }) => kind)

test('shows nothing when nothing is wrong', () => expect(kinds({})).toEqual([]))

test.each(Object.entries(facts))('has one line for %s alone', (kind, given) => {
  expect(kinds(given)).toEqual([kind])
})

describe('complete contacts', () => {
  const emergency = bouncing('oncall@a.example', ['technical-emergency'])
  const endpoint = (state: 'failing' | 'unconfirmed' | 'disabled') =>
    ({ ...bouncing('ntfy'), endpoint: { id: 'phone', state, reason: '' } }) as const
  test.each<[string, Partial<AttentionFacts>, string]>([
    ['nothing is wrong', {}, 'good'],
    ['an address waits to be confirmed', facts.unconfirmed, 'good'],
    ['an endpoint waits to be confirmed', { bouncing: [endpoint('unconfirmed')] }, 'good'],
    ['an endpoint fails', { bouncing: [endpoint('failing')] }, 'troubled'],
    ['an address bounces', facts.bouncing, 'troubled'],
    ['the last drill reached nobody', facts.drill, 'troubled'],
    ['no emergency contact gets messages', { bouncing: [emergency], silent: true }, 'unreached'],
  ])('where %s', (_, given, rating) => {
    expect(rateContacts(listAttention({ ...nothing, ...given }))).toBe(rating)
  })
})

test('lists everything by urgency', () => {
  const { emergency, overdue, notice, ...others } = facts
  const notices = [...notice.notices, ...overdue.notices, ...emergency.notices]
  expect(kinds(Object.assign({ notices }, ...Object.values(others)))).toEqual(Object.keys(facts))
})

describe('a notice', () => {
  test.each([
    ['an emergency without an acknowledgement', { category: 'emergency' }, 'emergency'],
    ['an overdue emergency', { category: 'emergency', dueAt: at - 1 }, 'emergency'],
    [
      'a resolved emergency whose answer is overdue',
      { category: 'emergency', dueAt: 1, closedAt: 2 },
      'overdue',
    ],
    ['an answer due now', { dueAt: at }, 'overdue'],
    ['an answer due later', { dueAt: at + 1 }, 'notice'],
    ['no answer due', { dueAt: null }, 'notice'],
  ] as const)('%s', (_, given, kind) => expect(kinds({ notices: [notice('one', given)] })).toEqual([kind]))

  test('keeps its place among those of its kind', () => {
    const given = [
      { dueAt: at + 2 },
      { dueAt: at - 1 },
      { category: 'emergency' as const },
      { dueAt: at - 2 },
    ]
    const notices = given.map((one, place) => notice(`${place}`, one))
    const ids = listAttention({ ...nothing, notices }).map((line) => 'notice' in line && line.notice.id)
    expect(ids).toEqual(['2', '1', '3', '0'])
  })

  test('beyond the most shown becomes one line with the counts', () => {
    const notices = Array.from({ length: maxLines + 1 }, (_, n) => notice(`${n}`))
    const counts = { emergencies: 1, open: 12, overdue: 3 }
    const lines = listAttention({ ...nothing, notices, counts })
    expect(lines).toHaveLength(maxLines + 1)
    expect(lines.at(-1)).toEqual({ kind: 'more', counts })
  })
})

test.each([
  ['sandbox', { open: 1 }, ['production']],
  ['sandbox', { overdue: 1 }, ['production']],
  ['sandbox', { emergencies: 1 }, ['production']],
  ['sandbox', {}, []],
  ['production', { open: 1 }, []],
] as const)('in %s, with %o in Production, says %j', (environment, production, expected) => {
  expect(kinds({ environment, production: { ...noNotices, ...production } })).toEqual(expected)
})

describe('bouncing addresses', () => {
  test('come first if no emergency contact gets mail', () => {
    const given = [bouncing('tech@a.example'), bouncing('oncall@a.example', ['technical-emergency'])]
    const lines = (silent: boolean) => listAttention({ ...nothing, bouncing: given, silent })
    expect(lines(true)).toMatchObject([
      { address: 'oncall@a.example', silent: true },
      { address: 'tech@a.example', silent: false },
    ])
    expect(lines(false)).toMatchObject([{ address: 'tech@a.example' }, { silent: false }])
  })

  test('come before endpoints that are not confirmed', () => {
    const endpoint = { id: 'phone', state: 'unconfirmed', reason: '' } as const
    const given = [{ ...bouncing('ntfy · ntfy.sh'), endpoint }, bouncing('tech@a.example')]
    const lines = listAttention({ ...nothing, bouncing: given })
    expect(lines).toMatchObject([{ address: 'tech@a.example' }, { endpoint }])
  })

  test('beyond the most shown are counted', () => {
    const many = Array.from({ length: maxLines + 2 }, (_, n) => bouncing(`${n}@a.example`))
    expect(listAttention({ ...nothing, bouncing: many }).at(-1)).toEqual({ kind: 'more-bouncing', count: 2 })
  })
})
