import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { accounts, contactRevisions } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { sessions } from '#/db/schema/people.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { endpointKey } from '#/db/words/points.ts'
import { listEndpoints } from '#/lib/accounts/points/endpoints.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { unsealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { day, hour, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildDraft, completeContacts } from '#/seed/accounts.ts'
import { hook, newWebhook, openEndpointSetting } from '#/tests/endpoint-commands.ts'
import { readEndpoint, startEndpoints } from '#/tests/endpoint-setting.ts'
import { eventually } from '#/tests/eventually.ts'
import { listColumnsWith } from '#/tests/every-table.ts'
import { known } from '#/tests/known.ts'
import { perTest } from '#/tests/store.ts'
import { submitDraft } from './commands.ts'
import {
  addEndpoint,
  changeEndpoint,
  confirmEndpoint,
  removeEndpoint,
  replaceTarget,
  resendEndpointCode,
  rotateSecret,
} from './endpoint-commands.ts'
import { endpointCodeSchema } from './endpoint-form.ts'
import { readEndpointSettings } from './endpoint-settings.ts'

const setting = perTest(openEndpointSetting)
const environment = 'production'
const emergencies = async () => (await setting.contacts())?.content.endpoints['technical-emergency']
const stateOf = async (id: string) =>
  known((await listEndpoints(setting.store.read, await setting.grant())).find((one) => one.id === id))

/** A draft that changes another field. */
async function draftOther() {
  const values = toFormValues(completeContacts([setting.elena.id]))
  values.operations = [{ address: 'new@levante.example', label: '', locale: '' }]
  const { account, elena, store } = setting
  await store.transact((tx) => buildDraft(tx, { accountId: account.id, savedBy: elena.id, values }))
}

test('adds a webhook unconfirmed, lists it in its field, and sends it a code', async () => {
  const { id, secret } = await setting.add()
  expect(secret).toMatch(/^whsec_/)
  const entry = { id, kind: 'webhook', label: 'Rota', hint: 'hooks.example.net', locale: null }
  expect(await emergencies()).toEqual([entry])
  expect(await stateOf(id)).toMatchObject({ ...entry, state: 'unconfirmed', fields: ['technical-emergency'] })
  const after = { ...entry, fields: ['technical-emergency'] }
  expect(await setting.audit()).toMatchObject([
    { action: 'endpoint.added', actorId: setting.elena.id, before: null, after },
  ])
  expect((await setting.grant()).live?.has(id)).toBe(false)
  expect(await setting.codes()).toEqual([expect.stringMatching(/^\d{8}$/)])
})

test('a wrong code counts although it is refused, and the fifth ends the code', async () => {
  const { id } = await setting.add()
  const [code = ''] = await setting.codes()
  const grant = await setting.grant()
  const tryOne = (typed: string) => confirmEndpoint(setting.store, grant, { id, code: typed, environment })
  for (const count of [4, 3, 2, 1])
    await expect(tryOne('x')).rejects.toMatchObject({
      code: 'endpoint-code',
      params: { count },
      field: 'code',
    })
  await expect(tryOne('x')).rejects.toMatchObject({ code: 'endpoint-code-ended' })
  await expect(tryOne(code)).rejects.toMatchObject({ code: 'endpoint-code-ended' })
  expect((await stateOf(id)).state).toBe('unconfirmed')
})

test.each(['', '1234 567', 'x'])(
  'the form refuses %j, which is no code, before it counts as a try',
  (code) => {
    const given = { account: 'levante', endpoint: 'x', code }
    expect(endpointCodeSchema.safeParse(given).error?.issues).toMatchObject([{ message: 'endpoint-digits' }])
  },
)

test('a code is over after an hour, and a new one confirms, so that notices go there', async () => {
  const { id } = await setting.add()
  const [old = ''] = await setting.codes()
  moveClock(hour + minute)
  const of = { id, environment } as const
  const grant = await setting.grant()
  const confirm = (code: string) => confirmEndpoint(setting.store, grant, { ...of, code })
  await expect(confirm(old)).rejects.toMatchObject({ code: 'endpoint-code-ended' })
  await resendEndpointCode(setting.store, grant, of)
  const [code = ''] = await setting.codes()
  moveClock(2 * hour)
  const isIts = eq(accountAddresses.addressKey, endpointKey(id))
  const indexed = () => setting.store.read.select().from(accountAddresses).where(isIts)
  expect(await indexed()).toMatchObject([{ confirmedAt: null }])
  await confirm(code)
  const { confirmedAt } = await readEndpoint(setting.store, id)
  expect(await indexed()).toMatchObject([{ confirmedAt: known(confirmedAt) }])
  expect((await setting.grant()).live?.has(id)).toBe(true)
  const confirmed = { action: 'endpoint.confirmed', actorId: setting.elena.id }
  expect((await setting.audit()).at(-1)).toMatchObject(confirmed)
  await expect(resendEndpointCode(setting.store, grant, of)).rejects.toMatchObject({ code: 'endpoint-on' })
})

test('a code that came back from there, or that a colleague typed, may be typed again', async () => {
  const { id } = await setting.add()
  const [code = ''] = await setting.codes()
  const grant = await setting.grant()
  const type = () => confirmEndpoint(setting.store, grant, { id, environment, code })
  await type()
  await type()
  const key = endpointKey(id)
  const mark = { key, address: key, deliveryId: null, status: 'HTTP 500' }
  await setting.store.transact((tx) => markAddress(tx, mark, now()))
  await expect(type()).rejects.toMatchObject({ code: 'endpoint-code' })
})

test('a code in a webhook’s answer confirms it, also after it said that it is gone; a wrong one counts as a try', async () => {
  const { id } = await setting.add()
  const { store } = setting
  const gone = { confirmedAt: 5, disabledAt: 5 }
  await store.transact((tx) => tx.update(endpoints).set(gone).where(eq(endpoints.id, id)))
  const { requests } = await startEndpoints(store, ({ body }) => {
    const code = requests.length === 1 ? '0' : JSON.parse(body).data.code
    return { body: JSON.stringify({ code }) }
  })
  await eventually(async () => expect(await readEndpoint(store, id)).toMatchObject({ ...gone, codeTries: 1 }))
  await resendEndpointCode(store, await setting.grant(), { id, environment })
  await eventually(async () => expect((await stateOf(id)).state).toBe('on'))
})

test('sends only the newer of two codes that wait', async () => {
  const { id } = await setting.add()
  await resendEndpointCode(setting.store, await setting.grant(), { id, environment })
  const { requests } = await startEndpoints(setting.store)
  const rows = () => setting.store.read.select().from(outbox).orderBy(asc(outbox.id))
  await eventually(async () =>
    expect((await rows()).map(({ status }) => status)).toEqual(['superseded', 'accepted']),
  )
  expect(requests).toHaveLength(1)
})

test('says why its code has not arrived, until the next one does', async () => {
  const { id } = await setting.add()
  let status = 404
  await startEndpoints(setting.store, () => ({ status }))
  await eventually(async () =>
    expect(await stateOf(id)).toMatchObject({ state: 'unconfirmed', reason: expect.stringContaining('404') }),
  )
  status = 202
  moveClock(minute)
  await resendEndpointCode(setting.store, await setting.grant(), { id, environment })
  await eventually(async () => expect(await stateOf(id)).toMatchObject({ state: 'unconfirmed', reason: '' }))
})

test('no address, secret or code shows anywhere in the store', async () => {
  const { id, secret } = await setting.add()
  await draftOther()
  const next = await rotateSecret(setting.store, await setting.grant(), { id, environment })
  const typed = { url: `${hook}/2`, header: 'X-Token: secret-token-2' }
  await replaceTarget(setting.store, await setting.grant(), { id, environment, typed })
  const codes = await setting.codes()
  const { key = '' } = unsealEndpoint(known((await setting.rows())[0]))?.config ?? {}
  const texts = ['secret-path', 'secret-token', secret, next, key, ...codes]
  expect(await listColumnsWith(setting.store, texts)).toEqual([])
  await removeEndpoint(setting.store, await setting.grant(), { id, environment })
  expect(await listColumnsWith(setting.store, texts)).toEqual([])
})

describe('the draft', () => {
  test('gains a new endpoint, so that submitting it drops nothing', async () => {
    await draftOther()
    const { id } = await setting.add()
    expect((await setting.draft())?.endpoints).toEqual({ 'technical-emergency': [id] })
    const grant = await setting.grant()
    const version = grant.account.contactsVersion
    expect(await submitDraft(setting.store, grant, { version, environment })).toMatchObject({
      kind: 'submitted',
    })
    expect(await emergencies()).toMatchObject([{ id }])
    expect((await setting.contacts())?.content.operations).toMatchObject([{ address: 'new@levante.example' }])
  })

  test('conflicts if its page is older than the endpoint', async () => {
    await draftOther()
    const { account } = await setting.grant()
    await setting.add()
    const draft = { version: account.contactsVersion, environment } as const
    expect(await submitDraft(setting.store, await setting.grant(), draft)).toMatchObject({ kind: 'conflict' })
  })

  test('loses a removed endpoint, and is gone if it said nothing else', async () => {
    const { id } = await setting.add()
    const values = toFormValues((await setting.grant()).contacts)
    values.endpoints.operations = [id]
    const { account, elena, store } = setting
    await store.transact((tx) => buildDraft(tx, { accountId: account.id, savedBy: elena.id, values }))
    await removeEndpoint(store, await setting.grant(), { id, environment })
    expect(await setting.draft()).toBeNull()
    expect(await emergencies()).toBeUndefined()
  })
})

describe('a change', () => {
  test('writes a revision with label, language, fields and settings, and keeps it confirmed', async () => {
    const { id } = await setting.add()
    await setting.store.transact((tx) =>
      tx.update(endpoints).set({ confirmedAt: 5 }).where(eq(endpoints.id, id)),
    )
    await draftOther()
    const words = { label: 'Night rota', locale: 'it', fields: ['technical', 'operations'] } as const
    const settings = { answers: 'on' }
    await changeEndpoint(setting.store, await setting.grant(), { id, environment, ...words, settings })
    expect((await setting.contacts())?.content.endpoints).toEqual({
      technical: [expect.objectContaining({ id, label: 'Night rota', locale: 'it' })],
      operations: [expect.objectContaining({ id })],
    })
    expect((await setting.draft())?.endpoints).toEqual({ technical: [id], operations: [id] })
    const row = known((await setting.rows())[0])
    expect(row).toMatchObject({ label: 'Night rota', locale: 'it', confirmedAt: 5 })
    expect(unsealEndpoint(row)?.config).toMatchObject({
      url: hook,
      answers: 'on',
      header: 'X-Token: secret-token',
    })
    expect((await setting.audit()).at(-1)).toMatchObject({
      action: 'endpoint.changed',
      before: { label: 'Rota', fields: ['technical-emergency'] },
      after: words,
    })
  })

  test('writes no revision if nothing is different', async () => {
    const { id } = await setting.add()
    const before = await setting.contacts()
    const words = { label: 'Rota', locale: null, fields: ['technical-emergency'] } as const
    await changeEndpoint(setting.store, await setting.grant(), { id, environment, ...words, settings: {} })
    expect(await setting.contacts()).toEqual(before)
  })

  test('takes the webhook secret of PagerDuty alone, and keeps it where none is typed', async () => {
    const typed = { region: 'us', routingKey: 'k'.repeat(32) }
    const { id } = await setting.add({ kind: 'pagerduty', typed })
    await setting.store.transact((tx) => tx.update(endpoints).set({ confirmedAt: 5 }))
    const of = { id, environment, label: 'Rota', locale: null, fields: ['technical-emergency'] } as const
    const change = async (webhookSecret: string) =>
      changeEndpoint(setting.store, await setting.grant(), { ...of, settings: { webhookSecret } })
    await change(' signs-answers ')
    await change('')
    await expect(change('two words')).rejects.toMatchObject({ issues: { webhookSecret: 'secret' } })
    const renewed = { ...typed, routingKey: 'n'.repeat(32) }
    const row = known((await setting.rows())[0])
    expect(row.confirmedAt).toBe(5)
    await replaceTarget(setting.store, await setting.grant(), { id, environment, typed: renewed })
    expect(unsealEndpoint(known((await setting.rows())[0]))?.config).toEqual({
      routingKey: renewed.routingKey,
      webhookSecret: 'signs-answers',
    })
    const { on, shown } = await readEndpointSettings(setting.store.read, await setting.grant(), id)
    expect(on).toEqual(['webhookSecret'])
    expect(shown.webhookAddress).toMatch(new RegExp(`^https?://.+/api/v1/endpoints/${id}/pagerduty$`))
  })

  test('asks for a new code if the address is another, keeps the signing secret, and no notice waits for it', async () => {
    const { id, secret } = await setting.add()
    await setting.store.transact((tx) =>
      tx.update(endpoints).set({ confirmedAt: 5, disabledAt: 6 }).where(eq(endpoints.id, id)),
    )
    const typed = { url: 'https://other.example.net/x' }
    await replaceTarget(setting.store, await setting.grant(), { id, environment, typed })
    expect(await stateOf(id)).toMatchObject({ state: 'unconfirmed', reason: '' })
    const row = known((await setting.rows())[0])
    expect(row).toMatchObject({ confirmedAt: null, hint: 'other.example.net', host: 'other.example.net' })
    expect(unsealEndpoint(row)?.config).toEqual({ url: typed.url, secret, key: expect.any(String) })
    expect(await emergencies()).toMatchObject([{ id, hint: 'other.example.net' }])
    const codes = await setting.codes()
    expect(codes).toHaveLength(1)
    // After the clock was set back, it is where it is from its confirmation on.
    moveClock(-minute)
    const code = codes[0] ?? ''
    await confirmEndpoint(setting.store, await setting.grant(), { id, environment, code })
    expect((await readEndpoint(setting.store, id)).replacedAt).toBeLessThanOrEqual(now())
  })
})

test('a new secret signs at once, and each old one for 24 hours more', async () => {
  const { id, secret } = await setting.add()
  const next = await rotateSecret(setting.store, await setting.grant(), { id, environment })
  expect(next).not.toBe(secret)
  const until = expect.closeTo(now() + day, -4)
  moveClock(hour)
  const last = await rotateSecret(setting.store, await setting.grant(), { id, environment })
  const opened = async () => unsealEndpoint(known((await setting.rows())[0]))
  const later = expect.closeTo(now() + day, -4)
  const previous = [
    { secret: next, until: later },
    { secret, until },
  ]
  expect(await opened()).toMatchObject({ config: { secret: last }, previous })
  moveClock(day + minute)
  await rotateSecret(setting.store, await setting.grant(), { id, environment })
  expect((await opened())?.previous).toMatchObject([{ secret: last }, { secret: next }])
  const ntfy = await setting.add({ kind: 'ntfy', typed: { url: 'https://ntfy.example.net/oncall' } })
  const rotated = rotateSecret(setting.store, await setting.grant(), { id: ntfy.id, environment })
  await expect(rotated).rejects.toThrow('not-found')
})

test('a removed endpoint leaves no row, mark or entry, and its place is free again', async () => {
  const { id } = await setting.add()
  await removeEndpoint(setting.store, await setting.grant(), { id, environment })
  expect(await setting.rows()).toEqual([])
  expect(await emergencies()).toBeUndefined()
  const ofIt = eq(addressMarks.addressKey, endpointKey(id))
  expect(await setting.store.read.$count(addressMarks, ofIt)).toBe(0)
  expect((await setting.add()).id).not.toBe(id)
})

describe('refuses', () => {
  function commandsOn(id: string, grant: Awaited<ReturnType<typeof setting.grant>>) {
    const { store } = setting
    const of = { id, environment } as const
    const words = { label: 'Rota', locale: null, fields: ['alerts'], settings: {} } as const
    return {
      change: () => changeEndpoint(store, grant, { ...of, ...words }),
      replace: () => replaceTarget(store, grant, { ...of, typed: { url: `${hook}/2` } }),
      rotate: () => rotateSecret(store, grant, of),
      remove: () => removeEndpoint(store, grant, of),
      resend: () => resendEndpointCode(store, grant, of),
      confirm: () => confirmEndpoint(store, grant, { ...of, code: '12345678' }),
    }
  }

  const added = async (given: Parameters<typeof newWebhook>[0] = {}) => setting.add(given)

  test('the same place twice, however it is typed, and what is no address', async () => {
    await setting.add()
    const again = added({ typed: { url: 'https://HOOKS.example.net:443/secret-path' } })
    await expect(again).rejects.toMatchObject({ issues: { url: 'twice' } })
    const wrong = added({ typed: { url: 'http://localhost', header: 'Cookie: a' } })
    await expect(wrong).rejects.toMatchObject({ issues: { url: 'https', header: 'header' } })
    expect(await setting.rows()).toHaveLength(1)
  })

  test('a choice of no field together with all else that is wrong', async () => {
    const url = { typed: { url: 'http://localhost' }, fields: [] }
    await expect(added(url)).rejects.toMatchObject({ issues: { url: 'https', fields: 'no-field' } })
    await expect(added({ fields: [] })).rejects.toMatchObject({ issues: { fields: 'no-field' } })
    const { id } = await setting.add()
    const grant = await setting.grant()
    const words = { label: 'Rota', locale: null, fields: [], settings: { header: 'Cookie: a' } }
    await expect(changeEndpoint(setting.store, grant, { id, environment, ...words })).rejects.toMatchObject({
      issues: { fields: 'no-field' },
    })
    expect(await setting.rows()).toHaveLength(1)
  })

  test('more than five in a field, and ten in an account', async () => {
    const at = (n: number) => ({ typed: { url: `https://hooks.example.net/${n}` } })
    for (let n = 0; n < 5; n++) await setting.add(at(n))
    moveClock(2 * hour)
    await expect(added(at(5))).rejects.toMatchObject({ code: 'endpoints-field-full', field: 'fields' })
    for (let n = 5; n < 10; n++) await setting.add({ ...at(n), fields: ['technical'] })
    moveClock(2 * hour)
    const eleventh = added({ ...at(10), fields: ['operations'] })
    await expect(eleventh).rejects.toMatchObject({ code: 'endpoints-full' })
  })

  test('a sixth code within an hour, with nothing of the endpoint kept', async () => {
    const { id } = await setting.add()
    const grant = await setting.grant()
    for (let n = 0; n < 4; n++) await resendEndpointCode(setting.store, grant, { id, environment })
    await expect(resendEndpointCode(setting.store, grant, { id, environment })).rejects.toMatchObject({
      ...{ code: 'too-many', params: { what: 'codes', minutes: 60 } },
    })
    await expect(added({ typed: { url: 'https://hooks.example.net/2' } })).rejects.toThrow('too-many')
    expect(await setting.rows()).toHaveLength(1)
  })

  test('a twenty-first code to one place within a day, whoever asked for the others', async () => {
    const { id } = await setting.add()
    const { target } = known((await setting.rows())[0])
    await setting.store.transact((tx) => consumeLimit(tx, 'endpoint-codes-target', target, 18))
    const again = async () => resendEndpointCode(setting.store, await setting.grant(), { id, environment })
    await again()
    moveClock(day - hour)
    await expect(again()).rejects.toThrow('too-many')
  })

  test('a kind that nobody serves here, the form sent twice, and Sandbox', async () => {
    await expect(added({ kind: 'sms', typed: { number: '+393331234567' } })).rejects.toThrow('endpoint-kind')
    const { id } = await setting.add()
    for (const made of [id, id.toUpperCase()])
      await expect(added({ id: made, typed: { url: `${hook}/2` } })).rejects.toThrow('endpoint-made')
    await expect(added({ environment: 'sandbox' })).rejects.toThrow('endpoints-in-sandbox')
  })

  test('one without a label, except an older one that never had any', async () => {
    const refused = { code: 'endpoint-label', field: 'label' }
    await expect(added({ label: '' })).rejects.toMatchObject(refused)
    const { id } = await setting.add()
    const { store } = setting
    const words = { label: '', locale: null, fields: ['alerts'], settings: {} } as const
    const unnamed = { id, environment, ...words } as const
    await expect(changeEndpoint(store, await setting.grant(), unnamed)).rejects.toMatchObject(refused)
    await store.transact((tx) => tx.update(endpoints).set({ label: '' }).where(eq(endpoints.id, id)))
    await changeEndpoint(store, await setting.grant(), unnamed)
    expect(await setting.rows()).toMatchObject([{ label: '' }])
  })

  test('a code to one that staff disabled', async () => {
    const { id } = await setting.add()
    await setting.store.transact((tx) => tx.update(endpoints).set({ disabledAt: 5, disabledBy: 'staff' }))
    const { resend, confirm, replace } = commandsOn(id, await setting.grant())
    for (const command of [resend, confirm, replace])
      await expect(command(), String(command)).rejects.toThrow('endpoint-disabled')
  })

  test('a locked account, and the endpoint of another account', async () => {
    const { id } = await setting.add()
    const { store, account, molo } = setting
    const grant = await setting.grant()
    const elsewhere = { accountId: molo.id }
    await store.transact((tx) => tx.update(endpoints).set(elsewhere).where(eq(endpoints.id, id)))
    for (const command of Object.values(commandsOn(id, grant)))
      await expect(command(), String(command)).rejects.toThrow('not-found')
    await store.transact((tx) =>
      tx.update(accounts).set({ firstCompleteAt: null }).where(eq(accounts.id, account.id)),
    )
    await store.transact((tx) =>
      tx.delete(unguarded(contactRevisions)).where(eq(contactRevisions.accountId, account.id)),
    )
    await expect(addEndpoint(store, grant, newWebhook())).rejects.toThrow('locked')
  })

  test('a person who signed in long ago to change where alerts go or to remove it, also if their email bounces', async () => {
    const { id } = await setting.add()
    const { store, elena } = setting
    const grant = await setting.grant()
    const bounced = { deliveryId: null, status: '5.1.1', address: elena.email }
    await store.transact((tx) => tx.update(sessions).set({ createdAt: now() - hour }))
    await store.transact((tx) => markAddress(tx, bounced, now()))
    const { change, replace, rotate, remove } = commandsOn(id, grant)
    const add = () => addEndpoint(store, grant, newWebhook())
    for (const command of [add, change, replace, rotate, remove])
      await expect(command(), String(command)).rejects.toThrow('passkey-proof')
  })
})
