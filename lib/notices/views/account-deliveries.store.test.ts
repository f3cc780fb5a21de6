import { expect, test } from 'vitest'
import { digestNotices, digests } from '#/db/schema/notices.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildDelivery, buildNotice } from '#/seed/notices.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { openTestStore } from '#/tests/store.ts'
import { listDeliveriesOfEach, maxDeliveries } from './account-deliveries.ts'

test('lists the newest deliveries of each notice and its digests, and counts all of them', async () => {
  const store = await openTestStore()
  const made = await store.transact(async (tx) => {
    const [storm, single, silent] = [
      await buildNotice(tx, { summary: 'One of many' }),
      await buildNotice(tx, { summary: 'Alone' }),
      await buildNotice(tx, { summary: 'Told to nobody' }),
    ]
    for (let place = 0; place < maxDeliveries + 2; place++)
      await buildDelivery(tx, storm, { recipient: `n${place}@x.example` })
    await buildDelivery(tx, single, { recipient: 'a@x.example', status: 'failed', lastError: '550' })
    const digestId = newId()
    const at = { gathersUntil: 1, dueAt: 1, createdAt: 1 }
    await tx.insert(digests).values({ id: digestId, key: digestId, kind: 'notices', ...at })
    await tx.insert(digestNotices).values([
      { digestId, noticeId: single.id },
      { digestId, noticeId: silent.id },
    ])
    await buildDelivery(tx, single, { recipient: 'digest@x.example', noticeId: null, digestId })
    return { storm, single, silent, grace: await buildStaff(tx) }
  })
  const grant = staffGrant(made.grace, 'support')
  const found = await listDeliveriesOfEach(store.read, grant, [made.storm.id, made.single.id, made.silent.id])
  const storm = found.get(made.storm.id)
  expect([...(storm?.counts ?? [])]).toEqual([['accepted', maxDeliveries + 2]])
  const newest = Array.from({ length: maxDeliveries }, (_, at) => `n${maxDeliveries + 1 - at}@x.example`)
  expect(storm?.newest.map(({ recipient }) => recipient)).toEqual(newest)
  const single = found.get(made.single.id)
  expect(Object.fromEntries(single?.counts ?? [])).toEqual({ failed: 1, accepted: 1 })
  expect(single?.newest).toMatchObject([
    { recipient: 'digest@x.example', digest: true },
    { recipient: 'a@x.example', digest: false, lastError: '550' },
  ])
  expect(found.get(made.silent.id)?.newest).toMatchObject([{ recipient: 'digest@x.example' }])
  expect(await listDeliveriesOfEach(store.read, grant, [])).toEqual(new Map())
})
