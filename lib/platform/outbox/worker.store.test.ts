import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import { openSecrets, queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { hour, minute, moveClock, now, second } from '#/lib/platform/values/clock.ts'
import { stopClock } from '#/tests/clock.ts'
import { eventually } from '#/tests/eventually.ts'
import { interrupted } from '#/tests/failing.ts'
import {
  noData,
  queue,
  reach,
  readMail,
  removedMail,
  signInMail,
  startSending,
  startTestWorker,
} from '#/tests/mail.ts'
import { startRelay } from '#/tests/relay.ts'
import type { TestRelay } from '#/tests/relay-server.ts'
import { openTestStore, perTest } from '#/tests/store.ts'

const store = perTest(openTestStore)

/** The ids of sent mails, from their Message-IDs. */
const sent = (relay: TestRelay) => relay.received.map(({ messageId }) => messageId).toSorted()
const messageIdsOf = (...ids: string[]) => ids.map((id) => `<${id}@desk.example>`).toSorted()

describe('the worker', () => {
  it('sends queued mail after the commit, and clears secret data only', async () => {
    const { relay } = await startSending(store)
    const id = await queue(store, signInMail('giulia@clinica-aurora.example'))
    const row = await reach(store, id, 'accepted')
    expect(row).toMatchObject({ data: noData, dueAt: null, leaseOwner: null, attempts: 1 })
    const [mail] = relay.received
    expect(mail?.recipients).toEqual(['giulia@clinica-aurora.example'])
    expect(mail?.text).toContain('04718263')
    expect(mail?.html).toContain('04718263')
    const other = await reach(store, await queue(store, removedMail('a@b.example')), 'accepted')
    expect(other.data).toEqual({ accountName: 'Clinica Aurora' })
  })

  it('wakes at the commit', async () => {
    startTestWorker(store, [await startRelay()], { poll: hour })
    await reach(store, await queue(store, removedMail('first@b.example')), 'accepted')
    await reach(store, await queue(store, removedMail('next@b.example')), 'accepted')
  })

  it('polls for mail of other processes', async () => {
    const relay = await startRelay()
    const elsewhere: Store = { ...store, onCommit: () => () => undefined }
    startTestWorker(elsewhere, [relay], { poll: 20 })
    await reach(store, await queue(store, removedMail('a@b.example')), 'accepted')
  })

  it('looks again, at whatever moment of its going to sleep it is woken', async () => {
    let looks = 0
    const nothingDue = { from: async () => [] }
    const select = () => {
      looks += 1
      return nothingDue
    }
    const empty = new Proxy(store.read, {
      get: (read, name) => (name === 'select' ? select : Reflect.get(read, name)),
    })
    const deaf: Store = { ...store, read: empty, onCommit: () => () => undefined }
    const worker = startTestWorker(deaf, [], { poll: hour })
    const missed: number[] = []
    for (let moment = 0; moment < 50; moment++) {
      await setImmediate()
      worker.wake()
      for (let passed = 0; passed < moment; passed++) await null
      const before = looks
      worker.wake()
      await setImmediate()
      if (looks === before) missed.push(moment)
    }
    expect(missed).toEqual([])
  })

  it('sends no mail of a rolled-back transaction', async () => {
    const { relay } = await startSending(store)
    const failing = store.transact(async (tx) => {
      await queueMail(tx, ...removedMail('rolled-back@b.example'))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await reach(store, await queue(store, removedMail('committed@b.example')), 'accepted')
    expect(relay.received.map((mail) => mail.recipients)).toEqual([['committed@b.example']])
  })

  it('never sends a withheld mail, and stores neither its address nor its data', async () => {
    const { relay } = await startSending(store)
    const [template, mail] = signInMail('stranger@b.example')
    const id = await queue(store, [template, { ...mail, withheld: true }])
    await eventually(async () => expect((await readMail(store, id)).settledAt).not.toBeNull())
    expect(await readMail(store, id)).toMatchObject({ status: 'withheld', recipient: '', data: noData })
    expect(relay.received).toEqual([])
  })
})

describe('mail that was not accepted', () => {
  it('is retried after about 15 seconds, and clears its error once accepted', async () => {
    const { relay, worker } = await startSending(store, { data: () => 'drop' })
    const id = await queue(store, signInMail('a@b.example'))
    const before = now()
    const row = await reach(store, id, 'retrying')
    expect(row.dueAt).toBeGreaterThanOrEqual(before + 12 * second)
    expect(row.dueAt).toBeLessThanOrEqual(now() + 18 * second)
    expect(row).toMatchObject({ attempts: 1, lastError: expect.stringMatching(/./) })
    expect(openSecrets(row.data)).toEqual(signInMail('a@b.example')[1].data)
    relay.manners.data = () => undefined
    moveClock(20 * second)
    worker.wake()
    const history = [{ status: 'retrying' }, { status: 'accepted' }]
    expect(await reach(store, id, 'accepted')).toMatchObject({ attempts: 2, lastError: '', history })
    expect(sent(relay)).toEqual(messageIdsOf(id, id))
  })

  it('fails immediately if the address is refused, without affecting other mail', async () => {
    await startSending(store, { recipient: (to) => (to.startsWith('gone') ? 550 : undefined) })
    const gone = await reach(store, await queue(store, signInMail('gone@b.example')), 'failed')
    expect(gone).toMatchObject({ attempts: 1, dueAt: null, data: noData, lastError: 'RCPT TO 550 No.' })
    await reach(store, await queue(store, removedMail('here@b.example')), 'accepted')
  })

  it('fails if it has more than one address, and nobody gets it', async () => {
    const { relay } = await startSending(store)
    for (const to of ['a@b.example, c@d.example', 'a@b.example\r\nRCPT TO:<c@d.example>']) {
      const row = await reach(store, await queue(store, removedMail(to)), 'failed')
      expect(row.lastError).toBe('API Invalid recipient')
    }
    expect(relay.connections).toBe(0)
  })

  it('is retried until 72 hours have passed', async () => {
    const worker = startTestWorker(store, [await startRelay({ data: () => 451 })])
    const id = await queue(store, removedMail('a@b.example'))
    await reach(store, id, 'retrying')
    moveClock(72 * hour - 5 * second)
    worker.wake()
    const row = await reach(store, id, 'expired')
    expect(row).toMatchObject({ attempts: 2, dueAt: null, lastError: 'DATA 451 No.' })
  })

  it('expires with its code if it is a sign-in mail, unsent and cleared', async () => {
    const relay = await startRelay()
    const id = await queue(store, signInMail('a@b.example'))
    moveClock(10 * minute)
    startTestWorker(store, [relay])
    expect((await reach(store, id, 'expired')).data).toEqual({})
    expect(relay.received).toEqual([])
  })
})

describe('several workers', () => {
  it('send each mail once', async () => {
    const relay = await startRelay()
    for (let n = 0; n < 3; n++) startTestWorker(store, [relay])
    const queueing = Array.from({ length: 60 }, (_, n) => queue(store, removedMail(`m${n}@b.example`)))
    const ids = await Promise.all(queueing)
    for (const id of ids) await reach(store, id, 'accepted')
    expect(sent(relay)).toEqual(messageIdsOf(...ids))
  })

  it('leave a mail to the worker that needs longer than a lease', async () => {
    const relay = await startRelay({ data: () => 'stall' })
    const lease = 1500
    stopClock()
    startTestWorker(store, [relay], { lease })
    const id = await queue(store, removedMail('a@b.example'))
    await eventually(() => expect(relay.received).toHaveLength(1))
    startTestWorker(store, [relay], { lease })
    for (const passed of [0.6 * lease, 1.2 * lease]) {
      moveClock(passed)
      await eventually(async () => {
        expect((await readMail(store, id)).leaseUntil).toBe(now() + lease)
      })
    }
    relay.drop()
    const row = await reach(store, id, 'retrying')
    expect(row).toMatchObject({ attempts: 1, history: [{ status: 'retrying' }] })
    expect(sent(relay)).toEqual(messageIdsOf(id))
  })

  it('renews leases while an outcome waits for the store', async () => {
    const relay = await startRelay({
      recipient: (to) => (to.startsWith('gone') ? 550 : undefined),
      data: () => 'stall',
    })
    const waiting = Promise.withResolvers<void>()
    const slow: Store = {
      ...store,
      transact: async (work, options) => {
        if (options?.exclusive) await waiting.promise
        return store.transact(work, options)
      },
    }
    const lease = 1500
    startTestWorker(slow, [relay], { lease })
    const gone = await queue(store, removedMail('gone@b.example'))
    const id = await queue(store, removedMail('a@b.example'))
    await eventually(() => expect(relay.received).toHaveLength(1))
    const first = (await readMail(store, id)).leaseUntil ?? 0
    await eventually(async () => {
      expect((await readMail(store, id)).leaseUntil).toBeGreaterThan(first + lease)
    })
    expect((await readMail(store, gone)).status).toBe('sending')
    relay.drop()
    waiting.resolve()
    await reach(store, gone, 'failed')
  })

  /** A worker that claims the mail queued now, and then misses all that follows. */
  function startSleeper(relay: TestRelay) {
    const deaf: Store = { ...store, onCommit: () => () => undefined }
    return startTestWorker(deaf, [relay], { lease: hour, delivery: hour, stall: hour, poll: hour })
  }

  it('take over from a worker that slept past its lease, which then writes nothing', async () => {
    const slow = await startRelay({ data: () => 'stall' })
    const id = await queue(store, removedMail('a@b.example'))
    const asleep = startSleeper(slow)
    await eventually(() => expect(slow.received).toHaveLength(1))
    moveClock(hour + second)
    startTestWorker(store, [await startRelay()])
    const row = await reach(store, id, 'accepted')
    slow.drop()
    await asleep.stop()
    expect(await readMail(store, id)).toEqual(row)
    expect(row).toMatchObject({ attempts: 2, history: [{ status: 'accepted' }] })
  })
})

describe('a worker with a failing store', () => {
  /** A worker whose disk is full once the server has its first mail. */
  async function startFailing() {
    const disk = { full: false }
    const relay = await startRelay()
    relay.manners.data = () => {
      disk.full = true
    }
    const failing = interrupted(store, () => {
      if (disk.full) throw new Error('disk full')
    })
    const worker = startTestWorker(failing, [relay])
    const id = await queue(store, removedMail('a@b.example'))
    await eventually(() => expect(relay.received).toHaveLength(1))
    expect((await readMail(store, id)).status).toBe('sending')
    return { disk, relay, worker, id }
  }

  it('writes the outcome later, and does not send the mail again', async () => {
    const { disk, relay, id } = await startFailing()
    // Long enough for the lease to end, since its renewal failed too.
    moveClock(minute)
    disk.full = false
    expect(await reach(store, id, 'accepted')).toMatchObject({ attempts: 1 })
    expect(relay.received).toHaveLength(1)
  })

  it('sends the mail again under the same Message-ID after an early stop', async () => {
    const { relay, worker, id } = await startFailing()
    await worker.stop()
    expect((await readMail(store, id)).status).toBe('sending')
    moveClock(20 * second)
    startTestWorker(store, [relay])
    expect(await reach(store, id, 'accepted')).toMatchObject({ attempts: 2 })
    expect(sent(relay)).toEqual(messageIdsOf(id, id))
  })
})

describe('mail that waits only for a mail server', () => {
  /** Mail of each lane whose next try is in an hour, and one that its recipient deferred. */
  async function waiting() {
    stopClock()
    const { relay, worker } = await startSending(
      store,
      { recipient: (to) => (to === 'grey@b.example' ? 450 : undefined) },
      { rest: 20, recovery: 0 },
    )
    const grey = await queue(store, signInMail('grey@b.example'))
    await reach(store, grey, 'retrying')
    relay.manners.connect = relay.manners.mail = () => 421
    const [template, mail] = removedMail('c@b.example')
    const urgent = await queue(store, signInMail('a@b.example'))
    const ordinary = await queue(store, removedMail('b@b.example'))
    const bulk = await queue(store, [template, { ...mail, lane: 'bulk' }])
    for (const id of [urgent, ordinary, bulk]) await reach(store, id, 'retrying')
    await store.transact((tx) => tx.update(outbox).set({ dueAt: now() + hour }))
    return { relay, worker, urgent, ordinary, bulk, grey }
  }

  it('is sent when the server recovers, sign-in first, while deferred mail keeps its pause', async () => {
    const { relay, urgent, ordinary, bulk, grey } = await waiting()
    delete relay.manners.connect
    delete relay.manners.mail
    await reach(store, urgent, 'accepted')
    await eventually(async () => expect((await readMail(store, bulk)).dueAt).toBeLessThan(now() + minute))
    expect(sent(relay)).toEqual(messageIdsOf(urgent))
    const [next, last] = [await readMail(store, ordinary), await readMail(store, bulk)]
    expect(next.dueAt).toBeLessThan(last.dueAt ?? 0)
    moveClock(11 * second)
    await reach(store, ordinary, 'accepted')
    await reach(store, bulk, 'accepted')
    expect((await readMail(store, grey)).dueAt).toBeGreaterThan(now() + hour / 2)
  })

  it('is sent when a worker starts with another mail server', async () => {
    const { worker, ordinary, grey } = await waiting()
    await worker.stop()
    startTestWorker(store, [await startRelay()])
    await eventually(async () => expect((await readMail(store, ordinary)).dueAt).toBeLessThan(now() + minute))
    moveClock(11 * second)
    await reach(store, ordinary, 'accepted')
    expect((await readMail(store, grey)).status).toBe('retrying')
  })
})

describe('stopping', () => {
  // Mail in flight may settle, however slow the machine is.
  const patient = { stop: minute }

  it('lets mail in flight settle, and claims no more', async () => {
    const { relay, worker } = await startSending(store, {}, patient)
    let stopped: Promise<void> | undefined
    relay.manners.data = () => {
      stopped = worker.stop()
    }
    const id = await queue(store, removedMail('a@b.example'))
    await eventually(() => expect(stopped).toBeDefined())
    await stopped
    expect((await readMail(store, id)).status).toBe('accepted')
    expect((await readMail(store, await queue(store, removedMail('late@b.example')))).status).toBe('queued')
  })

  it('aborts stalled mail, and leaves it due for the next worker', async () => {
    const { relay, worker } = await startSending(store, { data: () => 'stall' }, { stop: 50 })
    const id = await queue(store, removedMail('a@b.example'))
    await eventually(() => expect(relay.received).toHaveLength(1))
    await worker.stop()
    const row = await readMail(store, id)
    expect(row.status).toBe('retrying')
    expect(row.dueAt).toBeLessThanOrEqual(now())
  })

  it('releases untried claimed mail unchanged', async () => {
    const relay = await startRelay()
    const ids = await store.transact(async (tx) => {
      const queued = []
      for (let n = 0; n < 200; n++) queued.push(await queueMail(tx, ...removedMail(`m${n}@b.example`)))
      return queued
    })
    const worker = startTestWorker(store, [relay], patient)
    await eventually(() => expect(relay.received.length).toBeGreaterThan(10))
    await worker.stop()
    const rows = await Promise.all(ids.map((id) => readMail(store, id)))
    const left = rows.filter(({ status }) => status !== 'accepted')
    expect(left.length).toBeGreaterThan(0)
    for (const row of left) {
      expect(row).toMatchObject({ status: 'queued', attempts: 0, leaseOwner: null, history: null })
      expect(row.dueAt).toBeLessThanOrEqual(now())
    }
    const done = rows.filter(({ status }) => status === 'accepted').map(({ id }) => id)
    expect(sent(relay)).toEqual(messageIdsOf(...done))
  })
})
