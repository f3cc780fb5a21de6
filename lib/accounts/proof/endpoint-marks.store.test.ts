import { expect, test } from 'vitest'
import { addressMarks } from '#/db/schema/notices.ts'
import { endpointKey } from '#/db/words/points.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { readEndpoint } from '#/tests/endpoint-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { recordFailure } from './marks.ts'

const store = perTest(openTestStore)

test('what a message of another account met says nothing of an endpoint', async () => {
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
