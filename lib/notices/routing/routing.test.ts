import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ContactInformation, emptyContacts } from '#/db/words/accounts.ts'
import { type NoticeCategory, noticeCategories } from '#/db/words/notices.ts'
import { groupPoints, type Holder } from '#/lib/accounts/points/points.ts'
import { defaultRoute } from '#/lib/accounts/reachability/routes.ts'
import { inEachList } from '#/tests/contact-values.ts'
import {
  decideNext,
  findSkipReason,
  listCopies,
  type NextStep,
  planFirst,
  planRoute,
  type Recipient,
  type RecipientState,
  type RouteInput,
} from './routing.ts'

const address = (local: string) => ({ address: `${local}@contacts.example`, label: '', locale: null })
const contacts: ContactInformation = {
  ...emptyContacts(),
  alerts: ['anna', 'bruno'],
  'technical-emergency': [{ ...address('oncall'), locale: 'en' }],
  technical: [address('tech'), address('tech2')],
  'merchant-issues': [address('merchants')],
  operations: [address('operations')],
  'brand-support': { ...address('public'), phone: '', helpUrl: '' },
}
const member = (userId: string, role: 'owner' | 'editor' | 'viewer') => ({
  userId,
  email: `${userId}@members.example`,
  name: '',
  locale: null,
  timeZone: null,
  role,
})
const members = [member('olga', 'owner'), member('anna', 'editor'), member('bruno', 'viewer')]

/** The points of an account with other contacts or members. */
const pointsOf = (given: Partial<Holder>) =>
  groupPoints({
    account: { defaultLocale: 'it' },
    integrationType: { merchantIssues: 'required' },
    members,
    contacts,
    ...given,
  })

function inputOf(category: NoticeCategory, given: Partial<RouteInput> = {}): RouteInput {
  return {
    route: defaultRoute(category),
    account: { state: 'live' },
    points: pointsOf({}),
    marks: new Set(),
    environment: 'production',
    kind: 'event',
    fromSource: true,
    ...given,
  }
}
const marked = (...locals: string[]) => new Set(locals.map((local) => `${local}@contacts.example`))
const names = (recipients: readonly Recipient[]) => recipients.map(({ shown }) => shown.split('@')[0])

/** The addresses of the first message, and of its copies. */
function firstMail(input: RouteInput) {
  const { step, recipients, copies } = planFirst(planRoute(input))
  return { step, to: names(recipients), copies: names(copies) }
}

describe('the default table', () => {
  test('sends a copy of an emergency to alert contacts, except when sent by hand', () => {
    expect(firstMail(inputOf('emergency'))).toEqual({ step: 0, to: ['oncall'], copies: ['anna', 'bruno'] })
    expect(firstMail(inputOf('technical')).copies).toEqual([])
    expect(firstMail(inputOf('emergency', { fromSource: false })).copies).toEqual([])
  })

  test.each<[NoticeCategory, string[][]]>([
    ['production-alert', [['anna', 'bruno'], ['tech', 'tech2'], ['olga']]],
    ['emergency', [['oncall'], ['tech', 'tech2'], ['olga']]],
    ['technical', [['tech', 'tech2'], ['anna', 'bruno'], ['olga']]],
    ['merchant-issue', [['merchants'], ['operations'], ['olga']]],
    ['user-escalation', [['operations'], ['olga']]],
  ])('routes %s step by step', (category, steps) => {
    const plan = planRoute(inputOf(category, { fromSource: false }))
    const seen = steps.map((_, step) => {
      const failed = plan.steps.slice(0, step).flatMap(({ recipients }) => recipients)
      const states = new Map(failed.map(({ key }) => [key, 'failed'] as const))
      const next = decideNext(plan, 'fallback', step > 0 ? step - 1 : null, states)
      return next.kind === 'mail' && names(next.recipients)
    })
    expect(seen).toEqual(steps)
    expect(plan.steps).toHaveLength(steps.length)
  })
})

test.each<[NoticeCategory, RouteInput['kind'], boolean]>([
  ['emergency', 'event', true],
  ['emergency', 'drill', true],
  ['technical', 'test', true],
  ['technical', 'event', false],
  ['production-alert', 'event', false],
])('a phone number is on the route of %s, %s: %s', (category, kind, expected) => {
  const phone = { id: 'p', kind: 'sms', label: '', hint: '567', locale: null } as const
  const endpoints = { technical: [phone], 'merchant-issues': [phone] }
  const points = pointsOf({ contacts: { ...contacts, endpoints }, live: new Set(['p']) })
  const route: RouteInput['route'] = { ...defaultRoute(category), copyTo: 'merchant-issues' }
  const { steps, copies } = planRoute(inputOf(category, { points, kind, route }))
  const stepOf = steps.filter(({ purpose }) => purpose === 'technical')
  const lists = [...stepOf.map(({ recipients }) => recipients), copies]
  expect(lists.map((all) => all.some(({ kind }) => kind === 'sms'))).toEqual([expected, expected])
})

describe('a step', () => {
  test('without addresses is skipped', () => {
    const without = { ...contacts, 'technical-emergency': [], technical: [] }
    for (const points of [pointsOf({ contacts: without }), pointsOf({ contacts: null })])
      expect(firstMail(inputOf('emergency', { points }))).toMatchObject({ step: 2, to: ['olga'] })
  })

  test('whose alert contacts left is skipped', () => {
    const left = members.filter(({ userId }) => userId === 'olga')
    expect(firstMail(inputOf('production-alert', { points: pointsOf({ members: left }) }))).toMatchObject({
      step: 1,
    })
  })

  test('is skipped when all addresses bounce, but not with one good address', () => {
    const kept = { step: 0, to: ['tech2'] }
    expect(firstMail(inputOf('technical', { marks: marked('tech') }))).toMatchObject(kept)
    expect(firstMail(inputOf('technical', { marks: marked('tech', 'tech2') }))).toMatchObject({ step: 1 })
  })

  test.each<[RecipientState, RecipientState, string]>([
    ['failed', 'trying', 'held'],
    ['failed', 'accepted', 'held'],
    ['trying', 'trying', 'held'],
    ['failed', 'failed', 'mail'],
  ])('with one %s and one %s address is %s', (one, other, kind) => {
    const states = new Map([
      ['tech@contacts.example', one],
      ['tech2@contacts.example', other],
    ])
    expect(decideNext(planRoute(inputOf('technical')), 'fallback', 0, states).kind).toBe(kind)
  })

  test('that was mailed does not mail an address added later', () => {
    const states = new Map([['tech@contacts.example', 'trying' as const]])
    const next = decideNext(planRoute(inputOf('technical')), 'fallback', 0, states)
    expect(next).toEqual({ kind: 'held', step: 0 })
  })

  test('stays current when an address accepted and was marked later', () => {
    const plan = planRoute(inputOf('technical', { marks: marked('tech', 'tech2') }))
    const states = new Map([['tech@contacts.example', 'accepted' as const]])
    expect(decideNext(plan, 'fallback', 0, states).kind).toBe('held')
  })

  test('skips people who already got a copy', () => {
    const shared = { ...contacts, technical: [{ ...address('x'), address: 'ANNA@members.example' }] }
    const plan = planRoute(inputOf('emergency', { points: pointsOf({ contacts: shared }) }))
    const states = new Map<string, RecipientState>([
      ['oncall@contacts.example', 'failed'],
      ['anna@members.example', 'accepted'],
      ['bruno@members.example', 'accepted'],
    ])
    expect(decideNext(plan, 'fallback', 0, states)).toEqual({ kind: 'held', step: 1 })
  })

  test('that fails after an escalation leaves the notice with earlier recipients', () => {
    const plan = planRoute(inputOf('emergency', { fromSource: false }))
    const states = new Map<string, RecipientState>([
      ['oncall@contacts.example', 'accepted'],
      ['tech@contacts.example', 'failed'],
      ['tech2@contacts.example', 'failed'],
      ['olga@members.example', 'failed'],
    ])
    expect(decideNext(plan, 'fallback', 2, states)).toEqual({ kind: 'held', step: 2 })
  })

  test('reaches nobody when the owners fail too', () => {
    expect(firstMail(inputOf('user-escalation', { points: new Map() })).step).toBeNull()
    const marks = new Set(['olga@members.example', 'operations@contacts.example'])
    const plan = planRoute(inputOf('user-escalation', { marks }))
    expect(decideNext(plan, 'first', null, new Map()).kind).toBe('nobody')
  })
})

const accountIn = (state: 'paused' | 'disabled' | 'onboarding') => ({ account: { state } })
test.each<[string, Partial<RouteInput>, NoticeCategory, unknown]>([
  ['an event from Sandbox', { environment: 'sandbox' }, 'emergency', 'sandbox'],
  ['an alert while paused', accountIn('paused'), 'production-alert', 'paused'],
  ['an emergency while paused', accountIn('paused'), 'emergency', null],
  ['an alert while disabled', accountIn('disabled'), 'production-alert', null],
  ['an alert in onboarding', accountIn('onboarding'), 'production-alert', null],
  ['a test', { kind: 'test', ...accountIn('paused') }, 'production-alert', null],
])('is mailed or silent: %s', (_, given, category, silence) => {
  const plan = planRoute(inputOf(category, given))
  expect(plan.silence).toBe(silence)
  expect(plan.steps[0]?.recipients).not.toEqual([])
})

test('uses the address’s language, otherwise the account’s', () => {
  const [oncall] = planRoute(inputOf('emergency')).steps[0]?.recipients ?? []
  const [tech] = planRoute(inputOf('technical')).steps[0]?.recipients ?? []
  expect([oncall?.locale, tech?.locale]).toEqual(['en', 'it'])
})

describe('by time', () => {
  const plan = planRoute(inputOf('emergency'))
  const failed = (...addresses: string[]) =>
    new Map<string, RecipientState>(addresses.map((address) => [address, 'failed']))
  const stepOf = (next: NextStep) => (next.kind === 'mail' ? next.step : null)

  test('escalates one step at a time and repeats the last', () => {
    const steps = [null, 0, 1, 2].map((entered) => decideNext(plan, 'escalation', entered, new Map()))
    expect(steps.map(stepOf)).toEqual([0, 1, 2, 2])
  })

  test('escalates past unreachable steps', () => {
    expect(stepOf(decideNext(plan, 'escalation', 1, failed('olga@members.example')))).toBe(1)
    const bouncing = planRoute(inputOf('emergency', { marks: marked('tech', 'tech2') }))
    expect(stepOf(decideNext(bouncing, 'escalation', 0, new Map()))).toBe(2)
    const empty = planRoute(inputOf('emergency', { points: new Map() }))
    expect(decideNext(empty, 'escalation', 0, new Map()).kind).toBe('nobody')
  })

  test('reminds the last mailed step', () => {
    const next = decideNext(plan, 'reminder', 1, new Map())
    expect(next.kind === 'mail' && names(next.recipients)).toEqual(['tech', 'tech2'])
    const states = failed('tech@contacts.example', 'tech2@contacts.example')
    expect(stepOf(decideNext(plan, 'reminder', 1, states))).toBe(2)
  })

  test('reminds an earlier step when later ones cannot be reached', () => {
    expect(stepOf(decideNext(plan, 'reminder', 2, failed('olga@members.example')))).toBe(1)
  })
})

const local = fc.constantFrom('a', 'b', 'c', 'D', 'd', 'e')
const addresses = fc.array(
  local.map((name) => ({ address: `${name}@x.example`, label: '', locale: null })),
  { maxLength: 4 },
)
const anyMember = fc.record({
  userId: fc.constantFrom('1', '2', '3'),
  email: local.map((name) => `${name}@x.example`),
  name: fc.constant(''),
  locale: fc.constantFrom('en' as const, 'it' as const, null),
  timeZone: fc.constant(null),
  role: fc.constantFrom('owner' as const, 'editor' as const, 'viewer' as const),
})
const anyContacts = fc.option(
  fc.record({
    alerts: fc.array(fc.constantFrom('1', '2', '3', 'gone')),
    ...inEachList(addresses),
    'brand-support': fc.constant({ ...address('public'), phone: '', helpUrl: '' }),
    'support-hours': fc.constant<ContactInformation['support-hours']>([]),
    endpoints: fc.constant({}),
  }),
)
const anyPoints = fc
  .record({ contacts: anyContacts, members: fc.uniqueArray(anyMember, { selector: ({ userId }) => userId }) })
  .map(pointsOf)
const anyInput: fc.Arbitrary<RouteInput> = fc.record({
  route: fc.constantFrom(...noticeCategories).map(defaultRoute),
  account: fc.record({ state: fc.constantFrom('live' as const, 'paused' as const, 'onboarding' as const) }),
  points: anyPoints,
  marks: fc.uniqueArray(local.map((name) => `${name.toLowerCase()}@x.example`)).map((keys) => new Set(keys)),
  environment: fc.constantFrom('production' as const, 'sandbox' as const),
  kind: fc.constant('event' as const),
  fromSource: fc.boolean(),
})

test('for any account, mails each address at most once, no marked one, never brand support, and skips nobody reachable', () => {
  fc.assert(
    fc.property(anyInput, fc.infiniteStream(fc.boolean()), (input, accepts) => {
      const plan = planRoute(input)
      const states = new Map<string, RecipientState>()
      const mailed: string[] = []
      let entered: number | null = null
      let last = decideNext(plan, 'fallback', entered, states)
      let first = true
      while (last.kind === 'mail') {
        const copies = first ? listCopies(plan, last.recipients) : []
        first = false
        for (const one of [...last.recipients, ...copies]) {
          mailed.push(one.key)
          states.set(one.key, accepts.next().value ? 'accepted' : 'failed')
        }
        entered = last.step
        last = decideNext(plan, 'fallback', entered, states)
      }
      expect(new Set(mailed).size).toBe(mailed.length)
      expect(mailed.filter((key) => input.marks.has(key))).toEqual([])
      expect(mailed).not.toContain('public@contacts.example')
      if (last.kind === 'nobody') {
        // Everybody in the route without a mark was tried and failed.
        for (const { recipients } of plan.steps) {
          for (const one of recipients) expect(one.bouncing || states.get(one.key) === 'failed').toBe(true)
        }
      } else {
        // The holding step has an accepted message, and no earlier step has one.
        const alive = plan.steps.filter(({ recipients }) =>
          recipients.some(({ key }) => states.get(key) === 'accepted'),
        )
        expect(alive.map(({ step }) => step)).toContain(last.step)
      }
    }),
  )
})

test.each([
  ['the first step', 0, [], null],
  ['a step after one without addresses', 1, ['tech'], 'unnamed'],
  ['a step after one that bounces', 2, ['tech', 'tech2'], 'unreached'],
])('says why the message skipped earlier steps when it goes to %s', (_, taken, bouncing, why) => {
  const points = pointsOf({ contacts: { ...contacts, 'technical-emergency': [] } })
  expect(findSkipReason(planRoute(inputOf('emergency', { points, marks: marked(...bouncing) })), taken)).toBe(
    why,
  )
})

describe('a step with endpoints', () => {
  const point = (name: string, step: number, kind: Recipient['kind'] = 'mail'): Recipient => ({
    ...{ key: name, kind, shown: name, label: '', locale: 'en', timeZone: null, member: null, serves: [] },
    ...{ purpose: 'technical', purposes: [], step, bouncing: false },
  })
  const plan = {
    isUrgent: true,
    steps: [
      ['oncall', 'hook', 'phone'],
      ['tech', 'hook'],
      ['owner', 'siren'],
    ].map((all, step) => ({
      ...{ step, purpose: 'technical' as const },
      recipients: all.map((name) => point(name, step, /^(hook|phone|siren)$/.test(name) ? 'ntfy' : 'mail')),
    })),
  }
  const after = (entered: number | null, states: Record<string, RecipientState>) => {
    const next = decideNext(plan, 'fallback', entered, new Map(Object.entries(states)))
    return next.kind === 'mail' ? names(next.recipients).join(' ') : next.kind
  }

  test.each<[string, number | null, Record<string, RecipientState>, string]>([
    ['holds it while one is tried', 0, { oncall: 'accepted', hook: 'silent', phone: 'trying' }, 'held'],
    ['holds it where one took it', 0, { oncall: 'failed', hook: 'silent', phone: 'accepted' }, 'held'],
    ['holds it by mail where no endpoint was told', 0, { oncall: 'accepted' }, 'held'],
    ['hands on where all are silent', 0, { oncall: 'accepted', hook: 'silent', phone: 'silent' }, 'tech'],
    ['hands on where all failed', 0, { oncall: 'accepted', hook: 'failed', phone: 'failed' }, 'tech'],
    ['hands on to a new endpoint', 1, { hook: 'silent', tech: 'accepted' }, 'owner siren'],
    [
      ...['hands on once', 1],
      ...[{ oncall: 'accepted', hook: 'silent', phone: 'silent', tech: 'trying' }, 'owner siren'],
    ] as const,
    ['reaches somebody while a mail is accepted', 2, { owner: 'accepted', siren: 'failed' }, 'held'],
    ['reaches somebody while one is silent', 2, { owner: 'failed', siren: 'silent' }, 'held'],
    [
      ...['is not left without anybody when it is routed again', null],
      ...[
        {
          oncall: 'accepted',
          hook: 'silent',
          phone: 'silent',
          tech: 'failed',
          owner: 'failed',
          siren: 'failed',
        },
        'held',
      ],
    ] as const,
    ['reaches nobody if all failed', 2, { owner: 'failed', siren: 'failed' }, 'nobody'],
  ])('%s', (_, entered, states, expected) => {
    expect(after(entered, states)).toBe(expected)
  })

  test.each<[string, boolean, Record<string, RecipientState>, string]>([
    ['a phone is silent', true, { chat: 'accepted', phone: 'silent' }, 'mail'],
    ['a phone failed', true, { chat: 'accepted', phone: 'failed' }, 'mail'],
    ['a phone is tried', true, { chat: 'accepted', phone: 'trying' }, 'held'],
    ['it alone was told', true, { chat: 'accepted' }, 'held'],
    ['a phone has it', true, { chat: 'silent', phone: 'accepted' }, 'held'],
    ['it is no emergency', false, { chat: 'accepted', phone: 'silent' }, 'held'],
  ])('a chat wakes nobody: where %s (urgent: %s)', (_, isUrgent, states, kind) => {
    const chatting = [[point('chat', 0, 'slack'), point('phone', 0, 'sms')], [point('tech', 1)]]
    const steps = chatting.map((recipients, step) => ({ step, purpose: 'technical' as const, recipients }))
    expect(decideNext({ isUrgent, steps }, 'fallback', 0, new Map(Object.entries(states))).kind).toBe(kind)
  })

  test('tells everybody at most once, and is never nobody’s while somebody has it', () => {
    const outcomes: RecipientState[] = ['trying', 'silent', 'accepted', 'failed']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...outcomes), { minLength: 6, maxLength: 6 }), (ends) => {
        const states = new Map<string, RecipientState>()
        const told: string[] = []
        let entered: number | null = null
        let next = decideNext(plan, 'fallback', entered, states)
        while (next.kind === 'mail') {
          if (entered !== null) expect(next.step).toBeGreaterThanOrEqual(entered)
          for (const { key } of next.recipients) {
            told.push(key)
            states.set(key, ends[told.length - 1] ?? 'failed')
          }
          entered = next.step
          next = decideNext(plan, 'fallback', entered, states)
        }
        expect(new Set(told).size).toBe(told.length)
        expect(next.kind === 'nobody').toBe([...states.values()].every((state) => state === 'failed'))
      }),
    )
  })
})
