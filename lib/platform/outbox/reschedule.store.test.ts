import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { digestSpan } from '#/lib/notices/delivery/digests.ts'
import { mailPolicy } from '#/lib/platform/relay/policy.ts'
import { hour, minute, moveClock, now, second } from '#/lib/platform/values/clock.ts'
import { eventually } from '#/tests/eventually.ts'
import { queue, reach, readMail, removedMail, startSending } from '#/tests/mail.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { claimMail } from './claims.ts'
import { createMailRescheduling } from './reschedule.ts'

const store = perTest(openTestStore)

function change(id: string, values: Partial<typeof outbox.$inferInsert>) {
  return store.transact((tx) => tx.update(outbox).set(values).where(eq(outbox.id, id)))
}

it('does not change mail that waits within its limit', async () => {
  const bringForward = createMailRescheduling([mailPolicy], digestSpan)
  const leaseUntil = now() + 15 * second
  const waits = [
    { attempts: 0, dueAt: now() + 59 * second },
    { attempts: 0, digestId: 'a', dueAt: now() + 5 * minute },
    { attempts: 1, status: 'retrying', dueAt: now() + 18 * second },
    { attempts: 4, status: 'retrying', dueAt: now() + 18 * minute },
    { attempts: 9, status: 'retrying', dueAt: now() + 36 * minute },
    { attempts: 1, status: 'sending', leaseOwner: 'x', leaseUntil, dueAt: leaseUntil },
  ] as const
  for (const wait of waits) await change(await queue(store, removedMail('a@b.example')), wait)
  expect([await bringForward(store), await bringForward(store), await bringForward(store)]).toEqual([0, 0, 0])
})

it.each([
  ['queued', { attempts: 0, dueAt: 3 * minute }],
  ['gathered', { attempts: 0, digestId: 'a', dueAt: 7 * minute }],
  ['retried for the first time', { attempts: 1, status: 'retrying', dueAt: 3 * minute }],
  ['retried for the fourth', { attempts: 4, status: 'retrying', dueAt: 25 * minute }],
  ['retried for long', { attempts: 9, status: 'retrying', dueAt: hour }],
] as const)('makes mail due that was %s before the clock was set back', async (_name, { dueAt, ...rest }) => {
  const bringForward = createMailRescheduling([mailPolicy], digestSpan)
  const id = await queue(store, removedMail('a@b.example'))
  await change(id, { ...rest, dueAt: now() + dueAt })
  expect(await bringForward(store)).toBe(1)
  expect((await readMail(store, id)).dueAt).toBeLessThanOrEqual(now())
})

it('ends a dead worker’s lease from before the clock was set back, at the second run', async () => {
  const bringForward = createMailRescheduling([mailPolicy], digestSpan)
  const id = await queue(store, removedMail('a@b.example'))
  await claimMail(store, { lane: 'ordinary', owner: 'dead', leaseUntil: now() + 15 * second, limit: 1 })
  moveClock(-3 * hour)
  expect(await bringForward(store)).toBe(0)
  expect(await bringForward(store)).toBe(1)
  const { relay } = await startSending(store)
  await reach(store, id, 'accepted')
  expect(relay.received).toHaveLength(1)
})

it('leaves a mail to its live worker, which renews the lease by the new clock', async () => {
  const { relay } = await startSending(store, { data: () => 'stall' }, { lease: 300 })
  const id = await queue(store, removedMail('a@b.example'))
  await eventually(() => expect(relay.received).toHaveLength(1))
  const bringForward = createMailRescheduling([mailPolicy], digestSpan)
  moveClock(-3 * hour)
  expect(await bringForward(store)).toBe(0)
  await eventually(async () => expect((await readMail(store, id)).leaseUntil).toBeLessThan(now() + minute))
  expect(await bringForward(store)).toBe(0)
  expect(relay.received).toHaveLength(1)
})

it('sends a mail once even if the clock jumps past its lease during the sending', async () => {
  const { relay, worker } = await startSending(store, { data: () => 'stall' })
  const id = await queue(store, removedMail('a@b.example'))
  await eventually(() => expect(relay.received).toHaveLength(1))
  moveClock(3 * hour)
  relay.manners.data = () => undefined
  const next = await queue(store, removedMail('c@d.example'))
  worker.wake()
  await reach(store, next, 'accepted')
  expect(await readMail(store, id)).toMatchObject({ status: 'sending', attempts: 1 })
  expect(relay.received).toHaveLength(2)
})

it('checks every mail again once the clock is set back during its run', async () => {
  const bringForward = createMailRescheduling([mailPolicy], digestSpan)
  for (let run = 0; run < 4; run++) await bringForward(store)
  const id = await queue(store, removedMail('a@b.example'))
  await change(id, { attempts: 1, status: 'retrying', dueAt: now() + 10 * second })
  expect(await bringForward(store)).toBe(0)
  moveClock(-20 * minute)
  expect(await bringForward(store)).toBe(1)
})
