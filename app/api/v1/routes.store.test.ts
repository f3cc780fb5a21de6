import { expect, onTestFinished, test } from 'vitest'
import type { KeyScope } from '#/db/words/people.ts'
import { insertSource } from '#/lib/admin/sources/commands.ts'
import { operation } from '#/lib/api/http/operation.ts'
import { jsonResponse } from '#/lib/api/http/responses.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'
import { readSources } from '#/lib/identity/keys/queries.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { stopClock } from '#/tests/clock.ts'
import { ask as askRoute } from '#/tests/endpoint.ts'
import { eventually } from '#/tests/eventually.ts'
import { openTestStore, perTest } from '#/tests/store.ts'

const store = perTest(openTestStore)

const addSource = (...scopes: KeyScope[]) =>
  store.transact((tx) => insertSource(tx, { name: 'Prometheus', scopes }, null))

const described = {
  id: 'getThing',
  method: 'get',
  path: '/api/v1/things/{thing}',
  tag: 'Accounts',
  summary: '',
  description: '',
  responses: {},
} as const
const withKey = operation({ ...described, key: { scope: 'accounts:read', in: ['bearer'] } })
const withoutKey = operation({ ...described, key: null })

const { GET: here } = routes(serve(withKey, async () => jsonResponse('here')))

type Handler = ReturnType<typeof routes>['GET']

const ask = (handler: Handler, headers: Record<string, string> = {}, from = '192.0.2.1') =>
  runAs(from, () => askRoute(handler, { params: { thing: 'one' }, headers }))
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

test('an endpoint gets the key’s grant and the path’s parameters', async () => {
  const { id, key } = await addSource('accounts:read')
  const { GET, HEAD } = routes(
    serve(withKey, async ({ grant, params }) => jsonResponse([grant.source.id, params.thing])),
  )
  const answer = await ask(GET, bearer(key))
  expect(answer).toMatchObject({ status: 200, body: [id, 'one'] })
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect((await ask(HEAD, bearer(key))).status).toBe(200)
})

test('a key’s last use is recorded at most once a minute', async () => {
  const { key } = await addSource('accounts:read')
  const lastUsedAt = async () => (await readSources(store.read))[0]?.keys[0]?.lastUsedAt ?? null
  onTestFinished(() => moveClock(0))
  expect(await lastUsedAt()).toBeNull()
  await ask(here, bearer(key))
  await eventually(async () => expect(await lastUsedAt()).not.toBeNull())
  const first = (await lastUsedAt()) ?? 0
  moveClock(59_000)
  await ask(here, bearer(key))
  moveClock(62_000)
  await ask(here, bearer(key))
  await eventually(async () => expect(await lastUsedAt()).toBeGreaterThan(first + 60_000))
})

test('a missing key, a wrong key and a missing scope get different answers', async () => {
  const { key } = await addSource('events:write')
  const { GET } = routes(serve(withKey, async () => jsonResponse('secret')))
  for (const [headers, status, error] of [
    [{}, 401, undefined],
    [bearer('wrong'), 401, 'invalid_token'],
    [{ authorization: `Basic ${Buffer.from(`a:${key}`).toString('base64')}` }, 401, undefined],
    [bearer(key), 403, 'insufficient_scope'],
  ] as const) {
    const answer = await ask(GET, headers)
    expect(answer).toMatchObject({ status, body: { type: 'about:blank', status } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const challenge = answer.headers.get('www-authenticate') ?? ''
    expect(/error="([^"]+)"/.exec(challenge)?.[1]).toBe(error)
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|wrong/)
  }
})

test('a network with too many wrong keys must wait, and its valid key still works', async () => {
  const { key } = await addSource('accounts:read')
  const from = '192.0.2.77'
  // No allowance refills on a slow machine.
  stopClock()
  const statuses: number[] = []
  for (let guess = 0; guess < 61; guess++) statuses.push((await ask(here, bearer(`k${guess}`), from)).status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(60)
  expect(statuses.at(-1)).toBe(429)
  expect((await ask(here, bearer(key), from)).status).toBe(200)
})

test('too many requests from a key or an anonymous network get the time to wait', async () => {
  const one = await addSource('accounts:read')
  const other = await addSource('accounts:read')
  stopClock()
  let last = await ask(here, bearer(one.key))
  for (let more = 0; more < 3000 && last.status === 200; more++) last = await ask(here, bearer(one.key))
  expect(last.status).toBe(429)
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await ask(here, bearer(other.key))).status).toBe(200)

  const open = routes(serve(withoutKey, async () => jsonResponse('here')))
  const from = '192.0.2.78'
  last = await ask(open.GET, {}, from)
  for (let more = 0; more < 500 && last.status === 200; more++) last = await ask(open.GET, {}, from)
  expect(last.status).toBe(429)
  expect((await ask(open.GET, {}, '192.0.2.79')).status).toBe(200)
})

test('another method or an unknown path gets problem details', async () => {
  const { POST, OPTIONS } = routes(serve(withoutKey, async () => jsonResponse('here')))
  for (const handler of [POST, OPTIONS]) {
    const answer = await ask(handler)
    expect(answer).toMatchObject({ status: 405, body: { status: 405 } })
    expect(answer.headers.get('allow')).toBe('GET, HEAD')
  }
  expect(await ask(routes().GET)).toMatchObject({ status: 404, body: { status: 404 } })
})

test('an error becomes problem details without internal information', async () => {
  const failing = (error: unknown) => ask(routes(serve(withoutKey, () => Promise.reject(error))).GET)
  expect(await failing(new AppError('slug-taken'))).toMatchObject({
    status: 409,
    body: { detail: 'This short name is taken. Choose another.', errors: [{ code: 'slug-taken' }] },
  })
  const fault = await failing(new Error('the password is 1234'))
  expect(fault.status).toBe(500)
  expect(JSON.stringify(fault.body)).toMatch(/[0-9a-f]{8}/)
  expect(JSON.stringify(fault.body)).not.toContain('1234')
})
