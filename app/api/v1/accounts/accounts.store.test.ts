import { beforeEach, describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { accountListSchema, accountSchema } from '#/lib/api/accounts/account-response.ts'
import { sealCursor } from '#/lib/api/http/cursor.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { problemSchema } from '#/lib/platform/http/problem.ts'
import { buildAccount, buildOpenAccount } from '#/seed/accounts.ts'
import { buildMember, buildUser } from '#/seed/people.ts'
import { ask, keyWith } from '#/tests/endpoint.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { GET as getAccount } from './[account]/route.ts'
import { GET as getAccounts, POST as postAccount } from './route.ts'

const store = perTest(openTestStore)
const keys = perTest(async () => ({
  reading: await keyWith(store, 'accounts:read'),
  writing: await keyWith(store, 'accounts:write'),
}))
beforeEach(() => store.transact(seedShipped))

async function list(query: Record<string, string> = {}) {
  const { status, body } = await ask(getAccounts, { query, key: keys.reading })
  expect(status).toBe(200)
  expect(accountListSchema.parse(body)).toEqual(body)
  return accountListSchema.parse(body)
}
const slugs = async (query: Record<string, string>) => (await list(query)).accounts.map(({ slug }) => slug)

describe('the accounts', () => {
  test('are listed page by page, each once', async () => {
    await store.transact(async (tx) => {
      for (const slug of ['a', 'a-b', 'b']) await buildAccount(tx, { slug })
    })
    const { accounts, nextCursor } = await list({ limit: '2' })
    const rest = await list({ limit: '2', cursor: nextCursor ?? '' })
    expect([...accounts, ...rest.accounts].map(({ slug }) => slug).sort()).toEqual(['a', 'a-b', 'b'])
    expect([accounts.length, rest.nextCursor]).toEqual([2, null])
  })

  test('are filtered by text, state and type', async () => {
    await store.transact(async (tx) => {
      await buildAccount(tx, { slug: 'aurora', name: 'Clinica Aurora', state: 'live' })
      await buildAccount(tx, { slug: 'molo', state: 'live', integrationTypeId: 'local-services' })
      await buildAccount(tx, { slug: 'ponte', state: 'paused' })
    })
    await indexUnindexed(store)
    expect(await slugs({ search: 'AURO' })).toEqual(['aurora'])
    expect(await slugs({ state: 'live' })).toEqual(['aurora', 'molo'])
    expect(await slugs({ state: 'live', integrationType: 'local-services' })).toEqual(['molo'])
    expect(await slugs({ integrationType: 'teleport' })).toEqual([])
  })

  test('show what is missing', async () => {
    const left = await store.transact(async (tx) => {
      const user = await buildUser(tx)
      const { account } = await buildOpenAccount(tx, { slug: 'whole', alerts: [user.id] })
      await buildMember(tx, { accountId: account.id, userId: user.id })
      return (await buildOpenAccount(tx, { slug: 'left', alerts: [user.id], dueAt: Date.now() - 1000 }))
        .account
    })
    expect(await list()).toMatchObject({
      accounts: [
        {
          slug: 'left',
          complete: false,
          missing: [{ field: 'alerts', reason: 'left' }],
          locked: true,
          dueAt: new Date(left.dueAt ?? 0).toISOString(),
        },
        { slug: 'whole', complete: true, missing: [], locked: false, dueAt: null },
      ],
    })
  })

  test.each([
    ['limit', '101', 'range'],
    ['search', 'a\0b', 'characters'],
    ['integrationType', 'a\0b', 'characters'],
    ['cursor', `${sealCursor('aurora')}x`, 'cursor'],
  ])('refuse %s=%j', async (name, value, code) => {
    const { status, body } = await ask(getAccounts, { query: { [name]: value }, key: keys.reading })
    expect([status, problemSchema.parse(body).errors]).toMatchObject([422, [{ pointer: `#/${name}`, code }]])
  })
})

describe('one account', () => {
  test('is found by slug and by id, in any case', async () => {
    const account = await store.transact(async (tx) => {
      await buildAccount(tx, { slug: 'molo' })
      return buildAccount(tx, { slug: 'aurora', name: 'Clinica Aurora' })
    })
    for (const named of ['aurora', account.id, account.id.toUpperCase()]) {
      const { status, body } = await ask(getAccount, { params: { account: named }, key: keys.reading })
      expect(status).toBe(200)
      expect(accountSchema.parse(body)).toEqual(body)
      expect(body).toMatchObject({ id: account.id, slug: 'aurora', name: 'Clinica Aurora' })
    }
  })

  const unknownId = '01991b2c-0000-7000-8000-000000000000'
  test.each(['nowhere', 'AURORA', 'a\0b', '%', ' ', unknownId, 'x'.repeat(9000)])(
    'is not found as %j',
    async (named) => {
      await store.transact((tx) => buildAccount(tx, { slug: 'aurora' }))
      const { status, body } = await ask(getAccount, { params: { account: named }, key: keys.reading })
      expect([status, problemSchema.parse(body).detail]).toEqual([404, 'Account not found.'])
    },
  )
})

describe('a new account', () => {
  const body = {
    name: 'Clinica Aurora',
    integrationType: 'healthcare-appointments',
    defaultLanguage: 'it',
    owner: { email: 'giulia@clinica-aurora.example' },
  }
  const post = (more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
    ask(postAccount, { body: { ...body, ...more }, headers, key: keys.writing })

  test('exists immediately, and its owner is invited', async () => {
    const made = await post()
    expect([made.status, accountSchema.parse(made.body)]).toEqual([201, made.body])
    expect(made.headers.get('location')).toBe(`/api/v1/accounts/${made.body.id}`)
    const read = await ask(getAccount, { params: { account: 'clinica-aurora' }, key: keys.reading })
    expect(read.body).toEqual(made.body)
    expect(await store.read.select().from(outbox)).toMatchObject([
      { recipient: body.owner.email, locale: 'it' },
    ])
  })

  test('stays one account when the request is repeated', async () => {
    const headers = { 'idempotency-key': 'one' }
    const made = await post({}, headers)
    const again = await post({}, headers)
    expect([again.status, again.body]).toEqual([201, made.body])
    expect(made.headers.get('idempotency-replayed')).toBeNull()
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(again.headers.get('location')).toBe(made.headers.get('location'))
    expect((await post({ slug: 'another' }, headers)).status).toBe(422)
    expect(await store.read.$count(accounts)).toBe(1)
    expect(await store.read.$count(outbox)).toBe(1)
  })

  test.each([
    [409, '#/slug', 'slug-taken', {}],
    [422, '#/integrationType', 'value', { slug: 'b2', integrationType: 'teleport' }],
    [422, '#/slug', 'required', { name: '誠' }],
  ])('is refused with %i at %s: %s', async (status, pointer, code, more) => {
    await store.transact((tx) => buildAccount(tx, { slug: 'clinica-aurora' }))
    const refused = await post(more)
    expect([refused.status, problemSchema.parse(refused.body).errors]).toMatchObject([
      status,
      [{ pointer, code }],
    ])
    expect(await store.read.$count(accounts)).toBe(1)
    expect(await store.read.$count(outbox)).toBe(0)
  })
})
