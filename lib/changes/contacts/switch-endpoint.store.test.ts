import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { endpointKey } from '#/db/words/points.ts'
import { listEndpoints } from '#/lib/accounts/points/endpoints.ts'
import { recordEndpointProof } from '#/lib/accounts/proof/endpoint-proof.ts'
import { clearMarks, markAddress } from '#/lib/accounts/proof/marks.ts'
import {
  confirmByLink,
  findEndpointLink,
  refusalKey,
  sendEndpointCode,
  tryCode,
} from '#/lib/changes/confirmations/endpoint-code.ts'
import { mailMarks } from '#/lib/notices/bounces/mail-marks.ts'
import { watchEndpoints } from '#/lib/notices/endpoints/watch.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { hour, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { staffGrant } from '#/tests/actors.ts'
import { keyWith } from '#/tests/endpoint.ts'
import { openEndpointSetting } from '#/tests/endpoint-commands.ts'
import { readDeliveries } from '#/tests/endpoint-setting.ts'
import { interrupted } from '#/tests/failing.ts'
import { known } from '#/tests/known.ts'
import { noticeTools } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { confirmEndpoint, removeEndpoint, resendEndpointCode } from './endpoint-commands.ts'
import { refuseEndpoint, switchEndpoint } from './switch-endpoint.ts'

const setting = perTest(openEndpointSetting)
const environment = 'production'
const resend = async (id: string) =>
  resendEndpointCode(setting.store, await setting.grant(), { id, environment })
const stateOf = async (id: string) =>
  known((await listEndpoints(setting.store.read, await setting.grant())).find((one) => one.id === id))

/** The link in the last message to the endpoint. */
async function linkTo(id: string) {
  return linkToken('endpoint', known((await readDeliveries(setting.store, id)).at(-1)).id)
}

test('after “This is not mine” the account can send no code there until staff enable it', async () => {
  const { id } = await setting.add()
  const { store, ada, molo } = setting
  const link = await linkTo(id)
  const [code = ''] = await setting.codes()
  const failing = { key: endpointKey(id), address: '', deliveryId: null, status: '10 failures' }
  await store.transact((tx) => markAddress(tx, failing, now()))
  await refuseEndpoint(store, link)
  expect(await findEndpointLink(store.read, link)).toMatchObject({ state: 'refused', accountName: 'Levante' })
  expect(await stateOf(id)).toMatchObject({
    state: 'disabled',
    reason: 'It is refused by whoever reads it.',
    byStaff: false,
  })
  expect((await setting.audit()).at(-1)).toMatchObject({ action: 'endpoint.refused', actorId: null })
  const grant = await setting.grant()
  await expect(confirmEndpoint(store, grant, { id, code, environment })).rejects.toThrow('endpoint-code')
  await expect(resend(id)).rejects.toThrow('endpoint-refused')
  // What is on its way there may still be accepted.
  expect(await store.transact((tx) => recordEndpointProof(tx, id))).toBe(false)
  expect((await stateOf(id)).state).toBe('disabled')

  const { target } = known((await setting.rows())[0])
  await removeEndpoint(store, await setting.grant(), { id, environment })
  await expect(setting.add()).rejects.toThrow('endpoint-refused')
  expect(await setting.rows()).toEqual([])
  // Another account may still ask.
  await store.transact(async (tx) =>
    sendEndpointCode(tx, await buildEndpoint(tx, { accountId: molo.id, target }), molo),
  )

  const left = { accountId: setting.account.id, target, confirmedAt: null, disabledAt: 1 }
  const again = await store.transact((tx) => buildEndpoint(tx, left))
  const enable = { account: setting.account.slug, endpoint: again.id, act: 'enable' } as const
  await switchEndpoint(store, staffGrant(ada, 'support'), enable)
  await resend(again.id)
})

test('a code confirms nothing while staff disable the endpoint, by its link or in an answer, and its link ends in an hour', async () => {
  const { id } = await setting.add()
  const { store, account } = setting
  const link = await linkTo(id)
  const [code = ''] = await setting.codes()
  const stateAfter = async (act: 'disable' | 'enable') => {
    await switchEndpoint(store, staffGrant(setting.ada, 'support'), {
      account: account.slug,
      endpoint: id,
      act,
    })
    return (await findEndpointLink(store.read, link))?.state
  }
  expect(await stateAfter('disable')).toBe('disabled')
  await confirmByLink(store, link)
  expect(await store.transact((tx) => tryCode(tx, { id }, code))).toBe(0)
  expect(await setting.rows()).toMatchObject([{ confirmedAt: null, disabledAt: expect.any(Number) }])
  expect(await stateAfter('enable')).toBe('open')
  await confirmByLink(store, link)
  expect((await findEndpointLink(store.read, link))?.state).toBe('on')
  moveClock(hour + minute)
  expect(await findEndpointLink(store.read, link)).toBeNull()
})

test('owners are told of a refusal once, with a link to the endpoint', async () => {
  const { id } = await setting.add()
  const link = await linkTo(id)
  await refuseEndpoint(setting.store, link)
  // Answered, it asks for no lock any more.
  const unasked = interrupted(setting.store, () => {
    throw new Error('It began one.')
  })
  await refuseEndpoint(unasked, link)
  await mailMarks(setting.store)
  const isTold = eq(outbox.template, 'address-bouncing')
  const told = await setting.store.read.select().from(outbox).where(isTold)
  expect(told.map(({ recipient, data }) => [recipient, data.link, data.endpoint])).toEqual([
    [
      setting.elena.email,
      expect.stringContaining(`/endpoints/${id}`),
      { reason: 'It is refused by whoever reads it.' },
    ],
  ])
  // As after a change of AUTH_SECRET, by which its key is made.
  const row = known((await setting.rows())[0])
  await setting.store.transact((tx) => clearMarks(tx, [refusalKey(row)]))
  await expect(resend(id)).rejects.toThrow('endpoint-refused')
})

test('an account sends a place five codes a day, so that others can confirm it too', async () => {
  const { id } = await setting.add()
  const { store, molo } = setting
  for (let n = 0; n < 4; n++) await resend(id)
  moveClock(hour + minute)
  await expect(resend(id)).rejects.toThrow('too-often')
  const { target } = known((await setting.rows())[0])
  await store.transact(async (tx) =>
    sendEndpointCode(tx, await buildEndpoint(tx, { accountId: molo.id, target }), molo),
  )
})

test.each(['a removal', 'Disable'])(
  'after %s, what waited goes to the next contacts, although an email was accepted',
  async (how) => {
    const { id } = await setting.add()
    const { store, account, ada } = setting
    await store.transact((tx) => recordEndpointProof(tx, id, { actorId: null }))
    const tools = noticeTools(store, await keyWith(store, 'events:write'))
    for (const dedupKey of ['one', 'two'])
      await tools.one({ account: account.slug, category: 'emergency', dedupKey })
    await tools.work()
    const toNext = async () => (await tools.told()).filter((one) => one === 'notice tech@contacts.example')
    if (how === 'a removal') await removeEndpoint(store, await setting.grant(), { id, environment })
    else
      await switchEndpoint(store, staffGrant(ada, 'support'), {
        ...{ account: account.slug, endpoint: id, act: 'disable' },
      })
    expect(await toNext()).toEqual([])
    await watchEndpoints(store)
    expect(await toNext()).toHaveLength(2)
  },
)
