import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { memberships, users } from '#/db/schema/people.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { endpointKey } from '#/db/words/points.ts'
import { listEndpoints } from '#/lib/accounts/points/endpoints.ts'
import { recordEndpointProof } from '#/lib/accounts/proof/endpoint-proof.ts'
import { clearMarks, markAddress } from '#/lib/accounts/proof/marks.ts'
import {
  confirmByLink,
  findEndpointLink,
  refusalKeys,
  sendEndpointCode,
  tryCode,
} from '#/lib/changes/confirmations/endpoint-code.ts'
import { mailMarks } from '#/lib/notices/bounces/mail-marks.ts'
import { ownErrors } from '#/lib/notices/endpoints/reason.ts'
import { watchEndpoints } from '#/lib/notices/endpoints/watch.ts'
import { AskFirst, askingFirst } from '#/lib/platform/mail/ask-first.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { hour, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { staffGrant } from '#/tests/actors.ts'
import { keyWith } from '#/tests/endpoint.ts'
import { openEndpointSetting } from '#/tests/endpoint-commands.ts'
import { readDeliveries, readEndpoint, startEndpoints } from '#/tests/endpoint-setting.ts'
import { eventually } from '#/tests/eventually.ts'
import { interrupted } from '#/tests/failing.ts'
import { known } from '#/tests/known.ts'
import { noticeTools } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { confirmEndpoint, removeEndpoint, replaceTarget, resendEndpointCode } from './endpoint-commands.ts'
import { endpointDisablingSchema } from './endpoint-form.ts'
import { disableEndpoint, enableEndpoint, refuseEndpoint } from './switch-endpoint.ts'

const setting = perTest(openEndpointSetting)
const environment = 'production'
const resend = async (id: string) =>
  resendEndpointCode(setting.store, await setting.grant(), { id, environment })
const stateOf = async (id: string) =>
  known((await listEndpoints(setting.store.read, await setting.grant())).find((one) => one.id === id))

const staff = () => staffGrant(setting.ada, 'support')
const disable = (id: string, reason = 'Because.', on = setting.store) =>
  disableEndpoint(on, staff(), { account: setting.account.slug, endpoint: id, reason })
const enable = (id: string) =>
  enableEndpoint(setting.store, staff(), { account: setting.account.slug, endpoint: id })

/** The link in the last message to the endpoint. */
async function linkTo(id: string) {
  return linkToken('endpoint', known((await readDeliveries(setting.store, id)).at(-1)).id)
}

test('after “This is not mine” the account can send no code there until staff enable it', async () => {
  const { id } = await setting.add()
  const { store, molo } = setting
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
  await enable(again.id)
  await resend(again.id)
})

test('after “This is not mine” no kind or spelling of the place gets a code, until staff enable it', async () => {
  const { store, account } = setting
  const topic = 'https://push.example.net/oncall'
  const { id } = await setting.add({ kind: 'ntfy', typed: { url: topic } })
  await refuseEndpoint(store, await linkTo(id))
  const spellings = ['', '?0', '?1', '/', '/other-id'].map((end) => `${topic}${end}`)
  const webhooks = [...spellings, 'https://PUSH.example.net:443//%6fncall'].map((url) => ({ typed: { url } }))
  const slack = { kind: 'slack', typed: { url: `${topic}?2` } } as const
  for (const again of webhooks.slice(1))
    await expect(setting.add(again), JSON.stringify(again)).rejects.toThrow('endpoint-refused')
  const other = await setting.add({ typed: { url: 'https://push.example.net/other' } })
  const moved = { id: other.id, environment, typed: { url: `${topic}?3` } } as const
  await expect(replaceTarget(store, await setting.grant(), moved)).rejects.toThrow('endpoint-refused')
  await removeEndpoint(store, await setting.grant(), { id, environment })
  for (const again of [...webhooks, slack])
    await expect(setting.add(again), JSON.stringify(again)).rejects.toThrow('endpoint-refused')
  expect(await setting.rows()).toHaveLength(1)

  const config = { url: `${topic}?4` }
  const left = { accountId: account.id, kind: 'webhook', config, confirmedAt: null, disabledAt: 1 } as const
  const listed = await store.transact((tx) => buildEndpoint(tx, left))
  await enable(listed.id)
  await setting.add({ typed: { url: `${topic}?0` } })
})

test('what a webhook gets to confirm names the account and has the link that refuses', async () => {
  const { store, account } = setting
  const { id } = await setting.add()
  const { requests } = await startEndpoints(store)
  const data = await eventually(() => known(requests[0]).json.data as Record<string, string>)
  const { refuse = '', ...rest } = data
  expect(rest).toEqual({
    account: { id: account.id, slug: account.slug, name: 'Levante' },
    code: expect.stringMatching(/^\d{8}$/),
  })
  const [path, token = ''] = refuse.split('/endpoint/')
  expect(path).toBe('https://desk.example')
  await refuseEndpoint(store, token)
  expect(await stateOf(id)).toMatchObject({ state: 'disabled', reason: 'It is refused by whoever reads it.' })
})

test('what an older version marked as it was typed stays refused', async () => {
  const { store } = setting
  const typed = { url: 'https://push.example.net/oncall?9' }
  const { id } = await setting.add({ typed })
  const key = known(refusalKeys(await readEndpoint(store, id)).at(-1))
  const mark = { key, address: 'Webhook', deliveryId: null, status: ownErrors.refused }
  await store.transact((tx) => markAddress(tx, mark, now()))
  await removeEndpoint(store, await setting.grant(), { id, environment })
  await expect(setting.add({ typed })).rejects.toThrow('endpoint-refused')
  await setting.add({ typed: { url: 'https://push.example.net/other' } })
})

test('codes to one place count together, however it is spelt', async () => {
  const url = 'https://push.example.net/oncall'
  await setting.add({ kind: 'ntfy', typed: { url } })
  for (let n = 0; n < 4; n++) await setting.add({ typed: { url: `${url}?${n}` } })
  moveClock(hour + minute)
  const sixth = setting.add({ fields: ['technical'], typed: { url: `https://push.example.net//oncall` } })
  await expect(sixth).rejects.toThrow('too-often')
})

describe('staff disable an endpoint', () => {
  const mailed = async () => {
    const isTold = eq(outbox.template, 'endpoint-disabled')
    return (await setting.store.read.select().from(outbox).where(isTold)).map(
      ({ recipient, locale, data }) => ({ recipient, locale, data }),
    )
  }
  const add = async (given: Parameters<typeof setting.add>[0] = {}) => {
    const { id } = await setting.add(given)
    await setting.store.transact((tx) => recordEndpointProof(tx, id, { actorId: null }))
    return id
  }
  /** What the first press asks. */
  const ask = async (id: string, confirmed = '') => {
    const asking = disable(id, 'Not yours.', askingFirst(setting.store, confirmed))
    const asked = await asking.catch((error: unknown) => error)
    if (asked instanceof AskFirst) return asked
    throw new Error('It did not ask.', { cause: asked })
  }

  test('only after a question that names who is notified without it and who is mailed, again where that changed', async () => {
    const id = await add()
    const other = await add({ label: 'Phone', typed: { url: 'https://hooks.example.net/2' } })
    const first = await ask(id)
    const phone = 'Phone (Webhook · hooks.example.net)'
    expect(first.mails.map(({ to }) => to)).toEqual([setting.elena.email])
    expect(first.consequence).toMatchObject({
      ...{ subject: 'Rota (Webhook · hooks.example.net)', account: 'Levante' },
      reached: [{ category: 'emergency', to: ['oncall@contacts.example', phone] }],
    })
    expect((await stateOf(id)).state).toBe('on')
    expect(await mailed()).toEqual([])
    await disable(other)
    const again = await ask(id, first.named)
    expect(again.again).toBe('changed')
    expect(again.consequence?.reached).toEqual([{ category: 'emergency', to: ['oncall@contacts.example'] }])
    await disable(id, 'Not yours.', askingFirst(setting.store, again.named))
    expect(await stateOf(id)).toMatchObject({ state: 'disabled', byStaff: true })
  })

  test('and the question says where nobody would be notified, also if nobody is mailed', async () => {
    const { store, account, elena } = setting
    const address = 'tech@levante.example'
    const content = completeContacts([], { technical: [{ address, label: '', locale: null }] })
    await store.transact((tx) => buildRevision(tx, { accountId: account.id, savedBy: elena.id, content }))
    const id = await add({ fields: ['alerts'] })
    await store.transact(async (tx) => {
      await markAddress(tx, { address, deliveryId: null, status: '5.1.1' }, now())
      await tx.delete(unguarded(memberships)).where(eq(memberships.accountId, account.id))
    })
    const { mails, consequence } = await ask(id)
    expect(mails).toEqual([])
    const nobody = (category: string) => ({ category, to: [] })
    expect(consequence?.reached).toEqual([nobody('production-alert'), nobody('technical')])
  })

  test('with a reason, which owners and editors get in their language, and the audit log keeps', async () => {
    const id = await add()
    const { store, vera, ada } = setting
    await store.transact(async (tx) => {
      await tx.update(unguarded(memberships)).set({ role: 'editor' }).where(eq(memberships.userId, vera.id))
      await tx.update(users).set({ locale: 'en' }).where(eq(users.id, vera.id))
    })
    await disable(id, 'Not yours.')
    // Pressed twice, it mails once.
    await disable(id, 'Again.')
    const endpoint = 'Rota (Webhook · hooks.example.net)'
    const link = expect.stringContaining(`/accounts/levante/configuration/endpoints/${id}`)
    const data = { accountName: 'Levante', endpoint, reason: 'Not yours.', link }
    expect(await mailed()).toEqual([
      { recipient: setting.elena.email, locale: 'it', data },
      { recipient: vera.email, locale: 'en', data },
    ])
    expect((await setting.audit()).at(-1)).toMatchObject({
      ...{ action: 'endpoint.disabled', actorId: ada.id },
      after: { id, reason: 'Not yours.' },
    })
    const typed = { account: 'levante', endpoint: id, reason: ' \n ' }
    expect(endpointDisablingSchema.safeParse(typed).error?.issues).toMatchObject([
      { path: ['reason'], message: 'reason-required' },
    ])
  })
})

test('a code confirms nothing while staff disable the endpoint, by its link or in an answer, and its link ends in an hour', async () => {
  const { id } = await setting.add()
  const { store } = setting
  const link = await linkTo(id)
  const [code = ''] = await setting.codes()
  const stateAfter = async (act: (id: string) => Promise<unknown>) => {
    await act(id)
    return (await findEndpointLink(store.read, link))?.state
  }
  expect(await stateAfter(disable)).toBe('disabled')
  await confirmByLink(store, link)
  expect(await store.transact((tx) => tryCode(tx, { id }, code))).toBe(0)
  expect(await setting.rows()).toMatchObject([{ confirmedAt: null, disabledAt: expect.any(Number) }])
  expect(await stateAfter(enable)).toBe('open')
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
  await setting.store.transact((tx) => clearMarks(tx, refusalKeys(row)))
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
    const { store, account } = setting
    await store.transact((tx) => recordEndpointProof(tx, id, { actorId: null }))
    const tools = noticeTools(store, await keyWith(store, 'events:write'))
    for (const dedupKey of ['one', 'two'])
      await tools.one({ account: account.slug, category: 'emergency', dedupKey })
    await tools.work()
    const toNext = async () => (await tools.told()).filter((one) => one === 'notice tech@contacts.example')
    if (how === 'a removal') await removeEndpoint(store, await setting.grant(), { id, environment })
    else await disable(id)
    expect(await toNext()).toEqual([])
    await watchEndpoints(store)
    expect(await toNext()).toHaveLength(2)
  },
)
