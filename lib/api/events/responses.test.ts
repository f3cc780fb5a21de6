import { describe, expect, test } from 'vitest'
import { Refusal } from '#/lib/api/http/refusal.ts'
import { buildProblem } from '#/lib/platform/http/problem.ts'
import { toAcceptedResponse, toPagerdutyRefusal } from './responses.ts'

const accepted = { noticeId: 'n1', dedupKey: 'k', outcome: 'opened' }

describe('the answer to accepted events', () => {
  test('names each notice, and counts unreadable alerts', () => {
    expect(toAcceptedResponse('native', [accepted])).toEqual({ events: [accepted] })
    expect(toAcceptedResponse('alertmanager', [], { unreadable: 2 })).toEqual({ events: [], unreadable: 2 })
  })

  test('contains no other fields of the core', () => {
    const known = { ...accepted, accountId: 'secret' }
    expect(toAcceptedResponse('native', [known])).toEqual({ events: [accepted] })
  })

  test('lists unknown names in every format, at most a hundred', () => {
    const one = { pointer: '/sum ary', code: 'unknown-member', detail: 'Unknown member; ignored.' }
    const warnings = [{ ...one, pointer: '#/sum%20ary' }]
    expect(toAcceptedResponse('native', [accepted], { warnings: [one] })).toEqual({
      events: [accepted],
      warnings,
    })
    expect(toAcceptedResponse('pagerduty', [accepted], { warnings: [one] })).toMatchObject({ warnings })
    expect(toAcceptedResponse('native', [], { warnings: Array(101).fill(one) }).warnings).toHaveLength(100)
  })

  test('has PagerDuty’s shape for PagerDuty', () => {
    expect(toAcceptedResponse('pagerduty', [accepted])).toEqual({
      status: 'success',
      message: 'Event processed',
      dedup_key: 'k',
    })
  })
})

describe('the answer to refused events', () => {
  const problems = [
    { pointer: '/links/0/a b', code: 'type', detail: 'Must be a string.' },
    { pointer: '', code: 'type', detail: 'Must be an object.' },
  ]

  test('is a problem document with a pointer to each field', () => {
    expect(buildProblem({ status: 422, title: 'Not valid', problems })).toEqual({
      type: 'about:blank',
      title: 'Not valid',
      status: 422,
      detail: 'Must be a string.',
      errors: [
        { pointer: '#/links/0/a%20b', code: 'type', detail: 'Must be a string.' },
        { pointer: '#', code: 'type', detail: 'Must be an object.' },
      ],
    })
  })

  test('has PagerDuty’s shape for PagerDuty', () => {
    expect(toPagerdutyRefusal(new Refusal(400, { title: 'Not valid', problems }))).toEqual({
      status: 'invalid event',
      message: 'Not valid',
      errors: ['links.0.a%20b: Must be a string.', 'Must be an object.'],
    })
  })

  test('uses PagerDuty’s statuses for whether to retry', () => {
    const refuse = (status: number, detail: string) =>
      toPagerdutyRefusal(new Refusal(status, { title: 'No', detail }))
    expect(refuse(429, 'Wait.')).toEqual({ status: 'throttle exceeded', message: 'No', errors: ['Wait.'] })
    expect(refuse(401, 'Unknown.')).toMatchObject({ status: 'invalid key', errors: ['Unknown.'] })
    expect(refuse(503, 'Later.')).toMatchObject({ status: 'server error' })
  })

  test('lists at most a hundred problems, and no list without any', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      pointer: `/${index}`,
      code: 'type',
      detail: 'x',
    }))
    expect(buildProblem({ title: 'x', status: 422, problems: many }).errors).toHaveLength(100)
    expect(buildProblem({ title: 'Gone', status: 410 })).toEqual({
      type: 'about:blank',
      title: 'Gone',
      status: 410,
    })
  })
})
