import { expect, test } from 'vitest'
import { openedEndpoint } from '#/tests/endpoint-message.ts'
import { judgeStatus } from './answers.ts'
import { endpointCallers } from './kinds.ts'

const at = (status: number, headers = {}) => ({ status, headers, body: 'Bearer s3cret' })

test.each([
  [200, 'accepted', 'accepted'],
  [204, 'accepted', 'accepted'],
  [202, 'accepted', 'accepted'],
  [302, 'retry', 'retry'],
  [400, 'retry', 'failed nothing staff'],
  [401, 'retry', 'failed failing'],
  [403, 'retry', 'failed failing'],
  [404, 'retry', 'failed failing'],
  [408, 'retry', 'retry'],
  [410, 'failed disabled', 'failed disabled'],
  [413, 'retry', 'failed nothing staff'],
  [422, 'retry', 'failed nothing staff'],
  [429, 'retry', 'retry'],
  [500, 'retry', 'retry'],
  [503, 'retry', 'retry'],
])('%i of a machine of theirs: %s; of a service: %s', (status, machine, service) => {
  const say = (by: 'machine' | 'service') => {
    const verdict = judgeStatus(at(status), by)
    if (verdict.is !== 'failed') return verdict.is
    return ['failed', verdict.point, verdict.tellStaff && 'staff'].filter(Boolean).join(' ')
  }
  expect([say('machine'), say('service')]).toEqual([machine, service])
})

test.each([
  ['machine', 'webhook'],
  ['service', 'pagerduty'],
  ['service', 'ntfy'],
  ['service', 'slack'],
  ['service', 'teams'],
  ['service', 'google-chat'],
] as const)('a %s answers for %s', (by, kind) => {
  for (let status = 200; status < 600; status++) {
    const answer = at(status, { 'retry-after': '90' })
    const verdict = endpointCallers[kind].judge(answer, openedEndpoint(kind, {}), 'notice.opened')
    expect(verdict).toEqual(judgeStatus(answer, by))
  }
})

test.each([
  [429, { 'retry-after': '90' }, 90_000],
  [503, { 'retry-after': ' 7200 ' }, 3_600_000],
  [429, { 'retry-after': 'Fri, 27 Nov 2026 02:14:05 GMT', date: 'Fri, 27 Nov 2026 02:13:05 GMT' }, 60_000],
  [429, { 'retry-after': 'Fri, 27 Nov 2026 02:12:05 GMT', date: 'Fri, 27 Nov 2026 02:13:05 GMT' }, 1000],
  [429, { 'retry-after': '0' }, 1000],
  [429, { 'retry-after': 'Fri, 27 Nov 2026 02:14:05 GMT' }, undefined],
  [429, { 'retry-after': 'soon' }, undefined],
  [429, { 'retry-after': '-5' }, undefined],
  [429, {}, undefined],
  [500, { 'retry-after': '90' }, undefined],
])('after %i with %j the next try waits %s ms', (status, headers, after) => {
  const verdict = judgeStatus(at(status, headers), 'service')
  expect(verdict).toEqual({ is: 'retry', reason: expect.any(String), ...(after !== undefined && { after }) })
})
