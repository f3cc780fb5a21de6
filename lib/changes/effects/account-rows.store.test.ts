import { eq, like } from 'drizzle-orm'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildDraft, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { changeAccount } from './change-account.ts'

type Setting = Awaited<ReturnType<typeof arrange>>
let store: Store
let setting: Setting
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
  onTestFinished(() => moveClock(0))
})

/** A complete account; Paolo is its only alert contact. */
async function arrange() {
  const people = await scenario(store, {
    account: {
      slug: 'levante',
      name: 'Levante',
      firstCompleteAt: now() - 30 * day,
      people: { owner: { role: 'owner', locale: 'en' }, editor: 'editor', viewer: 'viewer', paolo: 'viewer' },
    },
  })
  return { ...people, content: completeContacts([people.paolo.id], { 'merchant-issues': [] }) }
}

type Person = 'owner' | 'viewer' | 'paolo'
const revise = (alerts: Person[]) =>
  store.transact((tx) => {
    const content = { ...setting.content, alerts: alerts.map((name) => setting[name].id) }
    return buildRevision(tx, { accountId: setting.account.id, savedBy: setting.owner.id, content })
  })
const draft = (alerts: Person[]) =>
  store.transact((tx) => {
    const values = { ...toFormValues(setting.content), alerts: alerts.map((name) => setting[name].id) }
    return buildDraft(tx, {
      accountId: setting.account.id,
      savedBy: setting.editor.id,
      savedAt: 1000,
      values,
    })
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
const standing = () => assertAccount(store.read, setting.account)
const revisions = () =>
  store.read
    .select()
    .from(contactRevisions)
    .where(eq(contactRevisions.accountId, setting.account.id))
    .orderBy(contactRevisions.version)
const told = () => store.read.select().from(outbox).where(like(outbox.template, 'contacts-due%'))

describe('a member who leaves', () => {
  test('as the last alert contact gets a deadline of 14 days set and mailed to owners and editors', async () => {
    await revise(['paolo'])
    const at = now()
    await remove('paolo')
    expect((await revisions()).at(-1)).toMatchObject({
      version: 2,
      cause: 'left',
      leaverId: setting.paolo.id,
      savedBy: setting.owner.id,
      content: { ...setting.content, alerts: [] },
    })
    const { account, missing, locked } = await standing()
    expect([missing, locked]).toEqual([[{ field: 'alerts', reason: 'empty' }], false])
    expect(account.contactsVersion).toBe(2)
    expect(account.dueAt).toBeGreaterThanOrEqual(at + 14 * day)
    expect(account.dueAt).toBeLessThan(at + 14 * day + 60_000)
    expect(account.dueReminderAt).toBe((account.dueAt ?? 0) - 3 * day)
    const mails = await store.read.select().from(outbox)
    expect(mails.map(({ template, recipient, locale }) => [template, recipient, locale]).sort()).toEqual([
      ['contacts-due', 'editor@levante.example', 'it'],
      ['contacts-due', 'owner@levante.example', 'en'],
    ])
    expect(mails[0]).toMatchObject({
      accountId: account.id,
      data: { accountName: 'Levante', missing: ['alerts'], dueAt: account.dueAt },
    })
  })

  test('gets no mail about the deadline, though they owned the account', async () => {
    await revise(['owner'])
    await store.transact((tx) =>
      buildMember(tx, { accountId: setting.account.id, email: 'two@levante.example' }),
    )
    await remove('owner')
    expect((await told()).map(({ recipient }) => recipient).sort()).toEqual([
      'editor@levante.example',
      'two@levante.example',
    ])
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
    const { account } = await standing()
    expect([account.contactsVersion, account.dueAt === null]).toEqual([version, alerts.length > 0])
    expect((await revisions()).at(-1)?.content.alerts).toEqual(alerts)
    expect(await store.read.select().from(contactDrafts)).toMatchObject(
      drafted ? [{ version, savedBy: setting.editor.id, savedAt: 1000, values: { alerts } }] : [],
    )
  })
})
