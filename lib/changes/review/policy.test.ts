import { describe, expect, test } from 'vitest'
import { type IntegrationState, integrationStates } from '#/db/words/accounts.ts'
import { staffStepSchema } from './form.ts'
import {
  decideStep,
  listStaffSteps,
  memberSteps,
  needsReason,
  type ReviewStep,
  reviewProgress,
  staffSteps,
} from './policy.ts'

const allowed: Record<ReviewStep, [from: IntegrationState, to: IntegrationState]> = {
  'request-review': ['onboarding', 'review'],
  approve: ['review', 'live'],
  'send-back': ['review', 'onboarding'],
  disable: ['live', 'disabled'],
  enable: ['disabled', 'live'],
  pause: ['live', 'paused'],
  resume: ['paused', 'live'],
}
const steps = [...memberSteps, ...staffSteps]

describe.each(steps)('%s', (step) => {
  const [from, to] = allowed[step]
  const decide = (given: Partial<Parameters<typeof decideStep>[1]>) =>
    decideStep(step, { state: from, missing: [], reason: 'Because.', ...given })

  test.each(integrationStates)('is allowed from its start state only: from %s', (state) => {
    expect(decide({ state })).toEqual(state === from ? { ok: true, to } : { ok: false, code: 'wrong-state' })
  })

  test('needs complete contacts for request and approval only', () => {
    const needsContacts = step === 'request-review' || step === 'approve'
    const refused = { ok: false, code: 'incomplete-contacts' }
    expect(decide({ missing: ['alerts'] })).toEqual(needsContacts ? refused : { ok: true, to })
  })

  test('needs a reason for sending back and disabling only', () => {
    const refused = { ok: false, code: 'reason-required' }
    expect(decide({ reason: ' \n' })).toEqual(needsReason(step) ? refused : { ok: true, to })
    expect(needsReason(step)).toBe(step === 'send-back' || step === 'disable')
  })
})

test.each([
  ['onboarding', []],
  ['review', ['approve', 'send-back']],
  ['live', ['disable']],
  ['disabled', ['enable']],
  ['paused', []],
] as const)('in %s staff may %j', (state, staff) => expect(listStaffSteps(state)).toEqual(staff))

test.each([
  ['onboarding', false, { contacts: 'current', review: 'later', live: 'later' }],
  ['onboarding', true, { contacts: 'done', review: 'next', live: 'later' }],
  ['review', true, { contacts: 'done', review: 'current', live: 'later' }],
  ['review', false, { contacts: 'current', review: 'current', live: 'later' }],
  ['live', true, { contacts: 'done', review: 'done', live: 'done' }],
  ['paused', true, { contacts: 'done', review: 'done', live: 'done' }],
] as const)('the way to live in %s, complete: %s', (state, complete, progress) => {
  expect(reviewProgress(state, complete)).toEqual(progress)
})

test.each([
  [{ step: 'approve' }, []],
  [{ step: 'disable', reason: 'Wrong prices.' }, []],
  [{ step: 'disable' }, ['reason reason-required']],
  [{ step: 'send-back', reason: ' \n ' }, ['reason reason-required']],
  [{ step: 'disable', reason: 'a\0' }, ['reason characters']],
  [{ step: 'disable', reason: 'a'.repeat(2001) }, ['reason too-long']],
  [{ step: 'approve', since: 'now' }, ['since Invalid input: expected number, received NaN']],
  [{ step: 'pause' }, [expect.stringMatching(/^step /)]],
])('the form %j has the faults %j', (sent, expected) => {
  const parsed = staffStepSchema.safeParse({ since: '1764000000000', ...sent })
  const issues = parsed.success ? [] : parsed.error.issues
  expect(issues.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual(expected)
})
