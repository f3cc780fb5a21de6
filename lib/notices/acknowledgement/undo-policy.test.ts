import { describe, expect, test } from 'vitest'
import { canHandBack, type Undoer, unanswered, undoableUntil, undoRefusal, undoSpan } from './undo-policy.ts'

const at = 1_000_000_000
const acknowledged = {
  kind: 'event',
  state: 'acknowledged',
  acknowledgedAt: at,
  acknowledgedBy: 'anna',
  point: 'anna@levante.example',
} as const
const anna = { userId: 'anna' }
const byMail = { point: 'anna@levante.example' }

describe('an acknowledgement', () => {
  test.each<[string, Undoer, number, boolean]>([
    ['by whoever gave it', anna, 0, true],
    ['until the last millisecond of ten minutes', anna, undoSpan - 1, true],
    ['not after ten minutes', anna, undoSpan, false],
    ['by the link of the mail that it came from', byMail, 0, true],
    ['not by somebody else', { userId: 'olga' }, 0, false],
    ['not by somebody else’s link', { point: 'olga@levante.example' }, 0, false],
    ['also when the clock was set back', anna, -undoSpan, true],
  ])('can be undone %s', (_, who, later, expected) => {
    expect(undoableUntil(acknowledged, who, at + later)).toBe(expected ? at + undoSpan : null)
  })

  test.each([
    ['of a drill', { kind: 'drill' }],
    ['of a closed notice', { state: 'closed' }],
    ['that was undone already', { state: 'open', acknowledgedAt: null, acknowledgedBy: null }],
    ['of an event source', { acknowledgedBy: null, point: null }],
  ] as const)('%s cannot be undone', (_, given) => {
    for (const who of [anna, byMail]) expect(undoableUntil({ ...acknowledged, ...given }, who, at)).toBeNull()
  })
})

test.each([
  [{ kind: 'event', state: 'acknowledged' }, true],
  [{ kind: 'test', state: 'acknowledged' }, true],
  [{ kind: 'drill', state: 'acknowledged' }, false],
  [{ kind: 'event', state: 'closed' }, false],
  [{ kind: 'event', state: 'open' }, false],
  [{ kind: 'event', state: 'unroutable' }, false],
] as const)('staff hand back %j: %s', (notice, expected) => expect(canHandBack(notice)).toBe(expected))

describe('an undone notice', () => {
  const emergency = { kind: 'event', category: 'emergency', silence: null, asksAnswer: true } as const
  const kept = { unansweredState: 'open', unansweredDueAt: 7, unansweredEscalateAt: 3 } as const
  const older = { unansweredState: null, unansweredDueAt: null, unansweredEscalateAt: null }

  test.each([
    ['has both instants again', { ...kept }, { state: 'open', dueAt: 7, escalateAt: 3 }],
    ['reaches nobody again', { ...kept, unansweredState: 'unroutable' }, { state: 'unroutable', dueAt: 7 }],
    ['has no deadline if it had none', { ...kept, unansweredDueAt: null }, { dueAt: null, escalateAt: 3 }],
    ['is due at once if nothing was kept', older, { state: 'open', dueAt: at, escalateAt: at }],
    [
      'of another category does not escalate',
      { ...older, category: 'technical' },
      { dueAt: at, escalateAt: null },
    ],
    ['of Sandbox is never due', { ...older, silence: 'sandbox' }, { dueAt: null, escalateAt: null }],
    ['for information is never due', { ...older, asksAnswer: false }, { dueAt: null, escalateAt: null }],
  ] as const)('%s', (_, given, expected) => {
    const undone = unanswered({ ...emergency, ...kept, ...given }, at)
    expect(undone).toMatchObject({ ...expected, acknowledgedAt: null, acknowledgedBy: null, ...older })
  })
})

test('gives one reason for a refused undo', () => {
  expect(undoRefusal(acknowledged, anna)).toBe('late')
  expect(undoRefusal({ ...acknowledged, state: 'closed' }, anna)).toBe('closed')
  expect(undoRefusal(acknowledged, { userId: 'olga' })).toBe('others')
})
