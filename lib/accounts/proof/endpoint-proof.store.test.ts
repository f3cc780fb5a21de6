import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { endpoints } from '#/db/schema/endpoints.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { endpointKey } from '#/db/words/points.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { readEndpoint } from '#/tests/endpoint-setting.ts'
import { failingOn } from '#/tests/failing.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { recordEndpointProof } from './endpoint-proof.ts'
import { recordFailure } from './marks.ts'

const store = perTest(openTestStore)

test('a failure of another account’s message marks no endpoint', async () => {
  const { aurora, molo } = await scenario(store, { aurora: {}, molo: {} }, {}, { alone: true })
  const { id } = await store.transact((tx) => buildEndpoint(tx, { accountId: aurora.id }))
  const fail = (accountId: string) => {
    const failed = { key: endpointKey(id), address: '', deliveryId: newId(), accountId }
    return store.transact((tx) => recordFailure(tx, failed, { is: 'disabled', code: 'HTTP 410' }, now()))
  }
  await fail(molo.id)
  expect(await readEndpoint(store, id)).toMatchObject({ disabledAt: null, probeAt: null })
  expect(await store.read.$count(addressMarks)).toBe(0)
  await fail(aurora.id)
  expect((await readEndpoint(store, id)).disabledAt).not.toBeNull()
  expect(await store.read.$count(addressMarks)).toBe(1)
})

test('a proof of an endpoint that is on writes nothing, so that answers hold up no other', async () => {
  const { aurora } = await scenario(store, { aurora: {} }, {}, { alone: true })
  const { id } = await store.transact((tx) => buildEndpoint(tx, { accountId: aurora.id }))
  const prove = (on = failingOn(store, endpoints)) => on.transact((tx) => recordEndpointProof(tx, id))
  expect(await prove()).toBe(true)
  await store.transact((tx) => tx.update(endpoints).set({ failures: 1 }).where(eq(endpoints.id, id)))
  await expect(prove()).rejects.toThrow('disk full')
  await prove(store)
  expect((await readEndpoint(store, id)).failures).toBe(0)
})
