import { eq, ne } from 'drizzle-orm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { engine } from '#/db/store/store.ts'
import { removedFromAccount } from '#/lib/changes/members/mails.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { mailPolicy, passOver } from '#/lib/platform/relay/policy.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { stopClock } from '#/tests/clock.ts'
import { known } from '#/tests/known.ts'
import { noData } from '#/tests/mail.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { claimMail, expediteMail, readNextDue, releaseMail, renewLeases } from './claims.ts'
import { OutcomeWriter, settleMails } from './outcomes.ts'
import type { Settlement } from './policy.ts'
import { readOutboxHealth } from './queries.ts'
import { type Held, nothingHeld, type OutboxRow } from './transport.ts'

const accepted: Settlement = { status: 'accepted', dueAt: null, lastError: '' }
const failed: Settlement = { status: 'failed', dueAt: null, lastError: 'RCPT 550 5.1.1' }
const lease = 60_000
const nothing = { isDue: false, laterAt: null }

const store = perTest(openTestStore)

describe('expediteMail', () => {
  it('wakes the workers of its process if it made mail due', async () => {
    const woken: boolean[] = []
    onTestFinished(store.onCommit((notes) => woken.push(notes.has('outbox'))))
    const id = await queue('a@b.example')
    woken.length = 0
    await expediteMail(store, mailPolicy.lanes)
    expect(woken).not.toContain(true)
    const waits = { status: 'retrying', relayFailed: true, dueAt: now() + lease } as const
    await store.transact((tx) => tx.update(outbox).set(waits).where(eq(outbox.id, id)))
    await expediteMail(store, mailPolicy.lanes)
    expect(woken).toContain(true)
  })
})

describe('claimMail', () => {
  it('claims up to the limit, the oldest first, and each once', async () => {
    const ids = []
    for (let n = 0; n < 7; n++) {
      moveClock(n)
      ids.push(await queue(`m${n}@b.example`))
    }
    moveClock(100)
    const claims = [await claim('one', 3), await claim('two', 3), await claim('three', 3)]
    const taken = claims.map((rows) => rows.map(({ id }) => id))
    expect(taken).toEqual([ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)])
  })

  it('gives each mail to one of many concurrent workers', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, (_, n) => queue(`m${n}@b.example`)))
    const claims = await Promise.all(Array.from({ length: 10 }, (_, n) => claim(`worker ${n}`, 10)))
    const taken = claims.flat().map(({ id }) => id)
    expect(new Set(taken).size).toBe(taken.length)
    const left = (await claim('last', 40)).map(({ id }) => id)
    expect([...taken, ...left].toSorted()).toEqual(ids.toSorted())
  })

  it('skips mail that is not due, in another lane, or of held recipients', async () => {
    await queue('a@b.example')
    const ofDomain = ['x@b.example', 'y@b.example', 'z@b.example']
    for (const held of [passOver(['a@b.example'], 5), passOver(ofDomain, 3)]) {
      expect(await claim('one', 5, held)).toEqual([])
      expect(await nextDue('ordinary', held)).toEqual(nothing)
    }
    expect(await nextDue('urgent')).toEqual(nothing)
    moveClock(-lease)
    expect(await claim('one', 5)).toEqual([])
    const { isDue, laterAt } = known(await nextDue('ordinary'))
    expect(isDue).toBe(false)
    expect(laterAt).toBeGreaterThan(now())
    moveClock(0)
    const others = passOver(['other@b.example', 'x@example', 'y@example', 'z@example'], 4)
    expect(await claim('one', 5, others)).toHaveLength(1)
  })
})

if (engine === 'postgres')
  it('claims at PostgreSQL pass over mail that another transaction holds, without waiting for it', async () => {
    const [held, free] = [await queue('held@b.example'), await queue('free@b.example')]
    const mayEnd = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const other = store.transact(async (tx) => {
      await tx.update(outbox).set({ lastError: 'held' }).where(eq(outbox.id, held))
      begun.resolve()
      await mayEnd.promise
    })
    await begun.promise
    const claimed = await claim('one', 5)
    mayEnd.resolve()
    await other
    expect(claimed.map(({ id }) => id)).toEqual([free])
  })

describe('claimMail by turns', () => {
  /** `due` rows of each account in turn, a row a millisecond. */
  async function queueOf(due: [account: string, count: number][]): Promise<void> {
    const at = now() - 100_000
    const accounts = due.flatMap(([account, count]) => Array<string>(count).fill(account))
    const rows = accounts.map((accountId, n) => ({
      ...{ id: newId(), template: removedFromAccount.name, recipient: `endpoint:${accountId}`, accountId },
      ...({ data: {}, lane: 'wake', locale: 'en', status: 'queued', dueAt: at + n, createdAt: at } as const),
    }))
    for (let from = 0; from < rows.length; from += 1000)
      await store.transact((tx) => tx.insert(outbox).values(rows.slice(from, from + 1000)))
  }
  const claimTurns = async (owner: string, limit: number, held: Held = nothingHeld) => {
    const leaseUntil = now() + lease
    const rows = await claimMail(store, { lane: 'wake', owner, leaseUntil, limit, held, byTurns: true })
    return rows.map(({ accountId }) => accountId)
  }

  it('serves each account before one has its second, however many of one are due earlier', async () => {
    await queueOf([
      ['crowd', 10_000],
      ['second', 2],
      ['third', 1],
    ])
    expect((await claimTurns('one', 3)).toSorted()).toEqual(['crowd', 'second', 'third'])
    expect((await claimTurns('two', 3)).toSorted()).toEqual(['crowd', 'crowd', 'second'])
    expect(await claimTurns('three', 3)).toEqual(['crowd', 'crowd', 'crowd'])
  })

  it('gives each row to one of many concurrent workers, and none that is held', async () => {
    await queueOf([
      ['first', 20],
      ['held', 5],
      ['second', 20],
    ])
    const held = { where: ne(outbox.accountId, 'held'), has: () => false }
    const claims = await Promise.all(Array.from({ length: 8 }, (_, n) => claimTurns(`worker ${n}`, 6, held)))
    const taken = [...claims.flat(), ...(await claimTurns('last', 40, held))]
    expect(taken.toSorted()).toEqual([...Array(20).fill('first'), ...Array(20).fill('second')])
  })
})

describe('a lease', () => {
  it('is renewed by its owner only, until another worker claims the mail', async () => {
    const ids = [await queue('a@b.example'), await queue('c@b.example')]
    await claim('one', 5)
    moveClock(lease - 1)
    const renewed = { owner: 'one', ids, leaseUntil: now() + lease }
    expect(await renewLeases(store, renewed)).toEqual(new Set(ids))
    moveClock(lease + 1)
    expect(await claim('other', 5)).toEqual([])
    moveClock(2 * lease)
    expect(await claim('other', 1)).toMatchObject([{ id: ids[0], attempts: 2 }])
    expect(await renewLeases(store, renewed)).toEqual(new Set([ids[1]]))
  })

  it('leaves the mail unchanged when it is released', async () => {
    const first = await queue('first@b.example')
    const tried = await queue('tried@b.example')
    const [, row] = await claim('one', 2)
    await settle(known(row), { status: 'retrying', dueAt: now(), lastError: 'DATA 451' })
    await claim('one', 2)
    await releaseMail(store, 'other', [first])
    await releaseMail(store, 'one', [first, tried])
    const [untried, again] = [
      { id: first, attempts: 1 },
      { id: tried, attempts: 2, lastError: 'DATA 451' },
    ]
    expect(await claim('other', 2)).toMatchObject([{ ...untried, lastError: '' }, again])
  })
})

describe('settleMails', () => {
  it.each([
    ['a worker whose lease passed to another', 'other'],
    ['the same worker for an earlier attempt', 'one'],
  ])('refuses %s', async (_whom, next) => {
    await queue('a@b.example')
    const early = known((await claim('one', 1))[0])
    moveClock(lease + 1)
    const late = known((await claim(next, 1))[0])
    expect(late.attempts).toBe(2)
    expect(await settle(early, accepted)).toEqual([])
    expect(await settle(late, accepted)).toEqual([late.id])
    expect(await settle(late, accepted)).toEqual([])
  })

  it('writes the outcome of each mail in a batch', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await queue(`${name}@b.example`)
    const rows = await claim('one', 4)
    const retrying: Settlement = { status: 'retrying', dueAt: now() + 15_000, lastError: 'DATA 451' }
    const outcomes = [accepted, accepted, accepted, retrying]
    const mails = rows.map((row, at) => ({ row, settlement: known(outcomes[at]), emptied: at === 0 }))
    expect(await settleMails(store, mails, async () => undefined)).toEqual(new Set(rows.map(({ id }) => id)))
    expect(await store.read.select().from(outbox).orderBy(outbox.id)).toMatchObject([
      { status: 'accepted', dueAt: null, data: noData, history: [{ status: 'accepted', error: '' }] },
      { status: 'accepted', dueAt: null, data: { accountName: 'Aurora' } },
      { status: 'accepted', dueAt: null, data: { accountName: 'Aurora' } },
      { status: 'retrying', dueAt: retrying.dueAt, settledAt: null, history: [{ error: 'DATA 451' }] },
    ])
  })

  it('follows up a failure, and the acceptance of a mail whose notice was resolved after the claim', async () => {
    const ids = [await queue('a@b.example'), await queue('b@b.example'), await queue('c@b.example')]
    const rows = await claim('one', 3)
    await endMeanwhile(ids[1])
    const followed: string[] = []
    for (const [place, settlement] of [accepted, accepted, failed].entries()) {
      await settleMails(
        store,
        [{ row: known(rows[place]), settlement, emptied: false }],
        async (_, { id }) => {
          followed.push(id)
        },
      )
    }
    expect(followed).toEqual(ids.slice(1))
  })

  it('rolls back if the follow-up cannot be written', async () => {
    await queue('a@b.example')
    const row = known((await claim('one', 1))[0])
    const failing = settleMails(store, [{ row, settlement: failed, emptied: false }], async () => {
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await settle(row, accepted)).toEqual([row.id])
  })
})

it('writes the other outcomes if one fails, keeps that one, and retries it', async () => {
  const [, poisoned] = [await queue('a@b.example'), await queue('b@b.example'), await queue('c@b.example')]
  const rows = await claim('one', 3)
  await endMeanwhile(poisoned)
  let isFailing = true
  const writer = new OutcomeWriter(store, async (_tx, { id }) => {
    if (isFailing && id === poisoned) throw new Error('no')
  })
  for (const row of rows) writer.add({ row, settlement: accepted, emptied: false })
  await writer.flush()
  expect(writer.listHeld().map(({ id }) => id)).toEqual([poisoned])
  const statuses = async () => (await store.read.select().from(outbox)).map(({ status }) => status)
  expect((await statuses()).filter((status) => status === 'accepted')).toHaveLength(2)
  isFailing = false
  await writer.retry()
  expect(writer.listHeld()).toEqual([])
  expect(await statuses()).toEqual(['accepted', 'accepted', 'accepted'])
})

it('lets events in between the outcomes that notify others', async () => {
  for (const name of ['a', 'b', 'c']) await queue(`${name}@b.example`)
  const order: string[] = []
  const writer = new OutcomeWriter(store, async (_tx, { recipient }) => void order.push(recipient))
  for (const row of await claim('one', 3)) writer.add({ row, settlement: failed, emptied: false })
  const written = writer.flush()
  await store.transact(async () => void order.push('event'), { exclusive: true })
  await written
  expect(order).toHaveLength(4)
  expect(order.indexOf('event')).toBeLessThan(2)
})

it('counts waiting mail and its age, claimed or not', async () => {
  stopClock()
  expect(await readOutboxHealth(store.read)).toMatchObject({ waiting: 0, oldestWaitingSeconds: 0 })
  await queue('a@b.example')
  moveClock(90_000)
  await queue('b@b.example')
  const oldest = known((await claim('one', 1))[0])
  expect(await readOutboxHealth(store.read)).toMatchObject({ waiting: 2, oldestWaitingSeconds: 90 })
  await settle(oldest, accepted)
  expect(await readOutboxHealth(store.read)).toMatchObject({ waiting: 1, oldestWaitingSeconds: 0 })
})

function queue(to: string): Promise<string> {
  return store.transact((tx) =>
    queueMail(tx, removedFromAccount, { to, locale: 'en', data: { accountName: 'Aurora' } }),
  )
}

async function settle(row: OutboxRow, settlement: Settlement): Promise<string[]> {
  return [...(await settleMails(store, [{ row, settlement, emptied: false }], async () => undefined))]
}

async function nextDue(lane: string, held = nothingHeld) {
  return (await readNextDue(store.read, new Map([[lane, held]]))).get(lane)
}

function claim(owner: string, limit: number, held: Held = nothingHeld) {
  return claimMail(store, { lane: 'ordinary', owner, leaseUntil: now() + lease, limit, held })
}

/** The notice of a mail ends while a worker has the mail. */
async function endMeanwhile(id: string | undefined): Promise<void> {
  await store.transact((tx) =>
    tx
      .update(outbox)
      .set({ thenResolve: true })
      .where(eq(outbox.id, known(id))),
  )
}
