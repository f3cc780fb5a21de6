import { expect, test } from 'vitest'
import { bounceReports } from '#/db/schema/notices.ts'
import { mailStatuses } from '#/db/words/mail.ts'
import type { TimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildDelivery, buildNotice } from '#/seed/notices.ts'
import { buildStaff } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import {
  bouncesPerPage,
  countFailing,
  deliveriesPerPage,
  listFailingDeliveries,
  listUnknownBounces,
} from './failing-queries.ts'

const store = perTest(openTestStore)
const support = perTest(async () => staffGrant(await store.transact((tx) => buildStaff(tx)), 'support'))

test('lists failing and retried messages with their notice and account, by status, without probes', async () => {
  const { notice } = await store.transact(async (tx) => {
    const account = await buildAccount(tx, { slug: 'aurora', name: 'Clinica Aurora' })
    const notice = await buildNotice(tx, { accountId: account.id, summary: 'Feed errors' })
    for (const [place, status] of mailStatuses.entries())
      await buildDelivery(tx, notice, { recipient: `${status}@aurora.example`, status, createdAt: place })
    const ofNone = { noticeId: null, accountId: null, part: null, purpose: null, template: 'invitation' }
    const invitation = { recipient: 'new@aurora.example', status: 'failed', createdAt: 100 } as const
    await buildDelivery(tx, notice, { ...ofNone, ...invitation })
    const probe = { recipient: 'probed@aurora.example', template: 'endpoint-probe' }
    await buildDelivery(tx, notice, { ...ofNone, ...probe, status: 'expired', createdAt: 101 })
    return { notice }
  })
  const { deliveries, next } = await listFailingDeliveries(store.read, support, null, null)
  const names = deliveries.map(({ recipient }) => recipient.split('@')[0])
  expect(names).toEqual(['new', 'expired', 'failed', 'retrying'])
  expect(next).toBeNull()
  expect(deliveries[0]).toMatchObject({ template: 'invitation', notice: null, account: null })
  const account = { slug: 'aurora', name: 'Clinica Aurora' }
  expect(deliveries[1]).toMatchObject({ notice: { id: notice.id, summary: 'Feed errors' }, account })
  const failed = await listFailingDeliveries(store.read, support, 'failed', null)
  expect(failed.deliveries.map(({ status }) => status)).toEqual(['failed', 'failed'])
  expect(await countFailing(store.read, support)).toEqual({ retrying: 1, failed: 2, expired: 1 })
})

test('lists each delivery once, even when many were queued at the same instant', async () => {
  const total = deliveriesPerPage * 2 + 3
  await store.transact(async (tx) => {
    const notice = await buildNotice(tx, {})
    for (let n = 0; n < total; n++) {
      const createdAt = n < 60 ? 5 : n
      await buildDelivery(tx, notice, { recipient: `${n}@x.example`, status: 'failed', createdAt })
    }
  })
  const found = new Set<string>()
  let after: TimeCursor | null = null
  do {
    const page = await listFailingDeliveries(store.read, support, null, after)
    expect(page.deliveries.length).toBeLessThanOrEqual(deliveriesPerPage)
    for (const { recipient } of page.deliveries) found.add(recipient)
    after = page.next
  } while (after)
  expect(found.size).toBe(total)
})

test('lists bounces of unknown deliveries page by page', async () => {
  const report = { recipient: 'x@x.example', action: 'failed', status: '5.1.1' }
  await store.transact(async (tx) => {
    await tx.insert(bounceReports).values({ ...report, id: newId(), deliveryId: newId(), receivedAt: 9 })
    for (let n = 0; n < bouncesPerPage + 2; n++)
      await tx.insert(bounceReports).values({ ...report, id: newId(), raw: `Report ${n}`, receivedAt: n })
  })
  const first = await listUnknownBounces(store.read, support, null)
  expect(first.bounces).toHaveLength(bouncesPerPage)
  expect(first.bounces[0]?.raw).toBe(`Report ${bouncesPerPage + 1}`)
  const second = await listUnknownBounces(store.read, support, first.next)
  expect(second.bounces.map(({ raw }) => raw)).toEqual(['Report 1', 'Report 0'])
  expect(second.next).toBeNull()
})
