import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { day, hour, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { eventually } from '#/tests/eventually.ts'
import { queue, reach, removedMail, startSending, startTestWorker } from '#/tests/mail.ts'
import { startRelay } from '#/tests/relay.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'

const store = perTest(openTestStore)
perTest(() => scenario(store, {}, { ada: 'support', grace: { role: 'support', locale: 'it' } }))
afterEach(() => moveClock(0))

/** The mails that tell staff about mail faults, oldest first. */
async function staffMails() {
  const rows = await store.read.select().from(outbox).orderBy(outbox.id)
  return rows.filter(({ template }) => template === 'mail-server-refuses' || template === 'mail-not-made')
}

/** Sends a mail that the server refuses; resolves once the outbox records it. */
async function fail(to = 'a@b.example', status = 'retrying') {
  const id = await queue(store, removedMail(to))
  await reach(store, id, status)
  return id
}

/** How many mails staff have received after a refusal at this time, with a fresh worker. */
async function countAfter(at: number, relay: { url: string }): Promise<number> {
  moveClock(at)
  const worker = startTestWorker(store, [relay])
  await fail(`at${at}@b.example`)
  await worker.stop()
  return (await staffMails()).length
}

describe('a mail server that refuses us for good', () => {
  it('sends one mail to each of the staff in their language, however many mails it refuses', async () => {
    const relay = await startRelay({ password: 'secret' })
    startTestWorker(store, [{ url: relay.url.replace('//', '//recapito:wrong@') }])
    await Promise.all(Array.from({ length: 12 }, (_, n) => fail(`m${n}@b.example`)))
    const mails = await staffMails()
    expect(mails.map(({ recipient, locale }) => [recipient, locale])).toEqual([
      ['ada@desk.example', 'en'],
      ['grace@desk.example', 'it'],
    ])
    expect(mails[0]?.data).toEqual({
      server: new URL(relay.url).host,
      stage: 'sign-in',
      answer: 'AUTH PLAIN 535 No.',
      at: expect.any(Number),
      link: expect.stringMatching(/\/admin\/notices\/deliveries$/),
    })
  })

  it('sends a mail to staff even if the next server accepts the mail', async () => {
    const relay = await startRelay()
    startTestWorker(store, [await startRelay({ mail: () => 550 }), relay])
    const id = await fail('a@b.example', 'accepted')
    await eventually(() => expect(relay.received).toHaveLength(3))
    const mails = relay.received.filter(({ messageId }) => !messageId?.includes(id))
    expect(mails.map(({ subject }) => subject).sort()).toEqual([
      expect.stringContaining('Il server di posta'),
      expect.stringContaining('The mail server'),
    ])
  })

  it('sends another mail after a day, not earlier, and not for refusing these mails', async () => {
    const { relay, worker } = await startSending(store, { data: () => 554 })
    await fail()
    await eventually(async () => {
      expect((await staffMails()).map(({ status }) => status)).toEqual(['retrying', 'retrying'])
    })
    await worker.stop()
    expect(await countAfter(day - minute, relay)).toBe(2)
    expect(await countAfter(day + hour, relay)).toBe(4)
  })

  it('sends another mail if it refuses again after it worked, but not within the hour', async () => {
    const { relay, worker } = await startSending(store, { mail: () => 550 })
    await fail()
    delete relay.manners.mail
    await fail('b@b.example', 'accepted')
    await worker.stop()
    relay.manners.mail = () => 550
    expect(await countAfter(hour / 2, relay)).toBe(2)
    expect(await countAfter(2 * hour, relay)).toBe(4)
  })

  it('sends no mail for temporary refusals or for a refused address', async () => {
    const { relay, worker } = await startSending(store, { mail: () => 451 })
    await fail()
    relay.manners.mail = () => undefined
    relay.manners.recipient = () => 550
    await fail('gone@b.example', 'failed')
    await worker.stop()
    expect(await staffMails()).toEqual([])
  })
})

describe('a template that throws', () => {
  it('fails its own mail, and staff get one mail about it', async () => {
    const relay = await startRelay()
    const broken = [
      await queue(store, removedMail('a@b.example')),
      await queue(store, removedMail('c@b.example')),
    ]
    await store.transact((tx) =>
      tx.update(outbox).set({ template: 'contacts-due', data: { missing: 'nothing', dueAt: now() } }),
    )
    startTestWorker(store, [relay])
    for (const id of broken) await reach(store, id, 'retrying')
    await eventually(() => expect(relay.received).toHaveLength(2))
    expect(await staffMails()).toMatchObject([
      {
        recipient: 'ada@desk.example',
        template: 'mail-not-made',
        data: { template: 'contacts-due', error: expect.stringContaining('map is not a function') },
      },
      { recipient: 'grace@desk.example' },
    ])
  })

  it('sends no mail if the store failed or a newer version has the template', async () => {
    const id = await queue(store, removedMail('a@b.example'))
    await store.transact((tx) => tx.update(outbox).set({ template: 'of-tomorrow' }).where(eq(outbox.id, id)))
    const worker = startTestWorker(store, [await startRelay()])
    await reach(store, id, 'retrying')
    await worker.stop()
    expect(await staffMails()).toEqual([])
  })
})
