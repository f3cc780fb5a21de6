import { describe, expect, test } from 'vitest'
import { type IntegrationState, integrationStates } from '#/db/words/accounts.ts'
import {
  decideStep,
  type LaunchStep,
  launchProgress,
  listStaffSteps,
  memberSteps,
  staffSteps,
} from './policy.ts'

const allowed: Record<LaunchStep, [from: IntegrationState, to: IntegrationState]> = {
  'request-review': ['onboarding', 'review'],
  approve: ['review', 'live'],
  'send-back': ['review', 'onboarding'],
  disable: ['live', 'disabled'],
  enable: ['disabled', 'live'],
  pause: ['live', 'paused'],
  resume: ['paused', 'live'],
}
const steps = [...memberSteps, ...staffSteps]
const table = steps.flatMap((step) => integrationStates.map((state) => [step, state] as const))

test.each(table)('%s from %s', (step, state) => {
  const [from, to] = allowed[step]
  const decision = decideStep(step, { state, missing: [], reason: 'Because.' })
  expect(decision).toEqual(state === from ? { ok: true, to } : { ok: false, code: 'wrong-state' })
})

describe('with incomplete contact information', () => {
  test.each(steps)('%s', (step) => {
    const decision = decideStep(step, { state: allowed[step][0], missing: ['alerts'], reason: 'Because.' })
    const refused = step === 'request-review' || step === 'approve'
    expect(decision).toEqual(
      refused ? { ok: false, code: 'incomplete-contacts' } : { ok: true, to: allowed[step][1] },
    )
  })
})

describe('without a reason', () => {
  test.each(steps)('%s', (step) => {
    const decision = decideStep(step, { state: allowed[step][0], missing: [], reason: ' \n' })
    const refused = step === 'send-back' || step === 'disable'
    expect(decision).toEqual(
      refused ? { ok: false, code: 'reason-required' } : { ok: true, to: allowed[step][1] },
    )
  })
})

test.each([
  ['onboarding', []],
  ['review', ['approve', 'send-back']],
  ['live', ['disable']],
  ['disabled', ['enable']],
  ['paused', []],
] as const)('in %s staff may %j', (state, staff) => {
  expect(listStaffSteps(state)).toEqual(staff)
})

test.each([
  ['onboarding', false, { contacts: 'current', review: 'later', live: 'later' }],
  ['onboarding', true, { contacts: 'done', review: 'next', live: 'later' }],
  ['review', true, { contacts: 'done', review: 'current', live: 'later' }],
  ['review', false, { contacts: 'current', review: 'current', live: 'later' }],
  ['live', true, { contacts: 'done', review: 'done', live: 'done' }],
  ['paused', true, { contacts: 'done', review: 'done', live: 'done' }],
] as const)('the way to live in %s, complete: %s', (state, complete, progress) => {
  expect(launchProgress(state, complete)).toEqual(progress)
})
