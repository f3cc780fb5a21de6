import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { users } from '#/db/schema/people.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { redeemAddressChange, requestAddressChange } from '#/lib/changes/members/address-change.ts'
import { removeMember } from '#/lib/changes/members/commands.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { day, moveClock } from '#/lib/platform/values/clock.ts'
import { buildSession } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { openConfirmationSetting } from '#/tests/confirmation-setting.ts'
import { perTest } from '#/tests/store.ts'

const setting = perTest(openConfirmationSetting)

/** Runs the effects of a change that writes nothing else. */
async function follow(kind: 'joined' | 'checked'): Promise<void> {
  const { store, account, owner } = setting
  await store.transact(async (tx) => {
    const before = await assertAccount(tx, account)
    await changeAccount(tx, before, { kind, actorId: owner.id, audit: null })
  })
}

const asked = ['confirm-address oncall@x.example', 'confirm-address support@x.example']

describe('a submission', () => {
  test('asks each new address once, in its language, for all its fields', async () => {
    await setting.submit({
      emergency: ['oncall@x.example'],
      operations: ['Oncall@x.example'],
      brand: 'support@x.example',
    })
    const mails = (await setting.mails()).filter(({ recipient }) => recipient !== 'other@x.example')
    const fields = ['technical-emergency', 'operations']
    const data = { accountName: 'Levante', askerName: 'Elena', fields, kind: 'first' }
    expect(mails).toMatchObject([
      { template: 'confirm-address', recipient: 'oncall@x.example', locale: 'it', data },
      { template: 'confirm-address', recipient: 'support@x.example', locale: 'en' },
    ])
    const row = { askedBy: setting.owner.id, mails: 1, endedAt: null }
    expect(await setting.row('oncall@x.example')).toMatchObject(row)
  })

  test('names the asker by address when their name could be a link', async () => {
    await setting.store.transact((tx) => tx.update(users).set({ name: 'You won, see win.example/now' }))
    await setting.submit({ emergency: ['oncall@x.example'] })
    const asked = (await setting.mails()).map(({ data }) => data.askerName)
    expect(new Set(asked)).toEqual(new Set(['elena@levante.example']))
  })

  test('mails the addresses that it removes, unless they bounce', async () => {
    await setting.submit({ emergency: ['oncall@x.example', 'dead@x.example'], brand: 'support@x.example' })
    await setting.takeMails()
    await setting.store.transact((tx) =>
      markAddress(tx, { address: 'dead@x.example', deliveryId: null, status: '5.1.1' }, 0),
    )
    await setting.submit({ technical: ['new@x.example'], brand: 'support@x.example' })
    const sent = ['confirm-address new@x.example', 'contact-removed oncall@x.example']
    expect(await setting.takeMails()).toEqual(sent)
    expect(await setting.row('oncall@x.example')).toMatchObject({ endedHow: 'removed', mailDueAt: null })
  })

  test('also asks addresses that an older version never asked; other changes do not', async () => {
    const known = { emergency: ['oncall@x.example'], brand: 'support@x.example' }
    await setting.submit(known)
    await setting.takeMails()
    await setting.store.transact((tx) => tx.delete(confirmations))
    await follow('joined')
    expect(await setting.takeMails()).toEqual([])
    await setting.submit({ ...known, technical: ['new@x.example'] })
    expect(await setting.takeMails()).toEqual(['confirm-address new@x.example', ...asked])
  })
})

test('mails an address that is repeatedly added and removed once a day', async () => {
  const oncall = { emergency: ['oncall@x.example'] }
  for (let times = 0; times < 5; times++) {
    await setting.submit(oncall)
    await setting.submit({})
  }
  const sent = (await setting.takeMails()).filter((mail) => mail.endsWith('oncall@x.example'))
  expect(sent).toEqual(['confirm-address oncall@x.example', 'contact-removed oncall@x.example'])
  await setting.submit(oncall)
  expect(await setting.row('oncall@x.example')).toMatchObject({ mails: 0, endedAt: null })
  moveClock(day + 1000)
  await setting.submit({})
  await setting.submit(oncall)
  expect(await setting.takeMails()).toContain('confirm-address oncall@x.example')
})

describe('a member', () => {
  test('is not asked after joining, and asked again after leaving', async () => {
    await setting.submit({ emergency: ['paolo@x.example', 'oncall@x.example'] })
    await setting.takeMails()
    const paolo = await setting.join('paolo@x.example')
    expect(await setting.row('paolo@x.example')).toMatchObject({ endedHow: 'joined' })
    moveClock(day + 1000)
    await removeMember(setting.store, await setting.grant(), { userId: paolo.id, asked: true })
    const sent = ['confirm-address paolo@x.example', 'removed-from-account paolo@x.example']
    expect(await setting.takeMails()).toEqual(sent)
    expect((await setting.rows()).filter(({ address }) => address === 'paolo@x.example')).toHaveLength(2)
  })

  test('who changes to a contact address ends its confirmation, and the old address is asked', async () => {
    const { store } = setting
    const paolo = await setting.join('paolo@x.example')
    await setting.submit({ emergency: ['paolo@x.example', 'new@x.example'] })
    await setting.takeMails()
    const { id: sessionId } = await store.transact((tx) => buildSession(tx, { userId: paolo.id }))
    const actor = { ...actorOf(paolo), sessionId }
    const challenge = await requestAddressChange(store, actor, 'New@x.example', 'en')
    const [mail] = await setting.mails()
    await setting.takeMails()
    await redeemAddressChange(store, actor, challenge, String(openSecrets(mail?.data ?? {}).code), 'en')
    const sent = ['address-changed paolo@x.example', 'confirm-address paolo@x.example']
    expect(await setting.takeMails()).toEqual(sent)
    expect(await setting.row('new@x.example')).toMatchObject({ endedHow: 'joined' })
  })
})

test('clears a confirmation when the address is no longer a contact', async () => {
  const { store, account } = setting
  await setting.submit({ emergency: ['paolo@x.example', 'oncall@x.example'] })
  await store.transact((tx) => tx.update(accountAddresses).set({ confirmedAt: 5 }))
  await setting.join('paolo@x.example')
  await setting.submit({ emergency: ['oncall@x.example'] })
  const ofPaolo = eq(accountAddresses.addressKey, 'paolo@x.example')
  const [kept] = await store.read.select().from(accountAddresses).where(ofPaolo)
  expect(kept).toMatchObject({ isMember: true, isContact: false, confirmedAt: null })
  await store.transact((tx) => refreshSearchRow(tx, account.id))
  await setting.takeMails()
  await follow('checked')
  expect(await setting.takeMails()).toEqual([])
})
