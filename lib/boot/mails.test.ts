import { expect, test } from 'vitest'
import { lanes } from '#/db/words/mail.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { templates, transportPolicies } from './mails.ts'

test('each lane of the outbox has one transport', () => {
  const served = transportPolicies.flatMap((transport) => transport.lanes.map(({ name }) => name))
  expect(served).toEqual(lanes)
})

test('each template has a name in the list of failed messages, which leaves out probes', () => {
  const t = translatorFor('en', 'adminNotices')
  const isNamed = (name: string) => t.has(`deliveries.templates.${name}` as Parameters<typeof t.has>[0])
  expect(templates.map(({ name }) => name).filter((name) => !isNamed(name))).toEqual(['endpoint-probe'])
})
