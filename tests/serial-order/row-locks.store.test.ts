import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { hour, moveClock, now } from '#/lib/platform/values/clock.ts'
import { eventually } from '../eventually.ts'
import { known } from '../known.ts'
import { openNoticeSetting } from '../notice-setting.ts'
import { perTest } from '../store.ts'

/** What the rows that the intake locks guard (decision 039), each as the one moment in which it matters. */
const setting = perTest(openNoticeSetting)

/** Does `work` while another transaction has made a change, which it commits once `work` waits for it or is over. */
async function beside<Result>(
  change: (tx: Writer) => PromiseLike<unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  const changed = Promise.withResolvers<void>()
  const mayCommit = Promise.withResolvers<void>()
  const other = setting.store.transact(
    async (tx) => {
      await change(tx)
      changed.resolve()
      await mayCommit.promise
    },
    { isolation: 'read committed' },
  )
  await changed.promise
  let isOver = false
  const working = work().finally(() => {
    isOver = true
  })
  await eventually(async () => expect(isOver || (await countWaiting()) > 0).toBe(true))
  mayCommit.resolve()
  await other
  return working
}

async function countWaiting(): Promise<number> {
  const waiting = sql<string>`(select count(*) from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0)`
  const [row] = await setting.store.read.select({ waiting }).from(accounts).limit(1)
  return Number(row?.waiting)
}

const partsOf = async () => (await setting.mails()).map(({ part }) => part)

test('an acknowledgement that commits while an event joins its notice is not overwritten, and ends reminders', async () => {
  const { noticeId } = await setting.one()
  await setting.work()
  moveClock(5 * hour)
  const answer = { state: 'acknowledged', acknowledgedAt: now(), dueAt: null } as const
  await beside(
    (tx) => tx.update(notices).set(answer).where(eq(notices.id, noticeId)),
    () => setting.one(),
  )
  expect(await setting.notice(noticeId)).toMatchObject({ ...answer, count: 2 })
  expect(await partsOf()).not.toContain('reminder')
})

test('an event opens a new notice when the one it would join is closed concurrently', async () => {
  const { noticeId } = await setting.one()
  const closed = { state: 'closed', slot: noticeId, closedAt: now(), closedHow: 'member' } as const
  const { outcome } = await beside(
    (tx) => tx.update(notices).set(closed).where(eq(notices.id, noticeId)),
    () => setting.one(),
  )
  expect(outcome).toBe('opened')
  expect(await setting.notice(noticeId)).toMatchObject({ ...closed, count: 1 })
})

test('sends a resolve that arrives while its first message is being accepted', async () => {
  const { noticeId } = await setting.one()
  const row = known((await setting.claim())[0])
  const settled = { status: 'accepted', dueAt: null, leaseOwner: null } as const
  await beside(
    (tx) => tx.update(outbox).set(settled).where(eq(outbox.id, row.id)),
    () => setting.one({ action: 'resolve' }),
  )
  expect((await setting.notice(noticeId)).state).toBe('closed')
  expect(await partsOf()).toContain('resolve')
})

test('does not mail an account that pauses while its event comes in', async () => {
  const { noticeId } = await beside(
    (tx) =>
      tx.update(unguarded(accounts)).set({ state: 'paused' }).where(eq(accounts.id, setting.account.id)),
    () => setting.one(),
  )
  expect(await setting.notice(noticeId)).toMatchObject({ silence: 'paused' })
  expect(await setting.mails()).toEqual([])
})
