import { notInArray, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { endpointKey } from '#/db/words/points.ts'
import { removedFromAccount } from '#/lib/changes/members/mails.ts'
import { mailPolicy } from '#/lib/platform/relay/policy.ts'
import { hour, minute, moveClock, now, second } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { stopClock } from '#/tests/clock.ts'
import { eventually } from '#/tests/eventually.ts'
import { interrupted } from '#/tests/failing.ts'
import { queue, reach, readMail, removedMail, startSending, startTestWorker } from '#/tests/mail.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { startRelay } from '#/tests/relay.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { expediteMail } from './claims.ts'
import { createMailRescheduling } from './reschedule.ts'
import { type Attempt, nothingHeld, type Transport } from './transport.ts'

const store = perTest(openTestStore)

type Send = Transport<string>['send']

const accepted: Attempt = { verdict: 'accepted' }
const refused = { error: '503 Busy', reason: '503', ofTransport: false } as const
/** Ends only when it is cut off. */
const hang: Send = (_made, _row, stopped) =>
  new Promise((resolve) => stopped.addEventListener('abort', () => resolve({ verdict: 'stopped' })))

/** A transport in memory, which takes one row of a recipient at a time. */
function openPager(send: Send = async () => accepted) {
  const pages: { id: string; made: string }[] = []
  let isClosed = false
  const transport: Transport<string> = {
    lanes: [{ name: 'pages', moving: 2, withStalled: 4, ahead: 10, rest: 0, headStart: 0, isUrgent: true }],
    pauses: [5 * second, 30 * second],
    maxPause: hour,
    hold(_lane, inFlight) {
      const busy = inFlight.map(({ row }) => row.recipient)
      return {
        where: busy.length > 0 ? notInArray(outbox.recipient, busy) : undefined,
        has: ({ recipient }) => busy.includes(recipient),
      }
    },
    evaluate: ({ status, lastError }) =>
      status === 'failed' ? { is: 'bouncing', code: lastError } : { is: 'nothing' },
    make: async (_row, { data }) => JSON.stringify(data),
    send(made, row, stopped) {
      pages.push({ id: row.id, made })
      return send(made, row, stopped)
    },
    close: async () => {
      isClosed = true
    },
  }
  return { transport, pages, sent: () => pages.map(({ id }) => id), isClosed: () => isClosed }
}

function queuePage(recipient = 'endpoint:1', accountId: string | null = null): Promise<string> {
  const [id, at] = [newId(), now()]
  const template = removedFromAccount.name
  const row = { id, recipient, accountId, template, data: { accountName: 'Clinica Aurora' } }
  return store.transact(async (tx) => {
    await tx
      .insert(outbox)
      .values({ ...row, lane: 'pages', locale: 'en', status: 'queued', dueAt: at, createdAt: at })
    return id
  })
}

describe('a transport besides mail', () => {
  it('sends the rows of its own lanes only, whichever worker claims them', async () => {
    const [relay, pager] = [await startRelay(), openPager()]
    for (let n = 0; n < 3; n++) startTestWorker(store, [relay], {}, [pager.transport])
    const mail = await queue(store, removedMail('a@b.example'))
    const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => queuePage(`endpoint:${n}`)))
    for (const id of [mail, ...ids]) expect(await reach(store, id, 'accepted')).toMatchObject({ attempts: 1 })
    expect(pager.sent().toSorted()).toEqual(ids.toSorted())
    expect(pager.pages[0]?.made).toBe('{"accountName":"Clinica Aurora"}')
    expect(relay.received.map(({ recipients }) => recipients)).toEqual([['a@b.example']])
  })

  it('takes over a dead worker’s row once the lease ends', async () => {
    let isDead = false
    const dying = interrupted(store, () => {
      if (isDead) throw new Error('dead')
    })
    const pager = openPager(async () => {
      isDead = true
      return accepted
    })
    const worker = startTestWorker(dying, [await startRelay()], {}, [pager.transport])
    const id = await queuePage()
    await eventually(() => expect(pager.sent()).toEqual([id]))
    await worker.stop()
    expect((await readMail(store, id)).status).toBe('sending')
    const next = openPager()
    const other = startTestWorker(store, [await startRelay()], {}, [next.transport])
    const free = await queuePage('endpoint:2')
    await reach(store, free, 'accepted')
    expect(next.sent()).toEqual([free])
    moveClock(20 * second)
    other.wake()
    expect(await reach(store, id, 'accepted')).toMatchObject({ attempts: 2 })
    expect(next.sent()).toEqual([free, id])
  })

  it('delays no mail when it hangs, and is closed after its messages are aborted', async () => {
    const pager = openPager(hang)
    const worker = startTestWorker(store, [await startRelay()], { stall: 30 }, [pager.transport])
    const ids = await Promise.all(Array.from({ length: 12 }, (_, n) => queuePage(`endpoint:${n}`)))
    await eventually(() => expect(pager.pages).toHaveLength(4))
    await reach(store, await queue(store, removedMail('a@b.example')), 'accepted')
    await reach(store, await queue(store, removedMail('c@b.example')), 'accepted')
    await worker.stop()
    expect(pager.isClosed()).toBe(true)
    for (const id of ids) {
      const isCut = pager.sent().includes(id)
      const expected = isCut ? { status: 'retrying', attempts: 1 } : { status: 'queued', attempts: 0 }
      const row = await readMail(store, id)
      expect(row).toMatchObject(expected)
      expect(row.dueAt).toBeLessThanOrEqual(now())
    }
  })

  it('is not delayed by mail that hangs', async () => {
    const pager = openPager()
    const { relay } = await startSending(store, { recipient: () => 'stall' }, { stall: hour }, [
      pager.transport,
    ])
    for (let n = 0; n < 12; n++) await queue(store, removedMail(`m${n}@b.example`))
    await eventually(() => expect(relay.connections).toBeGreaterThan(4))
    await reach(store, await queuePage(), 'accepted')
  })

  it('sends what it holds for a time as soon as that is over', async () => {
    const pager = openPager()
    const freeAt = performance.now() + 500
    const hold: Transport['hold'] = () => {
      const restLeft = freeAt - performance.now()
      return restLeft > 0 ? { where: sql`false`, has: () => true, restLeft } : nothingHeld
    }
    const id = await queuePage()
    startTestWorker(store, [await startRelay()], { poll: hour }, [{ ...pager.transport, hold }])
    await reach(store, id, 'accepted')
  })

  it('defers held rows without counting an attempt', async () => {
    const ends: (() => void)[] = []
    const pager = openPager(() => new Promise((resolve) => ends.push(() => resolve(accepted))))
    const held = await Promise.all([queuePage(), queuePage(), queuePage()])
    startTestWorker(store, [await startRelay()], {}, [pager.transport])
    await eventually(() => expect(pager.pages).toHaveLength(1))
    const free = await queuePage('endpoint:2')
    await eventually(() => expect(pager.sent()).toContain(free))
    for (const most of [3, 4]) {
      expect(pager.pages).toHaveLength(most - 1)
      for (const end of ends.splice(0)) end()
      await eventually(() => expect(pager.pages).toHaveLength(most))
    }
    for (const end of ends) end()
    for (const id of [...held, free])
      expect(await reach(store, id, 'accepted')).toMatchObject({ attempts: 1 })
  })

  it('retries after its own pause, or the one that the recipient asked for', async () => {
    stopClock()
    const attempts: Attempt[] = [
      { verdict: 'retry', ...refused },
      { verdict: 'retry', ...refused, after: hour },
      { verdict: 'retry', ...refused, after: 2 * hour, ofTransport: true },
      accepted,
    ]
    const pager = openPager(async () => attempts.shift() ?? accepted)
    const worker = startTestWorker(store, [await startRelay()], {}, [pager.transport])
    const reschedule = createMailRescheduling([mailPolicy, pager.transport], 0)
    const id = await queuePage()
    const tries = [
      { at: 0, least: 4 * second, most: 6 * second },
      { at: minute, least: hour, most: hour },
      { at: minute + hour, least: hour, most: hour },
    ]
    for (const [place, { at, least, most }] of tries.entries()) {
      moveClock(at)
      const before = now()
      worker.wake()
      const row = await eventually(async () => {
        const found = await readMail(store, id)
        expect(found).toMatchObject({ status: 'retrying', attempts: place + 1, lastError: '503 Busy' })
        return found
      })
      expect(row.dueAt).toBeGreaterThanOrEqual(before + least)
      expect(row.dueAt).toBeLessThanOrEqual(now() + most)
      expect(await reschedule(store)).toBe(0)
    }
    await expediteMail(store, pager.transport.lanes)
    await reach(store, id, 'accepted')
  })

  it('retries a row when it throws, with a logged fault', async () => {
    const lines = recordLog()
    let isBroken = true
    const pager = openPager(() => {
      if (isBroken) throw new Error('no such method')
      return Promise.resolve(accepted)
    })
    const worker = startTestWorker(store, [await startRelay()], {}, [pager.transport])
    const id = await queuePage()
    const lastError = 'Not sent: no such method'
    expect(await reach(store, id, 'retrying')).toMatchObject({ attempts: 1, lastError })
    expect(lines.filter((line) => line.includes('mail could not be sent'))).toHaveLength(1)
    isBroken = false
    moveClock(minute)
    worker.wake()
    expect(await reach(store, id, 'accepted')).toMatchObject({ attempts: 2 })
  })

  it('gives up rows that it calls failed, and marks the contact point by its own verdict', async () => {
    const pager = openPager(async () => ({ verdict: 'failed', ...refused, error: '410' }))
    startTestWorker(store, [await startRelay()], {}, [pager.transport])
    const endpoint = newId()
    const accountId = await store.transact(async (tx) => {
      const account = await buildAccount(tx)
      await buildEndpoint(tx, { id: endpoint, accountId: account.id })
      return account.id
    })
    const id = await queuePage(endpointKey(endpoint), accountId)
    expect(await reach(store, id, 'failed')).toMatchObject({ attempts: 1, dueAt: null })
    const [mark] = await store.read.select().from(addressMarks)
    expect(mark).toMatchObject({ addressKey: endpointKey(endpoint), status: '410', deliveryId: id })
  })
})
