import { desc, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { accounts, contactRevisions } from '#/db/schema/accounts.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { linkTtl } from '#/lib/accounts/addresses/policy.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { lastChangeOf, loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { findConfirmation } from '#/lib/changes/confirmations/link.ts'
import { resendConfirmation } from '#/lib/changes/confirmations/resend.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildDraft } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'
import { openConfirmationSetting } from '#/tests/confirmation-setting.ts'
import { perTest } from '#/tests/store.ts'
import { confirmAddress, refuseAddress } from './answer.ts'
import { saveDraft } from './commands.ts'

const oncall = 'oncall@x.example'
const setting = perTest(openConfirmationSetting)
let token: string
beforeEach(async () => {
  await setting.submit({ emergency: [oncall], operations: [oncall, 'other@x.example'] })
  token = (await setting.tokens(oncall))[0] ?? ''
})

const stateOf = async (one: string) => (await findConfirmation(setting.store.read, one))?.state ?? null
const revisions = () =>
  setting.store.read.select().from(contactRevisions).orderBy(desc(contactRevisions.version))
const loaded = () => assertAccount(setting.store.read, setting.account)
const answers = { confirmed: confirmAddress, refused: refuseAddress }

test('shows the account, the fields and the asker; opening the page changes nothing', async () => {
  const before = await setting.rows()
  expect(await findConfirmation(setting.store.read, token)).toMatchObject({
    state: 'open',
    accountName: 'Levante',
    address: oncall,
    askerName: 'Elena',
    fields: ['technical-emergency', 'operations'],
  })
  expect(await setting.rows()).toEqual(before)
})

describe('Confirm', () => {
  test('confirms the address for all its fields and clears its mark', async () => {
    const { store, account } = setting
    await store.transact((tx) => markAddress(tx, { address: oncall, deliveryId: null, status: '5.1.1' }, 0))
    expect(await confirmAddress(store, token)).toBe(true)
    const ofOncall = eq(accountAddresses.addressKey, oncall)
    const [kept] = await store.read.select().from(accountAddresses).where(ofOncall)
    expect(kept?.confirmedAt).toEqual(expect.any(Number))
    const row = { confirmedAt: kept?.confirmedAt, mailDueAt: null, endedAt: null }
    expect(await setting.row(oncall)).toMatchObject(row)
    expect(await store.read.$count(addressMarks)).toBe(0)
    const ofConfirming = eq(auditEntries.action, 'contacts.confirmed')
    const [entry] = await store.read.select().from(auditEntries).where(ofConfirming)
    expect(entry).toMatchObject({ actorId: null, accountId: account.id, after: { address: oncall } })
    expect(await stateOf(token)).toBe('confirmed')
  })
})

describe('"This is not me"', () => {
  test('removes the address from every field, and mails owners and editors once', async () => {
    const { store, account } = setting
    for (const role of ['editor', 'viewer'] as const) {
      const member = { accountId: account.id, role, email: `${role}@x.example` }
      await store.transact((tx) => buildMember(tx, member))
    }
    await setting.takeMails()
    token = await again()
    expect(await refuseAddress(store, token)).toBe(true)
    const [last] = await revisions()
    expect(last).toMatchObject({ version: 2, cause: 'refused', refusedAddress: oncall, savedBy: '' })
    expect(last?.content['technical-emergency']).toEqual([])
    expect(last?.content.operations).toMatchObject([{ address: 'other@x.example' }])
    expect(await setting.row(oncall)).toMatchObject({ endedHow: 'refused', mailDueAt: null })
    const mails = (await setting.mails()).filter(({ template }) => template !== 'confirm-address')
    const { dueAt } = (await loaded()).account
    expect(dueAt).toBeGreaterThan(now() + 13 * day)
    const fields = ['technical-emergency', 'operations']
    const data = { address: oncall, fields, missing: ['technical-emergency'], dueAt }
    expect(mails).toMatchObject([
      { template: 'address-refused', recipient: 'editor@x.example', locale: 'it', data },
      { template: 'address-refused', recipient: 'elena@levante.example', locale: 'en', data },
    ])
    expect((await setting.rows()).filter(({ endedAt }) => endedAt === null)).toHaveLength(2)
  })

  test('sets no deadline when the field keeps another address', async () => {
    await setting.submit({ emergency: [oncall, 'other@x.example'] })
    expect(await refuseAddress(setting.store, token)).toBe(true)
    expect(await loaded()).toMatchObject({ missing: [], account: { dueAt: null } })
  })

  test('removes the public address of brand support, and keeps its phone in the form', async () => {
    const { store, account, owner } = setting
    await setting.submit({ phone: '+39 06 1234567' })
    const values = toFormValues((await loaded()).contacts)
    values.technical = [{ address: 'Support@X.example ', label: 'Typed', locale: '' }]
    await store.transact((tx) => buildDraft(tx, { accountId: account.id, savedBy: owner.id, values }))
    expect(await refuseAddress(store, (await setting.tokens('support@x.example'))[0] ?? '')).toBe(true)
    expect((await loaded()).contacts?.['brand-support']).toBeNull()
    expect((await loaded()).missing.map(({ field }) => field)).toContain('brand-support')
    const { values: kept } = await loadDraftOrLatest(store.read, await setting.grant())
    expect(kept.technical).toEqual([{ address: '', label: '', locale: '' }])
    expect(kept['brand-support']).toMatchObject({ address: '', phone: '+39 06 1234567' })
  })

  test('makes a concurrent save conflict, and names the address', async () => {
    const { store, account, owner } = setting
    const grant = await setting.grant()
    const values = toFormValues(grant.contacts)
    const save = { version: grant.account.contactsVersion, environment: 'production' as const, values }
    await store.transact((tx) => buildDraft(tx, { accountId: account.id, savedBy: owner.id, values }))
    moveClock(1000)
    await refuseAddress(store, token)
    const outcome = await saveDraft(store, grant, save)
    if (outcome.kind !== 'conflict') throw new Error(outcome.kind)
    expect(lastChangeOf(outcome.stored)).toEqual({ by: oncall, refused: true })
  })

  test('names no deadline to a locked account', async () => {
    await setting.store.transact((tx) => tx.update(accounts).set({ dueAt: now() - day }))
    expect(await refuseAddress(setting.store, token)).toBe(true)
    const [sent] = (await setting.mails()).filter(({ template }) => template === 'address-refused')
    expect(sent?.data).toMatchObject({ missing: ['technical-emergency'], dueAt: null })
  })

  test('warns the editor who adds the address again, and asks it again', async () => {
    await refuseAddress(setting.store, token)
    const at = (await setting.row(oncall))?.endedAt
    moveClock(day + 1000)
    const { notes } = await setting.submit({ emergency: [oncall] })
    const params = { address: oncall, at }
    expect(notes).toContainEqual({ code: 'refused-before', path: 'technical-emergency', params })
    expect(await stateOf(token)).toBe('refused')
    expect((await setting.tokens(oncall)).length).toBe(2)
    expect((await setting.submit({ emergency: [oncall], technical: [oncall] })).notes).toEqual([])
  })
})

describe('a link', () => {
  const cases: [string, () => Promise<unknown>, string][] = [
    ['that was used to confirm', () => confirmAddress(setting.store, token), 'confirmed'],
    ['that was used to refuse', () => refuseAddress(setting.store, token), 'refused'],
    ['of an address that was removed', () => setting.submit({}), 'removed'],
    ['of an address that was removed and entered again', giveAgain, 'removed'],
    ['of a person who joined', () => setting.join(oncall), 'joined'],
    ['30 days old', async () => moveClock(linkTtl + 1000), 'expired'],
  ]
  test.each(cases)('%s does nothing and says why', async (_, make, state) => {
    await make()
    const before = [await setting.rows(), await revisions(), await setting.mails()]
    for (const answer of Object.values(answers)) expect(await answer(setting.store, token)).toBe(false)
    expect([await setting.rows(), await revisions(), await setting.mails()]).toEqual(before)
    const page = await findConfirmation(setting.store.read, token)
    expect(page).toMatchObject({ state, fields: [], askerName: '' })
  })

  test('that is truncated or has another purpose is not found', async () => {
    const [mail] = (await setting.mails()).filter(({ recipient }) => recipient === oncall)
    for (const one of [token.slice(0, -1), linkToken('acknowledge', mail?.id ?? '')]) {
      expect(await findConfirmation(setting.store.read, one)).toBeNull()
      for (const answer of Object.values(answers))
        await expect(answer(setting.store, one)).rejects.toThrow('not-found')
    }
    expect(await stateOf(token)).toBe('open')
  })
})

async function giveAgain() {
  await setting.submit({})
  await setting.submit({ emergency: [oncall] })
}

/** A second link of the question; discards earlier mails. */
async function again(): Promise<string> {
  moveClock(3_700_000)
  await resendConfirmation(setting.store, await setting.grant(), oncall)
  return (await setting.tokens(oncall))[0] ?? ''
}
