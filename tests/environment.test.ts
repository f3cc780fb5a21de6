import { expect, test } from 'vitest'
import { parseEnvironment } from '#/env.ts'

const production = {
  RECAPITO_MODE: 'production',
  APP_URL: 'https://portal.example.com',
  AUTH_SECRET: 'x'.repeat(32),
  SMTP_URL: 'smtp://mail.example.com',
  MAIL_FROM: 'portal@example.com',
}

test('staff must show a passkey unless the environment says otherwise', () => {
  expect(parseEnvironment(production).STAFF_PASSKEYS).toBe('required')
  expect(parseEnvironment({ ...production, STAFF_PASSKEYS: 'optional' }).STAFF_PASSKEYS).toBe('optional')
  expect(() => parseEnvironment({ ...production, STAFF_PASSKEYS: 'off' })).toThrow('STAFF_PASSKEYS')
})

test.each(['http://portal.example.com', 'http://192.0.2.7:3000', 'https://192.0.2.7'])(
  'at %s, where browsers have no passkeys, they must be optional',
  (APP_URL) => {
    expect(() => parseEnvironment({ ...production, APP_URL })).toThrow('set STAFF_PASSKEYS=optional')
    const optional = parseEnvironment({ ...production, APP_URL, STAFF_PASSKEYS: 'optional' })
    expect(optional.APP_URL).toBe(APP_URL)
  },
)
