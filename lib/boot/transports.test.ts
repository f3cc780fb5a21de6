import { expect, test } from 'vitest'
import { lanes } from '#/db/words/mail.ts'
import { transportPolicies } from './mails.ts'

test('each lane of the outbox has one transport', () => {
  const served = transportPolicies.flatMap((transport) => transport.lanes.map(({ name }) => name))
  expect(served).toEqual(lanes)
})
