import { expect, onTestFinished, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { claimMail } from '#/lib/platform/outbox/claims.ts'
import type { Flight, OutboxRow } from '#/lib/platform/outbox/transport.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { completeContacts } from '#/seed/accounts.ts'
import { plantEndpoints } from '#/seed/endpoints.ts'
import { addEndpoint, readDeliveries, startEndpoints } from '#/tests/endpoint-setting.ts'
import { eventually } from '#/tests/eventually.ts'
import { known } from '#/tests/known.ts'
import { aStorm, openNoticeSetting } from '#/tests/notice-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { perTest } from '#/tests/store.ts'
import { countEnd, endpointPolicy } from './policy.ts'

const setting = perTest(() => openNoticeSetting())
const emergency = { category: 'emergency', summary: 'Feed down' } as const

test('ten endpoints of two accounts that hang at a host, with a hundred messages, keep no third account waiting', async () => {
  const { store, account, molo } = setting
  const { levante } = await scenario(store, { levante: {} }, undefined, { alone: true })
  const config = { url: 'https://hooks.example.net/recapito', secret: 'whsec_c2VjcmV0' }
  const hooks = Array(5).fill({ kind: 'webhook', host: 'hooks.example.net', config })
  for (const { id: accountId } of [account, molo])
    await store.transact((tx) =>
      plantEndpoints(
        tx,
        { accountId, fields: ['technical-emergency'], content: completeContacts([]) },
        hooks,
      ),
    )
  const { id } = await addEndpoint(store, levante.id, 'webhook')
  for (const slug of ['aurora', 'molo']) await setting.accept(aStorm(10, { ...emergency, account: slug }))
  const { requests } = await startEndpoints(store, (_, endpoint) =>
    endpoint === id ? {} : new Promise<never>(() => undefined),
  )
  // As many as these two may have at first.
  await eventually(() => expect(requests.length).toBeGreaterThanOrEqual(6))
  await setting.one({ ...emergency, account: 'levante' })
  await eventually(async () =>
    expect(await readDeliveries(store, id)).toMatchObject([{ status: 'accepted' }]),
  )
})

const wake = known(endpointPolicy.lanes[0])
const claim = { lane: 'wake', owner: 'us', leaseUntil: now() + minute, limit: 100 }

const row = (accountId: string, endpoint: string, host: string, lane = 'wake') =>
  ({
    ...{ id: newId(), template: 'notice', recipient: `endpoint:${accountId}-${endpoint}`, host, accountId },
    ...{ data: {}, lane, locale: 'en', status: 'queued', dueAt: now() - 1, createdAt: now() - 1 },
  }) as OutboxRow

/** `count` messages in flight, to an endpoint each. */
const fly = (accountId: string, count: number, host: (n: number) => string, isStalled = false): Flight[] =>
  Array.from({ length: count }, (_, n) => ({ row: row(accountId, `${n}`, host(n)), isStalled }))
const [one, own] = [() => 'a.example', (n: number) => `${n}.example`]

test.each<[string, Flight[], held: number]>([
  ['nothing', [], 0],
  ['two to an endpoint', [...fly('a', 1, one), ...fly('a', 1, one)], 1],
  ['half of a host’s places of an account', fly('a', 4, one), 3],
  ['all of a host', [...fly('a', 4, one), ...fly('b', 4, one)], 6],
  ['silent ones at a host', [...fly('a', 3, one, true), ...fly('b', 1, one, true)], 5],
  ['more silent ones at a host than half', [...fly('a', 4, one, true), ...fly('b', 3, one, true)], 6],
  ['silent ones everywhere', fly('a', 64, own, true), 7],
  ['as many of an account as are free', [...fly('a', 43, own), ...fly('c', 42, own)], 6],
  ['all places', fly('c', 128, own), 12],
])('with %s in flight, what is claimed is what may start', async (_what, inFlight, count) => {
  const { store } = setting
  const silent = row('b', '2', 'a.example')
  countEnd(silent, false)
  onTestFinished(() => countEnd(silent, true))
  const due = ['a', 'b'].flatMap((account) =>
    ['0', '1', '2'].flatMap((endpoint) => [
      row(account, endpoint, 'a.example'),
      row(account, `${endpoint}x`, 'x.example'),
    ]),
  )
  await store.transact((tx) => tx.insert(outbox).values(due))
  const held = endpointPolicy.hold(wake, inFlight)
  const claimed = (await claimMail(store, { ...claim, held, byTurns: true })).map(({ id }) => id)
  expect(claimed).toEqual(due.filter((one) => !held.has(one)).map(({ id }) => id))
  expect(due.length - claimed.length).toBe(count)
})

test('an endpoint has no more messages claimed than may be in flight to it', async () => {
  const { store } = setting
  const [first, second, other] = [
    row('a', '1', 'a.example'),
    row('a', '1', 'a.example'),
    row('a', '2', 'a.example'),
  ]
  await store.transact((tx) => tx.insert(outbox).values([first, second, other]))
  const held = endpointPolicy.hold(wake, [], [row('a', '1', 'a.example'), row('a', '1', 'a.example')])
  expect(await claimMail(store, { ...claim, held })).toMatchObject([{ id: other.id }])
})
