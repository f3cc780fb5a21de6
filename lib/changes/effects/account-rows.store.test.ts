import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { buildDraft, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { changeAccount } from './change-account.ts'

const store = perTest(openTestStore)
/** A complete account; Paolo is its only alert contact. */
const setting = perTest(async () => {
  const people = await scenario(store, {
    account: {
      slug: 'levante',
      name: 'Levante',
      firstCompleteAt: now() - 30 * day,
      people: { owner: { role: 'owner', locale: 'en' }, editor: 'editor', viewer: 'viewer', paolo: 'viewer' },
    },
  })
  return { ...people, content: completeContacts([people.paolo.id], { 'merchant-issues': [] }) }
})

type Person = 'owner' | 'viewer' | 'paolo'
const revise = (alerts: Person[]) =>
  store.transact((tx) => {
    const content = { ...setting.content, alerts: alerts.map((name) => setting[name].id) }
    return buildRevision(tx, { accountId: setting.account.id, savedBy: setting.owner.id, content })
  })
const draft = (alerts: Person[]) =>
  store.transact((tx) => {
    const values = { ...toFormValues(setting.content), alerts: alerts.map((name) => setting[name].id) }
    const { account, editor } = setting
    return buildDraft(tx, { accountId: account.id, savedBy: editor.id, savedAt: 1000, values })
  })
/** Removes a member as the command does. */
const remove = (leaver: Person) =>
  store.transact(async (tx) =>
    changeAccount(tx, await assertAccount(tx, setting.account), {
      kind: 'left',
      actorId: setting.owner.id,
      write: (rows) => rows.removeMember(setting[leaver].id),
      audit: null,
    }),
  )
const loaded = () => assertAccount(store.read, setting.account)
const revisions = () =>
  store.read
    .select()
    .from(contactRevisions)
    .where(eq(contactRevisions.accountId, setting.account.id))
    .orderBy(contactRevisions.version)
const sent = () =>
  store.read.select().from(outbox).where(eq(outbox.template, 'contacts-due')).orderBy(outbox.recipient)

describe('a member who leaves', () => {
  test('sets a deadline and mails owners and editors if it was the last alert contact', async () => {
    await revise(['paolo'])
    await remove('paolo')
    expect((await revisions()).at(-1)).toMatchObject({
      version: 2,
      cause: 'left',
      leaverId: setting.paolo.id,
      savedBy: setting.owner.id,
      content: { ...setting.content, alerts: [] },
    })
    const { account, missing, locked } = await loaded()
    expect([missing, locked]).toEqual([[{ field: 'alerts', reason: 'empty' }], false])
    const data = { accountName: 'Levante', missing: ['alerts'], dueAt: account.dueAt }
    expect(await sent()).toMatchObject([
      { recipient: 'editor@levante.example', locale: 'it', data },
      { recipient: 'owner@levante.example', locale: 'en', data },
    ])
  })

  test('gets no mail about the deadline, even as a former owner', async () => {
    await revise(['owner'])
    const second = { accountId: setting.account.id, email: 'two@levante.example' }
    await store.transact((tx) => buildMember(tx, second))
    await remove('owner')
    const recipients = (await sent()).map(({ recipient }) => recipient)
    expect(recipients).toEqual(['editor@levante.example', 'two@levante.example'])
  })

  test.each<[string, Person[], Person[] | null, number, Person[]]>([
    ['is one of two alert contacts', ['paolo', 'viewer'], null, 2, ['viewer']],
    ['is no alert contact', ['viewer'], null, 1, ['viewer']],
    ['is only a drafted alert contact', ['viewer'], ['viewer', 'paolo'], 3, ['viewer']],
    ['is a submitted and drafted alert contact', ['paolo'], ['paolo'], 3, []],
  ])('who %s leaves the revision and the draft', async (_, submitted, drafted, version, kept) => {
    await revise(submitted)
    if (drafted) await draft(drafted)
    await remove('paolo')
    const alerts = kept.map((name) => setting[name].id)
    const { account } = await loaded()
    expect([account.contactsVersion, account.dueAt === null]).toEqual([version, alerts.length > 0])
    expect((await revisions()).at(-1)?.content.alerts).toEqual(alerts)
    expect(await store.read.select().from(contactDrafts)).toMatchObject(
      drafted ? [{ version, savedBy: setting.editor.id, savedAt: 1000, values: { alerts } }] : [],
    )
  })
})
