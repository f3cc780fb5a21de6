import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { accounts, contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { ContactFormValues, ContactInformation, FieldId } from '#/db/words/accounts.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { toEntry } from '#/lib/accounts/points/endpoints.ts'
import { loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { emptyValues, toFormValues } from '#/lib/contacts/form/values.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { buildAccount, completeContacts } from '#/seed/accounts.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import type { SeededUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { known } from '#/tests/known.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { saveDraft, submitContacts } from './commands.ts'
import {
  discardSectionDraft,
  type SectionSave,
  saveSectionDraft,
  submitSection,
  submitSectionDraft,
} from './section-commands.ts'

const store = perTest(openTestStore)
const setting = perTest(() =>
  scenario(store, {
    account: { slug: 'clinica', people: { owner: 'owner', editor: 'editor', viewer: 'viewer' } },
  }),
)
beforeEach(async () => {
  const values = toFormValues(complete())
  const first = { version: 0, environment: 'production', values } as const
  await submitContacts(store, await grantTo(setting.owner), first)
})

const grantTo = (user: SeededUser) => grantAccount(store.read, actorOf(user), { slug: 'clinica' }, 'editor')

const complete = (given: Partial<ContactInformation> = {}) =>
  completeContacts([setting.editor.id], { 'merchant-issues': [], ...given })

const rows = (address: string) => [{ address, label: '', locale: '' }]

/** A form of one field; it sends no other. */
function of(
  section: FieldId,
  value: ContactFormValues[FieldId],
  given: Partial<SectionSave> = {},
): SectionSave {
  const values = { ...emptyValues(), [section]: value }
  return { version: 1, environment: 'production', section, values, ...given }
}

const stored = async () => loadDraftOrLatest(store.read, await grantTo(setting.owner))

async function written() {
  const [account] = await store.read.select().from(accounts).where(eq(accounts.id, setting.account.id))
  return {
    account,
    drafts: await store.read.select().from(contactDrafts),
    revisions: await store.read.select().from(contactRevisions).orderBy(contactRevisions.version),
    audits: await store.read.select().from(auditEntries).orderBy(auditEntries.at),
  }
}

test('refuses single-field commands while the gate is closed', async () => {
  const editor = await grantTo(setting.editor)
  await saveSectionDraft(store, editor, of('technical', rows('draft@contacts.example')))
  await store.transact((tx) =>
    tx.update(accounts).set({ firstCompleteAt: null }).where(eq(accounts.id, setting.account.id)),
  )
  const before = await written()
  const save = of('technical', rows('new@contacts.example'), { version: 2 })
  for (const command of [submitSection, saveSectionDraft, submitSectionDraft, discardSectionDraft])
    await expect(command(store, editor, save)).rejects.toThrow('locked')
  expect(await written()).toEqual(before)
})

describe('submitting one field', () => {
  test('stores the last revision with this field replaced; the draft keeps its other fields', async () => {
    const other = { operations: rows('half'), technical: rows('typed@a.example') }
    const drafted = { ...toFormValues(complete()), ...other }
    const save = { version: 1, environment: 'production', values: drafted } as const
    await saveDraft(store, await grantTo(setting.owner), save)
    const form = of('technical', rows('new@clinica.example'), { version: 2 })
    const outcome = await submitSection(store, await grantTo(setting.editor), form)
    expect(outcome).toEqual({ kind: 'submitted', version: 3, becameComplete: false, asked: 1, notes: [] })
    const technical = [{ address: 'new@clinica.example', label: '', locale: null }]
    const { revisions, audits } = await written()
    const content = complete({ technical })
    expect(revisions.at(-1)).toMatchObject({ version: 3, cause: 'submitted', content })
    expect(audits.at(-1)).toMatchObject({ before: complete(), after: content })
    const values = { ...drafted, technical: form.values.technical }
    expect(await stored()).toMatchObject({ version: 3, values, draft: { by: 'Owner' } })
  })

  test('is refused for its own errors, and keeps what was typed as a draft', async () => {
    const outcome = await submitSection(store, await grantTo(setting.owner), of('technical', rows('half')))
    expect(outcome).toMatchObject({ kind: 'invalid', version: 2 })
    expect(outcome.kind === 'invalid' && Object.keys(outcome.errors)).toEqual(['technical.0.address'])
    expect(await stored()).toMatchObject({ values: { ...toFormValues(complete()), technical: rows('half') } })
  })

  test.each([
    { when: 'before the check is due', inDays: 1, answers: false },
    { when: 'while the page asks for the check', inDays: -1, answers: true },
  ])('$when answers it: $answers', async ({ inDays, answers }) => {
    const dueAt = now() + inDays * day
    await store.transact((tx) => tx.update(accounts).set({ checkDueAt: dueAt }))
    await submitSection(store, await grantTo(setting.owner), of('technical', rows('new@clinica.example')))
    const next = (await written()).account?.checkDueAt
    if (answers) expect(next).toBeGreaterThan(now() + 100 * day)
    else expect(next).toBe(dueAt)
  })

  test('is accepted while another field is missing', async () => {
    const content = { ...complete(), 'brand-support': null }
    await store.transact((tx) => tx.update(unguarded(contactRevisions)).set({ content }))
    const form = of('technical', rows('new@clinica.example'))
    const outcome = await submitSection(store, await grantTo(setting.owner), form)
    expect(outcome).toMatchObject({ kind: 'submitted' })
    expect(await grantTo(setting.owner)).toMatchObject({ missing: [{ field: 'brand-support' }] })
  })

  test('stores one revision when the same form is sent twice, and none when nothing changed', async () => {
    const grant = await grantTo(setting.owner)
    const form = of('technical', rows('new@clinica.example'))
    await submitSection(store, grant, form)
    expect(await submitSection(store, grant, form)).toMatchObject({ kind: 'submitted', version: 2 })
    const same = of('operations', toFormValues(complete()).operations)
    expect(await submitSection(store, grant, same)).toMatchObject({ kind: 'submitted', version: 2 })
    expect((await written()).revisions).toHaveLength(2)
  })

  test('refuses alert contacts in Sandbox and leaves other drafts', async () => {
    const grant = await grantTo(setting.owner)
    await saveSectionDraft(store, grant, of('alerts', [setting.viewer.id]))
    const sandbox = { environment: 'sandbox', version: 2 } as const
    for (const alerts of [[], [setting.owner.id]]) {
      const refused = submitSection(store, grant, of('alerts', alerts, sandbox))
      await expect(refused).rejects.toThrow('alerts-in-sandbox')
    }
    await submitSection(store, grant, of('technical', rows('new@clinica.example'), sandbox))
    expect((await written()).revisions.at(-1)?.content.alerts).toEqual([setting.editor.id])
    expect((await stored()).values.alerts).toEqual([setting.viewer.id])
  })

  test('refuses a field that the type hides', async () => {
    const hidden = of('merchant-issues', rows('m@clinica.example'))
    for (const command of [submitSection, saveSectionDraft])
      await expect(command(store, await grantTo(setting.owner), hidden)).rejects.toThrow('invalid-input')
  })
})

describe.each([
  ['saving', saveSectionDraft],
  ['submitting', submitSection],
])('%s one field on an older version', (_, command) => {
  test('succeeds while others change other fields', async () => {
    const editor = await grantTo(setting.editor)
    await submitSection(store, editor, of('operations', rows('o@clinica.example')))
    const drafted = of('technical-emergency', rows('t@clinica.example'), { version: 2 })
    await saveSectionDraft(store, editor, drafted)
    const mine = of('technical', rows('mine@clinica.example'))
    const outcome = await command(store, await grantTo(setting.owner), mine)
    expect(outcome.kind).toBe(command === submitSection ? 'submitted' : 'saved')
    expect((await stored()).values).toMatchObject({
      technical: rows('mine@clinica.example'),
      operations: rows('o@clinica.example'),
      'technical-emergency': rows('t@clinica.example'),
    })
  })

  test.each([
    ['drafted', saveSectionDraft],
    ['submitted', submitSection],
  ])('conflicts once another has %s this field, and writes nothing', async (_, theirs) => {
    await theirs(store, await grantTo(setting.editor), of('technical', rows('theirs@clinica.example')))
    const before = await written()
    const mine = of('technical', rows('mine@clinica.example'))
    expect(await command(store, await grantTo(setting.owner), mine)).toMatchObject({
      kind: 'conflict',
      stored: { version: 2, values: { technical: rows('theirs@clinica.example') } },
    })
    expect(await written()).toEqual(before)
  })

  test('conflicts once another has discarded the draft that it began from', async () => {
    const editor = await grantTo(setting.editor)
    await saveSectionDraft(store, editor, of('technical', rows('half@clinica.example')))
    await discardSectionDraft(store, editor, { section: 'technical', version: 2, environment: 'production' })
    const mine = of('technical', rows('half@clinica.example.org'), { version: 2 })
    expect(await command(store, await grantTo(setting.owner), mine)).toMatchObject({ kind: 'conflict' })
  })
})

test('submitting one field of the draft stores what the page showed, or conflicts', async () => {
  const grant = await grantTo(setting.owner)
  await saveSectionDraft(store, grant, of('technical', rows('t@clinica.example')))
  await saveSectionDraft(store, grant, of('operations', rows('half'), { version: 2 }))
  const submit = (version: number) =>
    submitSectionDraft(store, grant, { section: 'technical', version, environment: 'production' })
  expect(await submit(1)).toMatchObject({ kind: 'conflict' })
  expect(await submit(3)).toMatchObject({ kind: 'submitted', version: 4 })
  const technical = [{ address: 't@clinica.example', label: '', locale: null }]
  expect((await written()).revisions.at(-1)?.content).toEqual(complete({ technical }))
  expect((await stored()).values.operations).toEqual(rows('half'))
  const operations = { section: 'operations', version: 4, environment: 'production' } as const
  expect(await submitSectionDraft(store, grant, operations)).toMatchObject({ kind: 'invalid' })
})

describe('discarding the draft of one field', () => {
  test('keeps the drafts of the others, and is recorded', async () => {
    const grant = await grantTo(setting.owner)
    await saveSectionDraft(store, grant, of('technical', rows('half')))
    await saveSectionDraft(store, grant, of('operations', rows('whole@clinica.example'), { version: 2 }))
    const discard = (version: number) =>
      discardSectionDraft(store, grant, { section: 'technical', version, environment: 'production' })
    expect(await discard(1)).toMatchObject({ kind: 'conflict' })
    expect(await discard(3)).toMatchObject({ kind: 'saved', version: 4 })
    expect(await discard(4)).toMatchObject({ kind: 'saved', version: 4 })
    const values = { ...toFormValues(complete()), operations: rows('whole@clinica.example') }
    expect((await stored()).values).toEqual(values)
    expect((await written()).audits.at(-1)?.before).toEqual({ technical: rows('half') })
  })

  test('deletes the draft once its last field equals the revision', async () => {
    const grant = await grantTo(setting.owner)
    await saveSectionDraft(store, grant, of('technical', rows('half')))
    const back = toFormValues(complete()).technical
    await saveSectionDraft(store, grant, of('technical', back, { version: 2 }))
    expect((await written()).drafts).toEqual([])
  })
})

describe('the endpoints of a field', () => {
  const twoEndpoints = () =>
    store.transact(async (tx) => {
      const own = { accountId: setting.account.id, label: 'Night shift' }
      const [one, two] = [await buildEndpoint(tx, own), await buildEndpoint(tx, own)]
      const { id: accountId } = await buildAccount(tx, { slug: 'other' })
      return { one, two, other: await buildEndpoint(tx, { accountId }) }
    })
  const listing = (save: SectionSave, ids: string[]): SectionSave => ({
    ...save,
    values: { ...save.values, endpoints: { technical: ids } },
  })
  const technical = (ids: string[], given: Partial<SectionSave> = {}) =>
    listing(of('technical', rows('tech@contacts.example'), given), ids)
  const listed = async () => (await grantTo(setting.owner)).contacts?.endpoints

  test('are those of the account that the form ticks, and leave with the next form that does not', async () => {
    const { one, other } = await twoEndpoints()
    const grant = await grantTo(setting.owner)
    expect(await submitSection(store, grant, technical([one.id, other.id]))).toMatchObject({ version: 2 })
    expect(await listed()).toEqual({ technical: [toEntry(one)] })
    await submitSection(store, grant, technical([], { version: 2 }))
    expect(await listed()).toEqual({})
  })

  test('stay in the revision and in the draft when Sandbox saves and submits the field', async () => {
    const { one, two } = await twoEndpoints()
    const grant = await grantTo(setting.owner)
    await submitSection(store, grant, technical([one.id]))
    await saveSectionDraft(store, grant, technical([one.id, two.id], { version: 2 }))
    const sandbox = { environment: 'sandbox', version: 3 } as const
    const outcome = await saveSectionDraft(
      store,
      grant,
      of('technical', rows('new@clinica.example'), sandbox),
    )
    expect((await stored()).values.endpoints).toEqual({ technical: [one.id, two.id] })
    const { version } = known('version' in outcome ? outcome : null)
    const saved = of('technical', rows('new@clinica.example'), { ...sandbox, version })
    expect(await submitSection(store, grant, saved)).toMatchObject({ kind: 'submitted' })
    expect(await listed()).toEqual({ technical: [toEntry(one)] })
    expect((await stored()).values).toMatchObject({
      technical: rows('new@clinica.example'),
      endpoints: { technical: [one.id, two.id] },
    })
  })

  test('are too many at more than five', async () => {
    const ids = await store.transact((tx) =>
      Promise.all(Array.from({ length: 6 }, () => buildEndpoint(tx, { accountId: setting.account.id }))),
    )
    const six = technical(ids.map(({ id }) => id))
    expect(await submitSection(store, await grantTo(setting.owner), six)).toMatchObject({
      kind: 'invalid',
      errors: { 'technical.endpoints': { code: 'endpoints-too-many', params: { max: 5 } } },
    })
  })
})
