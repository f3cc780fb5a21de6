import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { removedFromAccount } from '#/lib/changes/members/mails.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { eventually } from '#/tests/eventually.ts'
import {
  queue,
  reach,
  readMail,
  removedMail,
  signInMail,
  startSending,
  startTestWorker,
} from '#/tests/mail.ts'
import { startRelay } from '#/tests/relay.ts'
import { openTestStore, perTest } from '#/tests/store.ts'

const store = perTest(openTestStore)

const stalling = () => startRelay({ recipient: (to) => (to.startsWith('stall') ? 'stall' : undefined) })

describe('one mail never delays another', () => {
  it.each([
    ['its recipient stalls, with more mail than places', 12, (n: number) => `stall${n}@b.example`],
    ['a whole domain stalls, however much goes there', 40, (n: number) => `stall${n}@tar-pit.example`],
    ['much mail goes to one stalled recipient', 40, () => 'stall@b.example'],
  ])('if %s', async (_, count, addressOf) => {
    startTestWorker(store, [await stalling()], { stall: 30 })
    for (let n = 0; n < count; n++) await queue(store, removedMail(addressOf(n)))
    await reach(store, await queue(store, removedMail('next@b.example')), 'accepted')
    await reach(store, await queue(store, removedMail('after@b.example')), 'accepted')
  })

  it('if all ordinary mail stalls and a sign-in mail arrives', async () => {
    startTestWorker(store, [await stalling()], { stall: hour })
    for (let n = 0; n < 8; n++) await queue(store, removedMail(`stall${n}@b.example`))
    await reach(store, await queue(store, signInMail('giulia@b.example')), 'accepted')
  })

  it('if the first of two servers hangs', async () => {
    const hanging = await startRelay({ connect: () => 'stall' })
    startTestWorker(store, [hanging, await startRelay()], { stall: 50, greeting: 1000 })
    for (let n = 0; n < 30; n++) await queue(store, removedMail(`m${n}@b.example`))
    await reach(store, await queue(store, removedMail('last@b.example')), 'accepted')
    await eventually(async () => {
      const before = hanging.connections
      await reach(store, await queue(store, removedMail('later@b.example')), 'accepted')
      expect(hanging.connections).toBe(before)
    })
  })

  it('if its template throws or is unknown: it waits for a newer version', async () => {
    const relay = await startRelay()
    const broken = await queue(store, removedMail('broken@b.example'))
    const unknown = await queue(store, removedMail('unknown@b.example'))
    await store.transact(async (tx) => {
      await tx.update(outbox).set({ template: 'contacts-due', data: {} }).where(eq(outbox.id, broken))
      await tx.update(outbox).set({ template: 'of-tomorrow' }).where(eq(outbox.id, unknown))
    })
    startTestWorker(store, [relay])
    await reach(store, await queue(store, removedMail('fine@b.example')), 'accepted')
    await reach(store, broken, 'retrying')
    const { lastError } = await reach(store, unknown, 'retrying')
    expect(lastError).toBe('Not rendered: There is no template of-tomorrow.')
    expect(relay.received).toHaveLength(1)
  })

  it.each([
    ['three thousand wait and a sign-in mail comes', 'ordinary', signInMail],
    ['an announcement waits and an ordinary mail comes', 'bulk', (to: string) => removedMail(to)],
  ] as const)('when %s', async (_, lane, mailTo) => {
    const count = 3_000
    const at = now()
    const mail = { template: removedFromAccount.name, data: { accountName: 'Clinica Aurora' } }
    const queued = { locale: 'en', status: 'queued', lane, dueAt: at - 1000, createdAt: at - 1000 } as const
    const ids = Array.from({ length: count }, newId)
    const rows = ids.map((id, n) => ({ ...mail, ...queued, id, recipient: `m${n}@b.example` }))
    await store.transact((tx) => insertMany(tx, outbox, rows))
    const { relay } = await startSending(store)
    await eventually(() => expect(relay.received.length).toBeGreaterThan(20))
    const id = await queue<object>(store, mailTo('giulia@b.example'))
    const before = relay.received.length
    const place = await eventually(() => {
      const found = relay.received.findIndex(({ messageId }) => messageId?.includes(id))
      expect(found).not.toBe(-1)
      return found
    })
    expect(place - before).toBeLessThan(count / 10)
    expect((await readMail(store, rows.at(-1)?.id ?? '')).status).toBe('queued')
  })
})
