import { expect, test } from 'vitest'
import type { DeliveryPart } from '#/db/words/mail.ts'
import type { OutboxRow } from '#/lib/platform/outbox/transport.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { endpointPolicy } from './policy.ts'

test.each<[DeliveryPart, string, number | null]>([
  ['notice', 'wake', minute],
  ['notice', 'hook', 5 * minute],
  ['escalation', 'wake', minute],
  ['reopened', 'wake', minute],
  ['repeat', 'wake', null],
  ['reminder', 'hook', null],
  ['acknowledged', 'wake', null],
  ['closed', 'wake', null],
  ['resolve', 'wake', null],
])('a silent %s in lane %s hands on after %s', (part, lane, expected) => {
  expect(endpointPolicy.patience?.({ part, lane } as OutboxRow)).toBe(expected)
})
