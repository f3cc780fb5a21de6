import { describe, expect, test } from 'vitest'
import { routeTargets } from '#/db/words/notices.ts'
import { defaultRoutes } from '#/lib/accounts/reachability/routes.ts'
import { routeFormSchema, toSlots } from './route-form.ts'
import { findRouteProblem } from './route-rules.ts'

const typed = {
  category: 'emergency',
  version: '7',
  steps: ['technical-emergency', '', 'technical', 'owners', '', ''],
  copyTo: 'alerts',
  answerDays: '1',
  answerResolved: 'on',
  repeatMinutes: '10',
  repeatMost: '6',
}

/** The first issue of each field. */
function issuesOf(form: Record<string, unknown>) {
  const issues = routeFormSchema.safeParse({ ...typed, ...form }).error?.issues ?? []
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]))
}

describe('the form of a route', () => {
  test('drops empty slots and an unchecked box', () => {
    const steps = ['technical-emergency', 'technical', 'owners']
    const numbers = { version: 7, answerDays: 1, answerResolved: true, repeatMinutes: 10, repeatMost: 6 }
    expect(routeFormSchema.parse(typed)).toEqual({ ...typed, steps, ...numbers })
    const { answerResolved: _, ...rest } = typed
    const read = { steps: ['owners'], copyTo: null, answerResolved: false }
    expect(routeFormSchema.parse({ ...rest, steps: 'owners', copyTo: '' })).toMatchObject(read)
  })

  test.each<[string, Record<string, unknown>, Record<string, string>]>([
    ['no step', { steps: ['', ''] }, { steps: 'route-steps' }],
    ['no steps at all', { steps: undefined }, { steps: 'route-steps' }],
    ['a step twice', { steps: ['owners', 'technical', 'technical'] }, { steps: 'route-twice' }],
    ['without owners', { steps: ['technical'] }, { steps: 'route-owners' }],
    ['the published contact', { steps: ['brand-support', 'owners'] }, { 'steps.0': 'route-published' }],
    ['a copy to the published contact', { copyTo: 'brand-support' }, { copyTo: 'route-published' }],
    ['what is no group of people', { steps: ['support-hours', 'owners'] }, { 'steps.0': 'route-target' }],
    ['a copy to the first step', { copyTo: 'technical-emergency' }, { copyTo: 'route-copy' }],
    ['no days', { answerDays: '' }, { answerDays: 'route-days' }],
    ['words for days', { answerDays: 'two' }, { answerDays: 'route-days' }],
    ['half a day', { answerDays: '1.5' }, { answerDays: 'route-days' }],
    ['too many days', { answerDays: '31' }, { answerDays: 'route-days' }],
    ['an emptied box of minutes', { repeatMinutes: '' }, { repeatMinutes: 'route-repeat-minutes' }],
    ['repeats too often', { repeatMinutes: '4' }, { repeatMinutes: 'route-repeat-minutes' }],
    ['repeats too seldom', { repeatMinutes: '61' }, { repeatMinutes: 'route-repeat-minutes' }],
    ['no number of repeats', { repeatMost: '0' }, { repeatMost: 'route-repeat-most' }],
    ['too many repeats', { repeatMost: '21' }, { repeatMost: 'route-repeat-most' }],
  ])('%s is refused with a reason', (_, form, issues) => {
    expect(issuesOf(form)).toEqual(issues)
  })

  test.each(['0', '5', '60'])('accepts repeats every %s minutes', (repeatMinutes) => {
    expect(issuesOf({ repeatMinutes })).toEqual({})
  })

  test('accepts a copy to a later step, which gets it at once', () => {
    expect(issuesOf({ copyTo: 'owners' })).toEqual({})
  })
})

test('the default routes are valid', () => {
  expect(defaultRoutes.map(findRouteProblem)).toEqual(defaultRoutes.map(() => null))
})

test('the form has a slot for every group of people', () => {
  const others = routeTargets.slice(2).map(() => '')
  expect(toSlots(['alerts', 'owners'])).toEqual(['alerts', 'owners', ...others])
})
