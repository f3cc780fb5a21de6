import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts, contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { ContactFormValues, ContactInformation } from '#/db/words/accounts.ts'
import { endpointKey } from '#/db/words/points.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { emptyValues, toFormValues } from '#/lib/contacts/form/values.ts'
import { completeContacts } from '#/seed/accounts.ts'
import type { SeededUser } from '#/seed/people.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import {
  type ContactSave,
  discardDraft,
  retryAddress,
  saveDraft,
  submitContacts,
  submitDraft,
} from './commands.ts'
import { retryAccountAddresses } from './retry-addresses.ts'

const store = perTest(openTestStore)
/** A locked account whose type hides merchant issues. */
const setting = perTest(() =>
  scenario(
    store,
    {
      account: { slug: 'clinica', people: { owner: 'owner', editor: 'editor', viewer: 'viewer' } },
    },
    { grace: 'support' },
  ),
)

function grantTo(user: SeededUser, slug = 'clinica') {
  return grantAccount(store.read, actorOf(user), { slug }, 'editor')
}

function save(given: Partial<ContactSave> = {}): ContactSave {
  return { version: 0, environment: 'production', values: values(), ...given }
}

/** An empty form, except for `given`. */
function values(given: Partial<ContactFormValues> = {}): ContactFormValues {
  return { ...emptyValues(), ...given }
}

const half = () => values({ technical: [{ address: 'not yet an addr', label: '', locale: '' }] })

function complete(given: Partial<ContactInformation> = {}): ContactInformation {
  return completeContacts([setting.editor.id], { 'merchant-issues': [], ...given })
}

/** Everything that a save may write. */
async function written() {
  const accountId = setting.account.id
  const [account] = await store.read.select().from(accounts).where(eq(accounts.id, accountId))
  return {
    version: account?.contactsVersion,
    firstCompleteAt: account?.firstCompleteAt,
    drafts: await store.read.select().from(contactDrafts),
    revisions: await store.read.select().from(contactRevisions).orderBy(contactRevisions.version),
    audits: await store.read.select().from(auditEntries),
  }
}

const nothingWritten = { version: 0, firstCompleteAt: null, drafts: [], revisions: [], audits: [] }

describe('saving a draft', () => {
  test('stores what was typed last, valid or not, and who typed it', async () => {
    const outcome = await saveDraft(store, await grantTo(setting.owner), save({ values: half() }))
    expect(outcome).toEqual({ kind: 'saved', version: 1, hasDraft: true })
    expect(await loadDraftOrLatest(store.read, await grantTo(setting.editor))).toEqual({
      version: 1,
      values: half(),
      draft: { by: 'Owner', at: expect.any(Number) },
      revised: null,
    })
    const typed = values({ alerts: [setting.viewer.id] })
    const again = await saveDraft(store, await grantTo(setting.editor), save({ version: 1, values: typed }))
    expect(again).toEqual({ kind: 'saved', version: 2, hasDraft: true })
    const { drafts, revisions } = await written()
    expect(drafts).toMatchObject([{ version: 2, savedBy: setting.editor.id, values: typed }])
    expect(revisions).toEqual([])
  })

  test('creates no version when nothing changed', async () => {
    const owner = await grantTo(setting.owner)
    expect(await saveDraft(store, owner, save())).toMatchObject({ kind: 'saved', version: 0 })
    expect(await written()).toEqual(nothingWritten)
    await saveDraft(store, owner, save({ values: half() }))
    const same = save({ version: 1, values: half() })
    expect(await saveDraft(store, await grantTo(setting.editor), same)).toMatchObject({
      kind: 'saved',
      version: 1,
    })
    expect((await written()).drafts[0]?.savedBy).toBe(setting.owner.id)
  })
})

describe('values equal to the last revision', () => {
  const hours = (zone: string) => [{ days: [], opens: '', closes: '', zone }]

  test('create no draft, whether saved or rejected', async () => {
    const rows = [{ address: ' ', label: '', locale: 'en' as const }]
    const blank = save({ values: values({ technical: [...rows, ...rows], 'support-hours': hours('') }) })
    const owner = await grantTo(setting.owner)
    expect(await submitContacts(store, owner, blank)).toMatchObject({ kind: 'invalid', version: 0 })
    expect(await saveDraft(store, owner, blank)).toEqual({ kind: 'saved', version: 0, hasDraft: false })
    expect(await written()).toEqual(nothingWritten)
  })

  test('ends the draft', async () => {
    await saveDraft(store, await grantTo(setting.owner), save({ values: half() }))
    const emptied = save({ version: 1, values: values({ 'support-hours': hours('') }) })
    const outcome = await saveDraft(store, await grantTo(setting.editor), emptied)
    expect(outcome).toEqual({ kind: 'saved', version: 2, hasDraft: false })
    expect((await written()).drafts).toEqual([])
  })

  test('become a draft once a zone is chosen for the hours', async () => {
    const chosen = values({ 'support-hours': hours('Asia/Tokyo') })
    const outcome = await saveDraft(store, await grantTo(setting.owner), save({ values: chosen }))
    expect(outcome).toEqual({ kind: 'saved', version: 1, hasDraft: true })
    expect((await written()).drafts).toMatchObject([{ values: chosen }])
  })

  test('keep the draft and its author when a blank row is added', async () => {
    await saveDraft(store, await grantTo(setting.owner), save({ values: half() }))
    const more = values({ technical: [...half().technical, { address: '', label: '', locale: '' }] })
    const outcome = await saveDraft(store, await grantTo(setting.editor), save({ version: 1, values: more }))
    expect(outcome).toEqual({ kind: 'saved', version: 1, hasDraft: true })
    expect((await written()).drafts[0]?.savedBy).toBe(setting.owner.id)
  })
})

describe('submitting', () => {
  test('stores a revision, deletes the draft and unlocks the account', async () => {
    await saveDraft(store, await grantTo(setting.owner), save({ values: half() }))
    const submitted = save({ version: 1, values: toFormValues(complete()) })
    const outcome = await submitContacts(store, await grantTo(setting.editor), submitted)
    expect(outcome).toMatchObject({ kind: 'submitted', version: 2, becameComplete: true, notes: [] })
    const revision = { version: 2, cause: 'submitted', content: complete(), savedBy: setting.editor.id }
    expect(await written()).toMatchObject({
      version: 2,
      firstCompleteAt: expect.any(Number),
      drafts: [],
      revisions: [{ ...revision, leaverId: null }],
      audits: [{ accountId: setting.account.id, before: null, after: complete() }],
    })
    expect(await grantTo(setting.owner)).toMatchObject({ missing: [], locked: false, contacts: complete() })
    await saveDraft(store, await grantTo(setting.owner), { ...submitted, version: 2 })
    expect((await written()).drafts).toEqual([])
  })

  test('reports invalid fields and non-members, and stores a draft instead of a revision', async () => {
    const wrong = { operations: [{ address: 'no', label: '', locale: '' }], alerts: [setting.grace.id] }
    const submitted = save({ values: { ...toFormValues(complete()), ...wrong } })
    const outcome = await submitContacts(store, await grantTo(setting.owner), submitted)
    const stranger = { alerts: { code: 'alerts-not-member' } }
    const errors = { ...stranger, 'operations.0.address': { code: 'address-no-at' } }
    expect(outcome).toMatchObject({ kind: 'invalid', version: 1, errors })
    const draft = { values: submitted.values, version: 1, savedBy: setting.owner.id }
    expect(await written()).toMatchObject({ ...nothingWritten, version: 1, drafts: [draft] })
  })

  test('stores no second revision when the same form is sent twice', async () => {
    const grant = await grantTo(setting.owner)
    const submitted = save({ values: toFormValues(complete()) })
    await submitContacts(store, grant, submitted)
    const before = await written()
    expect(await submitContacts(store, grant, submitted)).toMatchObject({ kind: 'submitted', version: 1 })
    expect(await written()).toEqual(before)
  })

  test('does not conflict with an autosave whose response was lost', async () => {
    const grant = await grantTo(setting.owner)
    const typed = save({ values: toFormValues(complete()) })
    await saveDraft(store, grant, typed)
    expect(await submitContacts(store, grant, typed)).toMatchObject({ kind: 'submitted', version: 2 })
    expect((await written()).drafts).toEqual([])
  })

  test('accepts one of several concurrent forms, and shows the others its values', async () => {
    const people = [setting.owner, setting.editor, setting.owner, setting.editor]
    const grants = await Promise.all(people.map((user) => grantTo(user)))
    const outcomes = await Promise.all(
      grants.map((grant, index) => {
        const operations = [{ address: `of-${index}@clinica.example`, label: '', locale: null }]
        return submitContacts(store, grant, save({ values: toFormValues(complete({ operations })) }))
      }),
    )
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['conflict', 'conflict', 'conflict', 'submitted'])
    const { revisions, audits, version } = await written()
    expect([revisions.length, audits.length, version]).toEqual([1, 1, 1])
    const winner = outcomes.findIndex(({ kind }) => kind === 'submitted')
    const operations = [{ address: `of-${winner}@clinica.example`, label: '', locale: '' }]
    for (const outcome of outcomes) {
      if (outcome.kind === 'conflict')
        expect(outcome.stored).toMatchObject({ version: 1, values: { operations } })
    }
  })

  test('from Sandbox keeps the submitted and the drafted alert contacts', async () => {
    const grant = await grantTo(setting.owner)
    await submitContacts(store, grant, save({ values: toFormValues(complete()) }))
    const drafted = { ...toFormValues(complete()), alerts: [setting.viewer.id] }
    await saveDraft(store, grant, save({ version: 1, values: drafted }))
    const operations = [{ address: 'new@clinica.example', label: '', locale: null }]
    const typed = { ...toFormValues(complete({ operations })), alerts: [] }
    const submitted = save({ version: 2, environment: 'sandbox', values: typed })
    expect(await submitContacts(store, grant, submitted)).toMatchObject({ kind: 'submitted', version: 3 })
    expect((await written()).revisions.at(-1)?.content).toEqual(complete({ operations }))
    expect(await loadDraftOrLatest(store.read, await grantTo(setting.owner))).toMatchObject({
      version: 3,
      values: { ...typed, alerts: [setting.viewer.id] },
      draft: { by: 'Owner' },
    })
  })

  test('keeps merchant issues that the type now hides', async () => {
    const rows = [{ address: 'merchants@clinica.example', label: '', locale: null }]
    const asTyped = toFormValues(complete({ 'merchant-issues': rows }))
    const setType = (integrationTypeId: string) =>
      store.transact(async (tx) => tx.update(unguarded(accounts)).set({ integrationTypeId }))
    await setType('local-services')
    await submitContacts(store, await grantTo(setting.owner), save({ values: asTyped }))
    await setType('healthcare-appointments')
    const typed = { ...asTyped, 'merchant-issues': [] }
    await submitContacts(store, await grantTo(setting.owner), save({ version: 1, values: typed }))
    expect((await written()).revisions.at(-1)?.content['merchant-issues']).toEqual(rows)
  })
})

describe.each([
  ['saving a draft', saveDraft],
  ['submitting', submitContacts],
])('%s', (_, command) => {
  test('on an outdated version writes nothing, and returns what the other person saved', async () => {
    await saveDraft(store, await grantTo(setting.owner), save({ values: half() }))
    const before = await written()
    const mine = save({ values: toFormValues(complete()) })
    expect(await command(store, await grantTo(setting.editor), mine)).toMatchObject({
      kind: 'conflict',
      stored: { version: 1, values: half(), draft: { by: 'Owner' } },
    })
    expect(await discardDraft(store, await grantTo(setting.editor), 0)).toMatchObject({ kind: 'conflict' })
    expect(await written()).toEqual(before)
  })

  test('refuses alert contacts from Sandbox', async () => {
    const forged = save({ environment: 'sandbox', values: toFormValues(complete()) })
    await expect(command(store, await grantTo(setting.owner), forged)).rejects.toThrow('alerts-in-sandbox')
    expect(await written()).toEqual(nothingWritten)
  })
})

test('discarding the draft restores the last revision, and records the draft', async () => {
  const grant = await grantTo(setting.owner)
  await submitContacts(store, grant, save({ values: toFormValues(complete()) }))
  await saveDraft(store, grant, save({ version: 1, values: half() }))
  for (const version of [2, 3])
    expect(await discardDraft(store, grant, version)).toEqual({ kind: 'saved', version: 3, hasDraft: false })
  expect(await loadDraftOrLatest(store.read, await grantTo(setting.owner))).toEqual({
    version: 3,
    values: toFormValues(complete()),
    draft: null,
    revised: { version: 1, cause: 'submitted', by: 'Owner', at: expect.any(Number) },
  })
  const { audits, revisions } = await written()
  expect(revisions).toHaveLength(1)
  const discarded = audits.find(({ action }) => action === 'contacts.draft-discarded')
  expect(discarded?.before).toEqual(half())
})

describe('submitting the draft as it is stored', () => {
  const draftOf = (version: number) => ({ version, environment: 'production' }) as const

  test('stores it as a revision, once when sent twice', async () => {
    const { editor } = setting
    await saveDraft(store, await grantTo(editor), save({ values: toFormValues(complete()) }))
    for (const _ of [1, 2]) {
      const submitted = await submitDraft(store, await grantTo(editor), draftOf(1))
      expect(submitted).toMatchObject({ kind: 'submitted', version: 2 })
    }
    expect(await written()).toMatchObject({ drafts: [], revisions: [{ content: complete() }] })
  })

  test('refuses a draft other than the one shown', async () => {
    const { editor, owner } = setting
    await saveDraft(store, await grantTo(editor), save({ values: toFormValues(complete()) }))
    await saveDraft(store, await grantTo(owner), save({ version: 1, values: half() }))
    const before = await written()
    expect(await submitDraft(store, await grantTo(editor), draftOf(1))).toMatchObject({
      kind: 'conflict',
      stored: { version: 2, draft: { by: 'Owner' } },
    })
    expect(await written()).toEqual(before)
  })

  test('does not claim to have submitted a draft that somebody discarded', async () => {
    const { editor, owner } = setting
    await saveDraft(store, await grantTo(editor), save({ values: toFormValues(complete()) }))
    await discardDraft(store, await grantTo(owner), 1)
    expect(await submitDraft(store, await grantTo(editor), draftOf(1))).toMatchObject({ kind: 'conflict' })
    expect(await written()).toMatchObject({ drafts: [], revisions: [] })
    const others = save({ version: 2, values: toFormValues(complete()) })
    expect(await submitContacts(store, await grantTo(owner), others)).toMatchObject({ kind: 'submitted' })
    expect(await submitDraft(store, await grantTo(editor), draftOf(1))).toMatchObject({ kind: 'conflict' })
  })

  test('refuses alert contacts from Sandbox', async () => {
    await saveDraft(store, await grantTo(setting.editor), save({ values: toFormValues(complete()) }))
    const sent = submitDraft(store, await grantTo(setting.editor), { version: 1, environment: 'sandbox' })
    await expect(sent).rejects.toThrow('alerts-in-sandbox')
  })
})

test('retrying clears the mark of one bouncing address, or of all for staff, once', async () => {
  const [tech, oncall, elsewhere] = ['tech@contacts.example', 'oncall@contacts.example', 'tech@x.example']
  await submitContacts(store, await grantTo(setting.owner), save({ values: toFormValues(complete()) }))
  await store.transact(async (tx) => {
    for (const address of [tech, oncall, elsewhere])
      await markAddress(tx, { address, deliveryId: null, status: '5.1.1' }, 1)
  })
  const editor = await grantTo(setting.editor)
  await retryAddress(store, editor, 'Tech@Contacts.example')
  await retryAddress(store, editor, tech)
  await expect(retryAddress(store, editor, elsewhere)).rejects.toThrow('not-found')
  const marks = await store.read.select().from(addressMarks)
  expect(marks.map(({ addressKey }) => addressKey).sort()).toEqual([oncall, elsewhere])
  const [, ...tried] = (await written()).audits
  expect(tried).toMatchObject([{ after: { address: 'Tech@Contacts.example' } }])
  const support = staffGrant(setting.grace, 'support')
  expect(await retryAccountAddresses(store, support, 'clinica')).toBe(1)
  expect(await retryAccountAddresses(store, support, 'clinica')).toBe(0)
  expect(await store.read.select().from(addressMarks)).toMatchObject([{ address: elsewhere }])
  await expect(retryAccountAddresses(store, support, 'nobody')).rejects.toThrow('not-found')
})

test('retrying leaves a failing endpoint, which a code has to show to work', async () => {
  const { id } = await addEndpoint(store, setting.account.id, 'ntfy', { alerts: [setting.editor.id] })
  const mark = {
    key: endpointKey(id),
    address: 'ntfy · ntfy.example.net',
    deliveryId: null,
    status: 'HTTP 404',
  }
  await store.transact((tx) => markAddress(tx, mark, 1))
  const retry = retryAddress(store, await grantTo(setting.editor), endpointKey(id))
  await expect(retry).rejects.toThrow('not-found')
  expect(await retryAccountAddresses(store, staffGrant(setting.grace, 'support'), 'clinica')).toBe(0)
  expect(await store.read.select().from(addressMarks)).toMatchObject([{ addressKey: endpointKey(id) }])
})
