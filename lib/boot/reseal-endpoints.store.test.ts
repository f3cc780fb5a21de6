import { expect, test } from 'vitest'
import { checkSeals } from '#/bin/doctor/endpoints.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { endpointKey } from '#/db/words/points.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { refusalKeys } from '#/lib/changes/confirmations/endpoint-code.ts'
import { parse } from '#/lib/changes/contacts/endpoint-rows.ts'
import { sealEndpoint, sealedWith } from '#/lib/notices/endpoints/open-endpoint.ts'
import { ownErrors } from '#/lib/notices/endpoints/reason.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { countNumberHolders } from '#/lib/privacy/erasure/numbers.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { addEndpoint, readEndpoint } from '#/tests/endpoint-setting.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { openTestStore } from '#/tests/store.ts'
import { resealEndpoints } from './reseal-endpoints.ts'

const [old, next, lost] = ['o', 'n', 'l'].map((letter) => letter.repeat(32))
const keys = (...some: (string | undefined)[]) => some.filter((key) => key !== undefined)

test('after a change of the key all that can be opened is sealed with the new one; doctor and log count the rest', async () => {
  const store = await openTestStore()
  const logged = recordLog()
  const secrets = { config: { url: 'https://hooks.example.net/' } }
  await store.transact(async (tx) => {
    const { id: accountId } = await buildAccount(tx)
    for (const key of [old, old, next, lost]) {
      const id = newId()
      const sealed = sealEndpoint(id, secrets, keys(key))
      await buildEndpoint(tx, { id, accountId, sealed })
    }
  })
  const says = async (...some: (string | undefined)[]) =>
    (await checkSeals(store, { ENDPOINTS: 'on', SECRETS_KEY: keys(...some) }))
      .map((finding) => `${finding.is}: ${finding.says}`)
      .join(' ')
  expect(await says(old)).toMatch(/^broken: SECRETS_KEY opens 2 of 4 endpoints\./)
  expect(await resealEndpoints(store, keys(old))).toBe(0)
  expect(await says(next, old)).toMatch(
    /^broken: .* 3 of 4 .* look at this: Of 4 endpoints 2 still need the old key/,
  )
  expect(await resealEndpoints(store, keys(next, old))).toBe(2)
  expect(await resealEndpoints(store, keys(next, old))).toBe(0)
  const rows = await store.read.select().from(endpoints).orderBy(endpoints.id)
  expect(rows.map((row) => sealedWith(row, keys(next)))).toEqual(['current', 'current', 'current', 'none'])
  expect(await says(next)).toMatch(/^broken: SECRETS_KEY opens 3 of 4/)
  expect(await says(next, lost)).toMatch(/^look at this: Of 4 endpoints 1 still need the old key/)
  await resealEndpoints(store, keys(next, lost))
  expect(await says(next)).toBe('ok: SECRETS_KEY opens all 4 endpoints.')
  await resealEndpoints(store, [])
  const unopened = logged.map((line) => JSON.parse(line)).filter(({ level }) => level === 50)
  expect(unopened.map(({ count }) => count)).toEqual([2, 1, 1, 4])
})

test('after a change of AUTH_SECRET a number is found again, and what is there twice stops nothing', async () => {
  const store = await openTestStore()
  const { id: accountId } = await store.transact((tx) => buildAccount(tx))
  const number = '+393331234567'
  for (const target of ['by the old secret', 'by an older one']) {
    await addEndpoint(store, accountId, 'sms', { target })
    expect(await countNumberHolders(store.read, number)).toBe(target === 'by the old secret' ? 0 : 1)
    expect(await resealEndpoints(store)).toBe(0)
    expect(await countNumberHolders(store.read, number)).toBe(1)
  }
})

test('makes the digest of each place as its form does', async () => {
  const store = await openTestStore()
  const { id: accountId } = await store.transact((tx) => buildAccount(tx))
  const url = 'https://hooks.slack.com/services/T/B/X?1'
  const { id } = await addEndpoint(store, accountId, 'slack', { target: 'older', config: { url } })
  await resealEndpoints(store)
  expect((await readEndpoint(store, id)).target).toBe(parse('slack', { url: url.slice(0, -2) }).target)
})

test('marks the place of what is refused and was marked as it was typed, and only while it is refused', async () => {
  const store = await openTestStore()
  const { id: accountId } = await store.transact((tx) => buildAccount(tx))
  const config = { url: 'https://push.example.net/oncall?9' }
  const webhook = await addEndpoint(store, accountId, 'webhook', { config })
  const ntfy = await addEndpoint(store, accountId, 'ntfy', {
    ...{ host: 'push.example.net', config: { server: 'https://push.example.net/', topic: 'oncall' } },
  })
  const [place] = refusalKeys(ntfy)
  const isMarked = async () => (await findMarks(store.read, [place])).get(place)?.markedAt
  await resealEndpoints(store)
  expect(await isMarked()).toBeUndefined()
  const mark = { address: 'Webhook', deliveryId: null, status: ownErrors.refused }
  await store.transact((tx) => markAddress(tx, { key: endpointKey(webhook.id), ...mark }, 5))
  await resealEndpoints(store)
  expect(await isMarked()).toBe(5)
})

test('endpoints that failed for want of the key take messages again once a key opens them; others stay failing', async () => {
  const store = await openTestStore()
  const secrets = { config: { url: 'https://hooks.example.net/' } }
  const failing = { failures: 12, failedSince: 1, probeAt: now() }
  const add = (key: string | undefined, status: string) =>
    store.transact(async (tx) => {
      const { id: accountId } = await buildAccount(tx)
      const id = newId()
      await buildEndpoint(tx, { id, accountId, sealed: sealEndpoint(id, secrets, keys(key)), ...failing })
      const point = { key: endpointKey(id), address: 'Webhook' }
      await markAddress(tx, { ...point, deliveryId: null, status }, now())
      return id
    })
  const opened = await add(next, ownErrors.sealed)
  const others = [await add(next, 'HTTP 404: nothing at this address'), await add(lost, ownErrors.sealed)]
  const listMarks = async () => [
    ...(await findMarks(store.read, [opened, ...others].map(endpointKey))).keys(),
  ]
  await resealEndpoints(store, [])
  await resealEndpoints(store, keys(old))
  expect(await listMarks()).toHaveLength(3)
  await resealEndpoints(store, keys(next))
  expect(await listMarks()).toEqual(others.map(endpointKey))
  expect(await readEndpoint(store, opened)).toMatchObject({ failures: 0, failedSince: null, probeAt: null })
  for (const id of others) expect(await readEndpoint(store, id)).toMatchObject(failing)
})

test.each([
  ['on', [], /^look at this: .*no endpoint can be added\. None is stored, so a new key will do/],
  ['off', [], /^$/],
  ['on', ['k'.repeat(32)], /^$/],
] as const)(
  'without endpoints, ENDPOINTS=%s and the keys %j, the doctor says %s',
  async (ENDPOINTS, keys, says) => {
    const found = await checkSeals(await openTestStore(), { ENDPOINTS, SECRETS_KEY: [...keys] })
    expect(found.map((finding) => `${finding.is}: ${finding.says}`).join()).toMatch(says)
  },
)
