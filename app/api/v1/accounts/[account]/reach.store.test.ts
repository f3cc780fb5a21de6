import { NextRequest } from 'next/server'
import { describe, expect, test } from 'vitest'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { supportResponseSchema } from '#/lib/api/accounts/support-response.ts'
import { reachSchema } from '#/lib/api/notices/reach-response.ts'
import { problemSchema } from '#/lib/platform/http/problem.ts'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { buildOpenAccount } from '#/seed/accounts.ts'
import { type Asked, ask, keyWith } from '#/tests/endpoint.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { OPTIONS as askBrandSupport, GET as getBrandSupport } from './brand-support/route.ts'
import { GET as getContacts } from './contacts/route.ts'

const setting = perTest(async () => {
  const { store, account } = await openNoticeSetting()
  return { store, aurora: account.id, key: await keyWith(store, 'accounts:read') }
})

async function reach(query: Record<string, string>, account = 'aurora') {
  const { status, body } = await ask(getContacts, { params: { account }, query, key: setting.key })
  expect(status, JSON.stringify(body)).toBe(200)
  expect(reachSchema.parse(body)).toEqual(body)
  return reachSchema.parse(body)
}

describe('who a notice would reach', () => {
  test('lists the endpoints of the route apart from the addresses, each with its first step', async () => {
    const given = { field: 'technical', label: 'Night shift' } as const
    const { id } = await addEndpoint(setting.store, setting.aurora, 'ntfy', given)
    const answer = await reach({ category: 'emergency' })
    expect(answer.endpoints).toEqual([{ id, kind: 'ntfy', label: 'Night shift', step: 2, failing: false }])
    const addresses = answer.steps.flatMap(({ recipients }) => recipients.map(({ address }) => address))
    expect(addresses.every((address) => address.includes('@'))).toBe(true)
    const mark = {
      key: `endpoint:${id}`,
      address: 'ntfy · ntfy.example.net',
      deliveryId: null,
      status: 'HTTP 404',
    }
    await setting.store.transact((tx) => markAddress(tx, mark, 1))
    expect((await reach({ category: 'emergency' })).endpoints).toMatchObject([{ id, failing: true }])
  })

  test('lists a phone number for emergencies only', async () => {
    const { id } = await addEndpoint(setting.store, setting.aurora, 'sms', { field: 'technical' })
    expect((await reach({ category: 'emergency' })).endpoints).toMatchObject([{ id, step: 2 }])
    expect((await reach({ category: 'technical' })).endpoints).toEqual([])
  })

  test('lists the first step with its copies, and every step', async () => {
    const answer = await reach({ category: 'emergency' })
    expect(answer).toMatchObject({
      account: { id: setting.aurora, slug: 'aurora' },
      category: 'emergency',
      environment: 'production',
      step: 1,
      recipients: [{ address: 'oncall@contacts.example', language: 'it', purpose: 'technical-emergency' }],
      copies: [{ address: 'anna@aurora.example', language: 'en', purpose: 'alerts' }],
      silence: null,
    })
    expect(answer.steps.map(({ step, purpose }) => [step, purpose])).toEqual([
      [1, 'technical-emergency'],
      [2, 'technical'],
      [3, 'owners'],
    ])
    expect(await reach({ category: 'emergency' }, setting.aurora)).toEqual(answer)
  })

  test.each([
    ['without a category', {}, '#/category', 'value'],
    ['with a slip', { category: 'technical', enviroment: 'sandbox' }, '#/enviroment', 'unknown'],
  ])('is refused %s', async (_, query, pointer, code) => {
    const { status, body } = await ask(getContacts, {
      params: { account: 'aurora' },
      query,
      key: setting.key,
    })
    expect([status, problemSchema.parse(body).errors]).toMatchObject([422, [{ pointer, code }]])
  })

  test('is hidden for an unknown account, and refused without the scope', async () => {
    const statusOf = async (account: string, given: Asked = {}) =>
      (await ask(getContacts, { ...given, params: { account }, query: { category: 'technical' } })).status
    for (const account of ['nowhere', 'a\0b', '01991b2c-0000-7000-8000-000000000000'])
      expect(await statusOf(account, { key: setting.key })).toBe(404)
    expect(await statusOf('aurora')).toBe(401)
    const key = await keyWith(setting.store, 'notices:read', 'accounts:write')
    expect(await statusOf('aurora', { key })).toBe(403)
  })
})

describe('a brand’s support', () => {
  test('is public, with a cache lifetime that ends when its answer changes', async () => {
    const monday = Date.parse('2026-10-26T07:59:30Z')
    moveClock(monday - Date.now())
    const { status, headers, body } = await ask(getBrandSupport, { params: { account: 'aurora' } })
    expect(status).toBe(200)
    expect(supportResponseSchema.parse(body)).toEqual(body)
    expect(body).toMatchObject({
      address: 'support@contacts.example',
      openNow: false,
      nextChangeAt: '2026-10-26T08:00:00.000Z',
    })
    const seconds = Number(/^public, max-age=(\d+)$/.exec(headers.get('cache-control') ?? '')?.[1])
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(30)
    moveClock(monday + 31_000 - Date.now())
    const later = await ask(getBrandSupport, { params: { account: setting.aurora } })
    expect(later.body).toMatchObject({ openNow: true })
  })

  test('can be read by scripts of any page, whatever headers they send', async () => {
    const request = new NextRequest('http://portal.example/', { method: 'OPTIONS' })
    const asked = await askBrandSupport(request, { params: Promise.resolve({ account: 'none' }) })
    expect([asked.status, Object.fromEntries(asked.headers)]).toEqual([
      204,
      expect.objectContaining({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, HEAD',
        'access-control-allow-headers': '*',
      }),
    ])
    const { headers } = await ask(getBrandSupport, { params: { account: 'aurora' } })
    expect(headers.get('access-control-expose-headers')).toBe('ETag')
  })

  test('of an account that is not live looks like an unknown account', async () => {
    await setting.store.transact((tx) => buildOpenAccount(tx, { slug: 'off', alerts: [], state: 'disabled' }))
    const off = await ask(getBrandSupport, { params: { account: 'off' } })
    const none = await ask(getBrandSupport, { params: { account: 'none' } })
    expect(off.status).toBe(404)
    expect([off.body, [...off.headers]]).toEqual([none.body, [...none.headers]])
    expect(off.headers.get('cache-control')).toBe('no-store')
    // A script on a partner's page must be able to see the 404.
    expect(off.headers.get('access-control-allow-origin')).toBe('*')
  })
})
