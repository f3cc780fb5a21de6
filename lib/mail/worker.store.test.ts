import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/index.ts'
import { moveClock, now } from '#/lib/clock.ts'
import { type RelayManners, startRelay, type TestRelay } from '#/tests/relay.ts'
import { openTestStore } from '#/tests/store.ts'
import { type Mail, queueMail } from './commands.ts'
import { startWorker, type Worker, type WorkerTiming } from './worker.ts'

const minute = 60_000
const hour = 60 * minute
const from = 'Actions Desk <portal@desk.example>'

let store: Store

beforeEach(async () => {
  store = await openTestStore()
  onTestFinished(() => moveClock(0))
})

describe('the worker', () => {
  it('sends what was queued once it is committed, and empties a secret', async () => {
    const relay = await startRelay()
    work(relay)
    const id = await queue(signIn('giulia@clinica-aurora.example'))
    await reach(id, 'accepted')
    const [mail] = relay.received
    expect(mail?.recipients).toEqual(['giulia@clinica-aurora.example'])
    expect(mail?.from?.text).toBe('"Actions Desk" <portal@desk.example>')
    expect(mail?.messageId).toBe(`<${id}@desk.example>`)
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail?.headers.get('x-auto-response-suppress')).toBe('All')
    expect(mail?.text).toContain('04718263')
    expect(mail?.html).toContain('04718263')
    expect(await read(id)).toMatchObject({ data: {}, dueAt: null, leaseOwner: null, attempts: 1 })
  })

  it('keeps what is no secret', async () => {
    work(await startRelay())
    const id = await queue(removed('a@b.example'))
    await reach(id, 'accepted')
    expect((await read(id)).data).toEqual({ accountName: 'Clinica Aurora' })
  })

  it('sends nothing of a transaction that failed', async () => {
    const relay = await startRelay()
    work(relay)
    await expect(
      store.transact(async (tx) => {
        await queueMail(tx, removed('rolled-back@b.example'))
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await reach(await queue(removed('committed@b.example')), 'accepted')
    expect(relay.received.map((mail) => mail.recipients)).toEqual([['committed@b.example']])
  })

  it('does all but send a withheld mail, and keeps neither its address nor its data', async () => {
    const relay = await startRelay()
    work(relay)
    const id = await queue({ ...signIn('stranger@b.example'), withheld: true })
    await vi.waitFor(async () => expect((await read(id)).settledAt).not.toBeNull())
    expect(await read(id)).toMatchObject({
      status: 'withheld',
      recipient: '',
      data: {},
      dueAt: null,
      attempts: 1,
    })
    expect(relay.received).toEqual([])
  })

  it('goes by the language of the recipient', async () => {
    const relay = await startRelay()
    work(relay)
    await reach(await queue({ ...removed('a@b.example'), locale: 'it' }), 'accepted')
    expect(relay.received[0]?.headers.get('content-language')).toBe('it')
    expect(relay.received[0]?.subject).toBe('[Actions Desk] Non fai più parte dell’account (Clinica Aurora)')
  })

  it('lets no name become a header, a recipient or a line of its own', async () => {
    const relay = await startRelay()
    work(relay)
    const accountName = 'Aurora\r\nBcc: victim@x.example\r\n\r\nHello'
    await reach(await queue(removed('a@b.example', accountName)), 'accepted')
    const [mail] = relay.received
    expect(mail?.recipients).toEqual(['a@b.example'])
    expect(mail?.bcc).toBeUndefined()
    expect(mail?.subject).toContain('(Aurora Bcc: victim@x.example Hello)')
    expect(mail?.text).not.toMatch(/^(Bcc|Hello)/m)
  })

  it('refuses an address that is a list, and lets nobody else have it', async () => {
    const relay = await startRelay()
    work(relay)
    await reach(await queue(removed('a@b.example, c@d.example')), 'failed')
    await reach(await queue(removed('a@b.example\r\nRCPT TO:<c@d.example>')), 'failed')
    expect(relay.received).toEqual([])
  })
})

describe('a refusal', () => {
  it('of the address with 5xx fails that mail at once, and no other', async () => {
    const relay = await startRelay({ recipient: (address) => (address.startsWith('gone') ? 550 : undefined) })
    work(relay)
    const gone = await queue(signIn('gone@b.example'))
    await reach(gone, 'failed')
    expect(await read(gone)).toMatchObject({ attempts: 1, dueAt: null, data: {} })
    expect((await read(gone)).lastError).toContain('550')
    await reach(await queue(removed('here@b.example')), 'accepted')
  })

  it.each([
    ['5xx at connect', { connect: () => 554 }],
    ['5xx at MAIL', { mail: () => 550 }],
    ['5xx after DATA', { data: () => 554 }],
    ['4xx at RCPT', { recipient: () => 450 }],
    ['4xx after DATA', { data: () => 451 }],
    ['a wrong password', { password: 'secret' }],
    ['a connection dropped after the dot', { data: () => 'drop' }],
  ] satisfies [string, RelayManners][])(
    '%s says nothing of the address: it is tried again',
    async (_what, manners) => {
      const relay = await startRelay(manners)
      work({ url: relay.url.replace('//', '//recapito:wrong@') })
      const id = await queue(removed('a@b.example'))
      const before = now()
      await reach(id, 'retrying')
      const row = await read(id)
      expect(row.attempts).toBe(1)
      expect(row.dueAt).toBeGreaterThanOrEqual(before + 12_000)
      expect(row.dueAt).toBeLessThanOrEqual(now() + 18_000)
      expect(row.lastError).not.toBe('')
    },
  )

  it('is forgotten once a later try succeeds, under the same Message-ID', async () => {
    const relay = await startRelay({ data: () => 'drop' })
    const worker = work(relay)
    const id = await queue(signIn('a@b.example'))
    await reach(id, 'retrying')
    expect((await read(id)).data).toHaveProperty('code')
    relay.manners.data = () => undefined
    moveClock(20_000)
    worker.wake()
    await reach(id, 'accepted')
    expect(relay.received.map((mail) => mail.messageId)).toEqual([
      `<${id}@desk.example>`,
      `<${id}@desk.example>`,
    ])
    expect(await read(id)).toMatchObject({ attempts: 2, lastError: '' })
  })

  it('by one relay hands on to the next, which then comes first for a while', async () => {
    const refused: string[] = []
    const bad = await startRelay({
      connect: () => {
        refused.push('once')
        return 421
      },
    })
    const good = await startRelay()
    work(bad, good)
    await reach(await queue(removed('a@b.example')), 'accepted')
    await reach(await queue(removed('c@b.example')), 'accepted')
    expect(refused).toHaveLength(1)
    expect(good.received).toHaveLength(2)
  })
})

describe('time', () => {
  it('ends the trying after 72 hours', async () => {
    const relay = await startRelay({ data: () => 451 })
    const worker = work(relay)
    const id = await queue(removed('a@b.example'))
    await reach(id, 'retrying')
    moveClock(72 * hour - 5000)
    worker.wake()
    await reach(id, 'expired')
    expect(await read(id)).toMatchObject({ attempts: 2, dueAt: null })
  })

  it('ends a sign-in mail when its code is dead, unsent and emptied', async () => {
    const relay = await startRelay()
    const id = await queue(signIn('a@b.example'))
    moveClock(10 * minute)
    work(relay)
    await reach(id, 'expired')
    expect(relay.received).toEqual([])
    expect((await read(id)).data).toEqual({})
  })
})

describe('one mail never holds up another', () => {
  it('when its recipient stalls, though there are as many as there are places', async () => {
    const relay = await startRelay({ recipient: (to) => (to.startsWith('stall') ? 'stall' : undefined) })
    work({ timing: { stall: 30 } }, relay)
    for (let n = 0; n < 12; n++) await queue(removed(`stall${n}@b.example`))
    await reach(await queue(removed('next@b.example')), 'accepted')
  })

  it('when everything ordinary stalls and a sign-in mail comes', async () => {
    const relay = await startRelay({ recipient: (to) => (to.startsWith('stall') ? 'stall' : undefined) })
    work({ timing: { stall: hour } }, relay)
    for (let n = 0; n < 8; n++) await queue(removed(`stall${n}@b.example`))
    await reach(await queue(signIn('giulia@b.example')), 'accepted')
  })

  it('when a server answers too slowly to end: then it is tried again', async () => {
    const relay = await startRelay({ data: () => 'stall' })
    work({ timing: { delivery: 150 } }, relay)
    await reach(await queue(removed('a@b.example')), 'retrying')
  })

  it('when its template throws, or is not known: it is kept for a version that can', async () => {
    const relay = await startRelay()
    const broken = await queue(removed('broken@b.example'))
    const unknown = await queue(removed('unknown@b.example'))
    await store.transact(async (tx) => {
      await tx.update(outbox).set({ template: 'contacts-due', data: {} }).where(eq(outbox.id, broken))
      await tx.update(outbox).set({ template: 'of-tomorrow' }).where(eq(outbox.id, unknown))
    })
    work(relay)
    await reach(await queue(removed('fine@b.example')), 'accepted')
    await reach(broken, 'retrying')
    await reach(unknown, 'retrying')
    expect(relay.received).toHaveLength(1)
  })
})

describe('several workers', () => {
  it('send each mail once', async () => {
    const relay = await startRelay()
    for (let n = 0; n < 3; n++) work(relay)
    const ids = await Promise.all(Array.from({ length: 60 }, (_, n) => queue(removed(`m${n}@b.example`))))
    for (const id of ids) await reach(id, 'accepted')
    expect(relay.received.map((mail) => mail.messageId).toSorted()).toEqual(
      ids.map((id) => `<${id}@desk.example>`).toSorted(),
    )
  })

  it('repeat, under the same Message-ID, what one sent and could not write down', async () => {
    const relay = await startRelay()
    const disk = { full: false }
    const failing: Store = {
      ...store,
      transact: (step, options) =>
        disk.full ? Promise.reject(new Error('disk full')) : store.transact(step, options),
    }
    relay.manners.data = () => {
      disk.full = true
      return undefined
    }
    const crashing = work({ store: failing }, relay)
    const id = await queue(removed('a@b.example'))
    await vi.waitFor(() => expect(relay.received).toHaveLength(1))
    await crashing.stop()
    expect((await read(id)).status).toBe('sending')
    moveClock(10 * minute)
    work(relay)
    await reach(id, 'accepted')
    expect(relay.received.map((mail) => mail.messageId)).toEqual([
      `<${id}@desk.example>`,
      `<${id}@desk.example>`,
    ])
  })
})

describe('stopping', () => {
  it('lets what is in flight settle, and takes no more', async () => {
    const relay = await startRelay()
    const worker = work(relay)
    let stopped: Promise<void> | undefined
    relay.manners.data = () => {
      stopped = worker.stop()
      return undefined
    }
    const id = await queue(removed('a@b.example'))
    await vi.waitFor(() => expect(stopped).toBeDefined())
    await stopped
    expect((await read(id)).status).toBe('accepted')
    const late = await queue(removed('late@b.example'))
    expect((await read(late)).status).toBe('queued')
  })

  it('cuts off what stalls, and leaves it due at once for the next worker', async () => {
    const relay = await startRelay({ data: () => 'stall' })
    const worker = work({ timing: { stop: 50 } }, relay)
    const id = await queue(removed('a@b.example'))
    await vi.waitFor(() => expect(relay.received).toHaveLength(1))
    await worker.stop()
    const row = await read(id)
    expect(row.status).toBe('retrying')
    expect(row.dueAt).toBeLessThanOrEqual(now())
  })
})

type Given = { timing?: Partial<WorkerTiming>; store?: Store }

/** A worker for the running test; `delivery` and the rest are short where a test says so. */
function work(...given: [...(Given | Pick<TestRelay, 'url'>)[]]): Worker {
  const relays = given.flatMap((one) => ('url' in one ? [one.url] : []))
  const options: Given = Object.assign({}, ...given.filter((one) => !('url' in one)))
  const worker = startWorker({
    store: options.store ?? store,
    relays,
    from,
    readSender: async () => ({ programmeName: 'Actions Desk', appUrl: 'https://desk.example' }),
    timing: { pause: 1, poll: 100, stop: 100, ...options.timing },
  })
  onTestFinished(() => worker.stop())
  return worker
}

function queue(mail: Mail): Promise<string> {
  return store.transact((tx) => queueMail(tx, mail))
}

function signIn(to: string): Mail {
  const data = {
    code: '04718263',
    link: 'https://desk.example/sign-in/link?token=x',
    minutes: 10,
    browser: '',
  }
  return { template: 'sign-in-code', to, locale: 'en', data }
}

function removed(to: string, accountName = 'Clinica Aurora'): Mail {
  return { template: 'removed-from-account', to, locale: 'en', data: { accountName } }
}

async function read(id: string) {
  const [row] = await store.read.select().from(outbox).where(eq(outbox.id, id))
  if (!row) throw new Error(`no mail ${id}`)
  return row
}

async function reach(id: string, status: string): Promise<void> {
  await vi.waitFor(async () => expect((await read(id)).status).toBe(status), { timeout: 5000, interval: 10 })
}
