import { describe, expect, test } from 'vitest'
import { routeTargets } from '#/db/words/notices.ts'
import type { ContactPoint } from '#/lib/accounts/points/points.ts'
import { forecast } from './forecast.ts'
import type { Recipient, RoutePlan } from './routing.ts'

/** A plan whose steps have these addresses; one with a `!` bounces. */
function plan(...steps: string[][]): RoutePlan {
  const point = (key: string) => ({ key, kind: 'mail', shown: key, locale: 'en' }) as ContactPoint
  const purposes = routeTargets
  return {
    steps: steps.map((keys, step) => ({
      step,
      purpose: purposes[step] ?? 'owners',
      recipients: keys.map(
        (key): Recipient => ({
          ...point(key.replace('!', '')),
          ...{ purpose: 'owners', purposes: [], step, bouncing: key.endsWith('!') },
        }),
      ),
    })),
    copies: [],
    silence: null,
  }
}

const timing = { escalationMinutes: 30, repeatMinutes: 10, repeatMost: 6 }

/** Each row as `minute: step`, with `*` for what is not the first message, and `s` for staff. */
function lines(given: RoutePlan, settings: Parameters<typeof forecast>[1] = timing) {
  return forecast(given, settings)?.rows.map(({ minutes, marks, staff }) => {
    const steps = [...marks].sort().map(([step, mark]) => `${step + 1}${mark === 'again' ? '*' : ''}`)
    return `${minutes}: ${[...steps, ...(staff ? [staff === 'again' ? 's*' : 's'] : [])].join(' ')}`
  })
}

describe('the forecast', () => {
  test('plays repeats and escalations until only the last step’s escalations go on', () => {
    const three = plan(['oncall'], ['tech'], ['olga', 'anna'])
    expect(lines(three)).toEqual([
      ...['0: 1', '10: 1*', '20: 1*', '30: 1* 2 s', '40: 1* 2*', '50: 1* 2*', '60: 1* 2* 3 s*', '70: 2* 3*'],
      ...['80: 2* 3*', '90: 2* 3* s*', '100: 3*', '110: 3*', '120: 3* s*', '130: 3*', '140: 3*'],
    ])
    expect(forecast(three, timing)).toMatchObject({ steps: [0, 1, 2], last: 2, isCut: false })
  })

  test('skips steps that nobody can be reached at', () => {
    expect(lines(plan(['gone!'], [], ['olga']), { ...timing, repeatMost: 1 })).toEqual([
      '0: 3',
      '10: 3*',
      '30: 3* s',
    ])
  })

  test('shows the repeats alone where nothing escalates, and the escalations alone where nothing repeats', () => {
    const two = plan(['oncall'], ['tech'])
    expect(lines(two, { ...timing, escalationMinutes: null, repeatMost: 2 })).toEqual([
      '0: 1',
      '10: 1*',
      '20: 1*',
    ])
    expect(lines(two, { ...timing, repeatMinutes: 0 })).toEqual(['0: 1', '30: 2 s', '60: 2* s*'])
    expect(forecast(two, { ...timing, escalationMinutes: null, repeatMinutes: 0 })).toBeNull()
  })

  test('repeats to a contact in two steps for each of them: the second from when it is notified', () => {
    const both = lines(plan(['olga'], ['olga', 'tech'])) ?? []
    expect(both.slice(0, 5)).toEqual(['0: 1', '10: 1*', '20: 1*', '30: 2 s', '40: 1* 2*'])
    expect(both.filter((line) => line.includes('1*'))).toHaveLength(6)
    expect(lines(plan(['olga'], ['olga']))).toEqual(both)
  })

  test('sends no repeat within 5 minutes of an escalation to the same people', () => {
    expect(lines(plan(['olga']), { ...timing, repeatMinutes: 14, repeatMost: 2 })).toEqual([
      ...['0: 1', '14: 1*', '30: 1* s', '42: 1*'],
    ])
  })

  test('is nothing if nobody can be reached', () => {
    expect(forecast(plan(['gone!'], []), timing)).toBeNull()
  })

  test('ends somewhere, and says that more follows', () => {
    const long = forecast(plan(['a'], ['b'], ['c']), {
      escalationMinutes: 60,
      repeatMinutes: 5,
      repeatMost: 20,
    })
    expect(long).toMatchObject({ isCut: true })
    expect(long?.rows).toHaveLength(25)
  })
})
