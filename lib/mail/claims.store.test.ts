import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Store } from '#/db/store/index.ts'
import { moveClock, now } from '#/lib/clock.ts'
import { openTestStore } from '#/tests/store.ts'
import { claimMail, readNextDue, settleMail } from './claims.ts'
import { queueMail } from './commands.ts'
import type { Settlement } from './policy.ts'
import { readOutboxHealth } from './queries.ts'

const accepted: Settlement = { status: 'accepted', dueAt: null, lastError: '' }
const lease = 60_000

let store: Store

beforeEach(async () => {
  store = await openTestStore()
  onTestFinished(() => moveClock(0))
})

describe('claimMail', () => {
  it('takes no more than asked, the oldest first, and each only once', async () => {
    const ids = []
    for (let n = 0; n < 7; n++) {
      moveClock(n)
      ids.push(await queue(`m${n}@b.example`))
    }
    moveClock(100)
    const claims = [await claim('one', 3), await claim('two', 3), await claim('three', 3)]
    expect(claims.map((rows) => rows.map(({ id }) => id))).toEqual([
      ids.slice(0, 3),
      ids.slice(3, 6),
      ids.slice(6),
    ])
  })

  it('gives each mail to one of many that claim together', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, (_, n) => queue(`m${n}@b.example`)))
    const claims = await Promise.all(Array.from({ length: 10 }, (_, n) => claim(`worker ${n}`, 10)))
    const taken = claims.flat().map(({ id }) => id)
    expect(new Set(taken).size).toBe(taken.length)
    const left = (await claim('last', 40)).map(({ id }) => id)
    expect([...taken, ...left].toSorted()).toEqual(ids.toSorted())
  })

  it('leaves what is not due, is of another lane, or goes to whom we pass over', async () => {
    await queue('a@b.example')
    expect(await claim('one', 5, ['a@b.example'])).toEqual([])
    expect(await readNextDue(store.read, 'ordinary', ['a@b.example'])).toBeNull()
    expect(await readNextDue(store.read, 'urgent', [])).toBeNull()
    moveClock(-1000)
    expect(await claim('one', 5)).toEqual([])
    expect(await readNextDue(store.read, 'ordinary', [])).toBeGreaterThan(now())
  })
})

describe('settleMail', () => {
  it('is refused to a worker whose lease passed to another', async () => {
    await queue('a@b.example')
    const [early] = await claim('early', 1)
    moveClock(lease + 1)
    const [late] = await claim('late', 1)
    if (!early || !late) throw new Error('not claimed')
    expect(late.attempts).toBe(2)
    expect(await settleMail(store, early, accepted, false)).toBe(false)
    expect(await settleMail(store, late, accepted, false)).toBe(true)
    expect(await settleMail(store, late, accepted, false)).toBe(false)
  })

  it('is refused to the same worker for an earlier attempt', async () => {
    await queue('a@b.example')
    const [first] = await claim('one', 1)
    moveClock(lease + 1)
    const [second] = await claim('one', 1)
    if (!first || !second) throw new Error('not claimed')
    expect(await settleMail(store, first, { status: 'failed', dueAt: null, lastError: 'late' }, true)).toBe(
      false,
    )
    expect(await settleMail(store, second, accepted, false)).toBe(true)
  })
})

describe('readOutboxHealth', () => {
  it('answers how many wait and since when, whoever has them', async () => {
    expect(await readOutboxHealth(store.read)).toEqual({ waiting: 0, oldestWaitingSeconds: 0 })
    await queue('a@b.example')
    moveClock(90_000)
    await queue('b@b.example')
    const [oldest] = await claim('one', 1)
    expect(await readOutboxHealth(store.read)).toEqual({ waiting: 2, oldestWaitingSeconds: 90 })
    if (!oldest) throw new Error('not claimed')
    await settleMail(store, oldest, accepted, false)
    expect(await readOutboxHealth(store.read)).toEqual({ waiting: 1, oldestWaitingSeconds: 0 })
  })
})

function queue(to: string): Promise<string> {
  return store.transact((tx) =>
    queueMail(tx, { template: 'removed-from-account', to, locale: 'en', data: { accountName: 'Aurora' } }),
  )
}

function claim(owner: string, limit: number, passedOver: string[] = []) {
  return claimMail(store, { lane: 'ordinary', owner, leaseUntil: now() + lease, limit, passedOver })
}
