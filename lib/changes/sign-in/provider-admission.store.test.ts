import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sessions, users } from '#/db/schema/people.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildInvitation, buildMember, buildUser } from '#/seed/people.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { admissionRefusals, admitFromProvider } from './provider-admission.ts'
import { scope } from './provider-options.ts'

const visitor = { userAgent: 'Firefox', locale: 'it' } as const

const store = perTest(openTestStore)
const user = perTest(() => store.transact((tx) => buildUser(tx, { email: 'chiara@known.example' })))

test.each([true, 'true'])('lets in a user whose address the provider has verified', async (verified) => {
  const claims = { sub: '1', email: 'Chiara@Known.example', email_verified: verified }
  const sessionId = await admitFromProvider(store, 'oidc', claims, visitor)
  const rows = await store.read.select().from(sessions)
  expect(rows).toMatchObject([{ id: sessionId, userId: user.id, method: 'oidc' }])
})

test('lets in an invited person as a user, with the invited address', async () => {
  await store.transact(async (tx) => {
    const account = await buildAccount(tx)
    const { user } = await buildMember(tx, { accountId: account.id })
    await buildInvitation(tx, { accountId: account.id, invitedBy: user.id, email: 'New@known.example' })
  })
  const claims = { email: 'new@known.example', email_verified: true }
  expect(await admitFromProvider(store, 'google', claims, visitor)).not.toBeNull()
  const emails = (await store.read.select().from(users)).map(({ email }) => email)
  expect(emails).toContain('New@known.example')
})

test.each([
  ['not verified', { email: 'chiara@known.example', email_verified: false }, 'unverified'],
  ['without a verification', { email: 'chiara@known.example' }, 'unverified'],
  ['not verified, as a string', { email: 'chiara@known.example', email_verified: 'false' }, 'unverified'],
  ['verified, as a number', { email: 'chiara@known.example', email_verified: 1 }, 'unverified'],
  ['unknown', { email: 'nobody@elsewhere.example', email_verified: true }, 'stranger'],
  ['missing', { email_verified: true }, 'no-address'],
  ['two addresses', { email: 'chiara@known.example,eve@evil.example', email_verified: true }, 'no-address'],
  ['a list', { email: ['chiara@known.example'], email_verified: true }, 'no-address'],
  ['a lookalike', { email: 'ch\u0456ara@known.example', email_verified: true }, 'no-address'],
])('refuses an address that is %s, logs the reason, and writes nothing', async (_, claims, reason) => {
  const lines = recordLog()
  expect(await admitFromProvider(store, 'oidc', claims, visitor)).toBeNull()
  expect(await store.read.$count(sessions)).toBe(0)
  expect(await store.read.$count(users)).toBe(1)
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { event: 'sign-in-refused', method: 'oidc', reason },
  ])
  expect(lines.join()).not.toContain('@')
})

test.each([null, undefined, 'chiara@known.example', []])('refuses the claims %j', async (claims) => {
  expect(await admitFromProvider(store, 'oidc', claims, visitor)).toBeNull()
})

test('docs/sign-in.md names each refusal, and each provider’s settings', () => {
  const told = readFileSync('docs/sign-in.md', 'utf8')
  const all = [...admissionRefusals, '/api/auth/callback/google', '/api/auth/callback/oidc', scope]
  expect(all.filter((part) => !told.includes(`${part}\``))).toEqual([])
})
