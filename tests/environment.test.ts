import { expect, test } from 'vitest'
import { parseEnvironment } from '#/environment.ts'
import { environmentTable } from '#/environment-table.ts'
import { isOwnVariable, ownVariables, withoutConfiguration } from '#/scripts/own-environment.ts'

const production = {
  RECAPITO_MODE: 'production',
  APP_URL: 'https://portal.example.com',
  AUTH_SECRET: 'x'.repeat(32),
  SMTP_URL: 'smtp://mail.example.com',
  MAIL_FROM: 'portal@example.com',
}

test('variables of the machine do not reach the tests', () => {
  expect([...ownVariables, 'NODE_ENV'].filter((name) => !isOwnVariable(name))).toEqual([])
  expect(['PATH', 'HOME', 'CHROMIUM'].filter(isOwnVariable)).toEqual([])
})

test('a build gets none of a server’s variables, from the shell or from a file', () => {
  const server = {
    ...production,
    DATABASE_URL: 'postgres://db.example/live',
    NODE_ENV: 'production',
  } as const
  const kept = { PATH: '/bin', NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: 'key' }
  // Next fills what is undefined from `.env`, not what is empty.
  const emptied = Object.fromEntries(Object.keys(environmentTable).map((name) => [name, '']))
  expect(withoutConfiguration({ ...server, ...kept })).toEqual({ ...kept, ...emptied })
})

test('requires passkeys of staff unless the environment says otherwise', () => {
  expect(parseEnvironment(production).STAFF_PASSKEYS).toBe('required')
  expect(parseEnvironment({ ...production, STAFF_PASSKEYS: 'optional' }).STAFF_PASSKEYS).toBe('optional')
  expect(() => parseEnvironment({ ...production, STAFF_PASSKEYS: 'off' })).toThrow('STAFF_PASSKEYS')
})

test('NODE_ENV=production means production mode, unless the mode is set', () => {
  const { RECAPITO_MODE: _, ...unsaid } = production
  const modeOf = (more: Record<string, string>) => parseEnvironment({ ...unsaid, ...more }).RECAPITO_MODE
  expect(modeOf({ NODE_ENV: 'production' })).toBe('production')
  expect(modeOf({ NODE_ENV: 'production', RECAPITO_MODE: '' })).toBe('production')
  expect(modeOf({ NODE_ENV: 'production', RECAPITO_MODE: 'demo' })).toBe('demo')
  expect(modeOf({})).toBe('development')
  expect(() => parseEnvironment({ NODE_ENV: 'production' })).toThrow('AUTH_SECRET is missing')
})

test.each(['APP_URL', 'AUTH_SECRET', 'SMTP_URL', 'MAIL_FROM'])('refuses production without %s', (name) => {
  for (const said of [undefined, '', ' '])
    expect(() => parseEnvironment({ ...production, [name]: said })).toThrow(`${name} is missing`)
})

test.each(['http://portal.example.com', 'http://192.0.2.7:3000', 'https://192.0.2.7'])(
  'requires optional passkeys at %s, where browsers have none',
  (APP_URL) => {
    expect(() => parseEnvironment({ ...production, APP_URL })).toThrow('set STAFF_PASSKEYS=optional')
    const optional = parseEnvironment({ ...production, APP_URL, STAFF_PASSKEYS: 'optional' })
    expect(optional.APP_URL).toBe(APP_URL)
  },
)

test.each([
  ['PORT', 'abc', 'PORT must be a number.'],
  ['PORT', '3000.5', 'PORT must be a whole number.'],
  ['PORT', '70000', 'PORT must be at most 65535.'],
  ['WORKER', 'yes', 'WORKER must be one of on, off, only.'],
  ['APP_URL', 'portal.example.com', 'APP_URL must be an http or https URL.'],
  ['PROGRAMME_NAME', 'x'.repeat(81), 'PROGRAMME_NAME must have at most 80 characters.'],
  ['SUPPORT_EMAIL', 'help@desk.example, b@desk.example', 'SUPPORT_EMAIL must be one address.'],
  [
    'DATABASE_URL',
    'postgres://user:a/b@host/db',
    'DATABASE_URL is not a valid URL: in a password, write % as %25',
  ],
  [
    'SMTP_URL',
    'smtps://user:a#b@mail.example.com',
    'SMTP_URL is not a valid URL: in a password, write % as %25',
  ],
  ['SMTP_URL', 'smtp://one.example,smtp://two.example', 'SMTP_URL is not a valid URL'],
  ['SMTP_URL', 'smtp://one.example two.example', 'SMTP_URL must start with smtp://'],
  ['SECRETS_KEY', 'short', 'SECRETS_KEY has a key with less than 32 characters.'],
  ['SECRETS_KEY', `${'a'.repeat(32)} `.repeat(3), 'SECRETS_KEY must be one key, or two while you change it.'],
  ['ENDPOINTS', 'yes', 'ENDPOINTS must be one of on, off.'],
  ['ENDPOINT_HOSTS', 'a.example https://b.example', 'ENDPOINT_HOSTS names https://b.example, which is not'],
  ['ENDPOINT_HOSTS', '*', 'ENDPOINT_HOSTS names *, which is not a host name'],
  ['ENDPOINT_HOSTS', '10.0.0.7', 'ENDPOINT_HOSTS names 10.0.0.7, which is not a host name'],
  ['ENDPOINT_HOSTS', '*.Corp.Internal', 'ENDPOINT_HOSTS names *.Corp.Internal, which no endpoint may have'],
  [
    'ENDPOINT_HOSTS',
    'hooks.example Portal.example.com',
    'ENDPOINT_HOSTS names portal.example.com, which is this portal',
  ],
  ['ENDPOINT_NETWORKS', '10.0.0.0/33', 'ENDPOINT_NETWORKS names 10.0.0.0/33, which is not an address'],
  ['ENDPOINT_PORTS', '8443 70000', 'ENDPOINT_PORTS names 70000, which is not a port.'],
  ['ENDPOINT_PROXY', 'socks5://proxy.example', 'ENDPOINT_PROXY must be an http or https URL.'],
  [
    'ENDPOINT_PROXY',
    'http://u:a%b@proxy.example',
    'ENDPOINT_PROXY is not a valid URL: in a password, write % as %25',
  ],
  ['PHONE_GATEWAY', 'http://sms.example', 'PHONE_PREFIXES is missing. How the phone numbers begin'],
  ['PHONE_GATEWAY', 'http://u:12#34@10.0.0.7/send', 'PHONE_GATEWAY is not a valid URL: in a password'],
  ['PHONE_GATEWAY', 'sms.example', 'PHONE_GATEWAY must be an http or https URL.'],
  ['PHONE_PREFIXES', '39', 'PHONE_PREFIXES names 39, which is not like +39.'],
  ['PHONE_PER_DAY', '-1', 'PHONE_PER_DAY must be at least 0.'],
  ['STAFF_EMAILS', 'you@example.com; grace', 'STAFF_EMAILS has no email address at number 2.'],
  ['LANGUAGES_DIR', '/nowhere/languages', 'LANGUAGES_DIR names a folder that is not there.'],
])('refuses %s=%s and says what is allowed', (name, value, why) => {
  expect(() => parseEnvironment({ ...production, [name]: value })).toThrow(why)
})

test('takes an http issuer of sign-in only outside production', () => {
  const OIDC_ISSUER = 'http://login.example.com'
  expect(() => parseEnvironment({ ...production, OIDC_ISSUER })).toThrow('OIDC_ISSUER must start with https')
  expect(parseEnvironment({ ...production, RECAPITO_MODE: 'demo', OIDC_ISSUER }).OIDC_ISSUER).toBe(
    OIDC_ISSUER,
  )
  const secure = parseEnvironment({ ...production, OIDC_ISSUER: 'https://login.example.com' })
  expect(secure.OIDC_ISSUER).toBe('https://login.example.com')
})

test('accepts a password with encoded special characters', () => {
  const given = { SMTP_URL: 'smtps://u:a%2Fb%23@one.example:465 smtp://two.example?maxConnections=1' }
  expect(parseEnvironment({ ...production, ...given }).SMTP_URL).toBe(given.SMTP_URL)
  const socket = 'postgres:///recapito?host=/run/postgresql'
  expect(parseEnvironment({ ...production, DATABASE_URL: socket }).DATABASE_URL).toBe(socket)
})

test('reads lists of endpoints’ hosts, networks and ports', () => {
  const given = {
    SECRETS_KEY: `${'n'.repeat(32)}  ${'o'.repeat(32)}`,
    ENDPOINT_HOSTS: 'Hooks.example.com, *.Example.org',
    ENDPOINT_NETWORKS: '10.20.0.0/16,fd00::/8',
    ENDPOINT_PORTS: '8443 9443',
    PHONE_GATEWAY: 'http://sms.example',
    PHONE_PREFIXES: '+39, +4179',
  }
  expect(parseEnvironment({ ...production, ...given })).toMatchObject({
    SECRETS_KEY: ['n'.repeat(32), 'o'.repeat(32)],
    ENDPOINT_HOSTS: ['hooks.example.com', '*.example.org'],
    ENDPOINT_NETWORKS: ['10.20.0.0/16', 'fd00::/8'],
    ENDPOINT_PORTS: [8443, 9443],
    PHONE_PREFIXES: ['+39', '+4179'],
  })
  const none = parseEnvironment(production)
  expect([none.SECRETS_KEY, none.ENDPOINT_HOSTS, none.ENDPOINT_NETWORKS, none.ENDPOINT_PORTS].flat()).toEqual(
    [],
  )
  expect([none.ENDPOINTS, none.PHONE_PER_DAY]).toEqual(['on', 500])
  expect(parseEnvironment({}).SECRETS_KEY).toHaveLength(1)
})
