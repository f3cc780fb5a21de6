import { expect, test } from 'vitest'
import { allowedKindsOf } from './allowed-kinds.ts'
import { settingsSchema } from './schema.ts'

const open = { isOff: false, hasKey: true, hasGateway: false }
const { allowedKinds: shipped } = settingsSchema.parse({ programmeName: 'Desk' })

test('a new installation allows every kind that needs no gateway', () => {
  expect(allowedKindsOf({ allowedKinds: shipped }, open)).toEqual({
    kinds: ['webhook', 'pagerduty', 'ntfy', 'slack', 'teams', 'google-chat'],
    why: null,
  })
})

test.each([
  [{ isOff: true, hasKey: false }, shipped, 'off'],
  [{ hasKey: false }, null, 'no-key'],
  [{}, null, 'unchosen'],
  [{}, [], 'none-chosen'],
  [{}, ['sms' as const], 'no-gateway'],
])('with %j and %j, nothing can be added: %s', (given, allowedKinds, why) => {
  expect(allowedKindsOf({ allowedKinds }, { ...open, ...given })).toEqual({ kinds: [], why })
})

test('allows text messages once they are chosen and there is a gateway', () => {
  const chosen = { allowedKinds: ['ntfy' as const, 'sms' as const] }
  expect(allowedKindsOf(chosen, open).kinds).toEqual(['ntfy'])
  expect(allowedKindsOf(chosen, { ...open, hasGateway: true }).kinds).toEqual(['ntfy', 'sms'])
})
