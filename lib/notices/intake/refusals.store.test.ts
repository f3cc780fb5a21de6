import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { addressFailures, addressMarks, notices } from '#/db/schema/notices.ts'
import type { Store } from '#/db/store/store.ts'
import { insertSource } from '#/lib/admin/sources/commands.ts'
import { grantSource, type SourceGrant } from '#/lib/identity/keys/queries.ts'
import type { IncomingEvent } from '#/lib/notices/parsing/schema.ts'
import type { Worker } from '#/lib/platform/outbox/worker.ts'
import { day, hour, moveClock } from '#/lib/platform/values/clock.ts'
import { buildOpenAccount } from '#/seed/accounts.ts'
import { buildMember, buildStaff, buildUser } from '#/seed/people.ts'
import { eventually } from '#/tests/eventually.ts'
import { startTestWorker } from '#/tests/mail.ts'
import { startRelay } from '#/tests/relay.ts'
import type { TestRelay } from '#/tests/relay-server.ts'
import { openTestStore } from '#/tests/store.ts'
import { ingestEvents } from './ingest-events.ts'

const technical = 'tech@contacts.example'

let store: Store
let source: SourceGrant<'events:write'>
let relay: TestRelay
let worker: Worker
/** What the mail server says to the technical contact; to all others it says yes. */
let said: string | undefined

beforeEach(async () => {
  onTestFinished(() => moveClock(0))
  said = undefined
  store = await openTestStore()
  const key = await store.transact(async (tx) => {
    const anna = await buildUser(tx, { email: 'anna@aurora.example' })
    const { account } = await buildOpenAccount(tx, { slug: 'aurora', alerts: [anna.id] })
    await buildMember(tx, { accountId: account.id, userId: anna.id, role: 'editor' })
    await buildMember(tx, { accountId: account.id, email: 'olga@aurora.example' })
    await buildStaff(tx, { email: 'grace@desk.example' })
    return (await insertSource(tx, { name: 'monitoring', scopes: ['events:write'] }, null)).key
  })
  const found = await grantSource(store.read, key, 'events:write')
  if (typeof found === 'string') throw new Error(found)
  source = found
  relay = await startRelay({ recipient: (to) => (to === technical ? said : undefined) })
  worker = startTestWorker(store, [relay])
})

let events = 0
/** A technical notice: to the technical contact, then to the alert contacts, then to the owners. */
async function accept(): Promise<string> {
  const event: IncomingEvent = {
    account: 'aurora',
    category: 'technical',
    environment: 'production',
    action: 'trigger',
    dedupKey: `event ${events++}`,
    summary: 'API version ends',
    details: '',
    meaning: '',
    remedy: '',
    severity: 'warning',
    occurredAt: null,
    links: [],
  }
  const answer = await ingestEvents(store, source, { format: 'native', events: [event] })
  return answer.events[0]?.noticeId ?? ''
}

async function deliveries(noticeId: string) {
  const rows = await store.read.select().from(outbox).where(eq(outbox.noticeId, noticeId))
  return rows
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ recipient, status }) => [recipient, status])
}
const marks = async () => (await store.read.select().from(addressMarks)).map(({ status }) => status)

describe('a refusal at RCPT', () => {
  test.each(['5.1.1', '5.1.2', '5.1.3', '5.1.10', '5.2.1'])(
    'with %s marks the address and hands on',
    async (status) => {
      said = `550 ${status} <${technical}>: no`
      const id = await accept()
      await eventually(async () => {
        expect(await deliveries(id)).toEqual([
          [technical, 'failed'],
          ['anna@aurora.example', 'accepted'],
        ])
      })
      expect(await marks()).toEqual([status])
      const next = await accept()
      await eventually(async () =>
        expect(await deliveries(next)).toEqual([['anna@aurora.example', 'accepted']]),
      )
    },
  )

  test('that goes over several lines is read like one', async () => {
    said = '550-5.1.1 The email account that you tried to reach does not exist.\r\n550 5.1.1 Please try again'
    await accept()
    await eventually(async () => expect(await marks()).toEqual(['5.1.1']))
  })

  test.each(['550 No such user here', '552 5.2.2 Mailbox full', '550 5.7.1 Relaying denied', '554 5.1.8 no'])(
    'with %s marks it the third time in 7 days',
    async (answer) => {
      said = answer
      for (const at of [0, 3 * day, 6 * day]) {
        expect(await marks()).toEqual([])
        moveClock(at)
        const id = await accept()
        await eventually(async () => {
          expect(await deliveries(id)).toEqual([
            [technical, 'failed'],
            ['anna@aurora.example', 'accepted'],
          ])
        })
      }
      expect(await marks()).toHaveLength(1)
    },
  )

  test('seldom enough marks nothing', async () => {
    said = '550 No such user here'
    for (const at of [0, 4 * day, 8 * day, 12 * day]) {
      moveClock(at)
      const id = await accept()
      await eventually(async () => expect((await deliveries(id)).at(-1)?.[1]).toBe('accepted'))
    }
    expect(await marks()).toEqual([])
  })

  test.each(['450 4.2.1 later', '451 4.7.1 greylisted', '421 4.7.0 too many'])(
    'with %s says nothing yet',
    async (answer) => {
      said = answer
      const id = await accept()
      await eventually(async () => expect(await deliveries(id)).toEqual([[technical, 'retrying']]))
      expect(await store.read.$count(addressFailures)).toBe(0)
    },
  )
})

test.each([
  ['MAIL', { mail: () => '550 5.1.1 sender unknown' }],
  ['DATA', { body: () => '554 5.1.1 no' }],
  ['the dot', { data: () => '550 5.1.1 looks like spam' }],
])('a refusal at %s says nothing of the address, whatever its status', async (_what, manners) => {
  Object.assign(relay.manners, manners)
  const id = await accept()
  await eventually(async () => expect(await deliveries(id)).toEqual([[technical, 'retrying']]))
  expect(await store.read.$count(addressFailures)).toBe(0)
  expect(await marks()).toEqual([])
})

test('72 hours of trying end with the next step', async () => {
  said = '450 4.2.1 later'
  const id = await accept()
  await eventually(async () => expect(await deliveries(id)).toEqual([[technical, 'retrying']]))
  moveClock(72 * hour)
  worker.wake()
  await eventually(async () => {
    expect(await deliveries(id)).toEqual([
      [technical, 'expired'],
      ['anna@aurora.example', 'accepted'],
    ])
  })
  expect(await marks()).toEqual([])
})

test('where all fail, staff are told that it reaches nobody', async () => {
  relay.manners.recipient = (to) => (to === 'grace@desk.example' ? undefined : '550 5.2.2 full')
  const id = await accept()
  await eventually(() =>
    expect(relay.received.map(({ recipients }) => recipients[0])).toEqual(['grace@desk.example']),
  )
  expect(relay.received[0]?.subject).toContain('1 notice reaches nobody')
  expect(await deliveries(id)).toEqual([
    [technical, 'failed'],
    ['anna@aurora.example', 'failed'],
    ['olga@aurora.example', 'failed'],
  ])
  const [notice] = await store.read.select().from(notices).where(eq(notices.id, id))
  expect(notice?.state).toBe('unroutable')
})
