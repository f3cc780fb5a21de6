import { eq, like } from 'drizzle-orm'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildDraft, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember, type SeededUser } from '#/seed/people.ts'
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

const revise = (alerts: SeededUser[]) =>
  store.transact((tx) => {
    const content = { ...setting.content, alerts: alerts.map(({ id }) => id) }
    return buildRevision(tx, { accountId: setting.account.id, savedBy: setting.owner.id, content })
  })
const draft = (alerts: SeededUser[]) =>
  store.transact((tx) => {
    const values = { ...toFormValues(setting.content), alerts: alerts.map(({ id }) => id) }
    return buildDraft(tx, {
      accountId: setting.account.id,
      savedBy: setting.editor.id,
      savedAt: 1000,
      values,
    })
  })
/** Removes a member as the command does. */
const remove = (leaver: SeededUser) =>
  store.transact(async (tx) =>
    changeAccount(tx, await assertAccount(tx, setting.account), {
      kind: 'left',
      actorId: setting.owner.id,
      write: (rows) => rows.removeMember(leaver.id),
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
    await revise([setting.paolo])
    const at = now()
    await remove(setting.paolo)
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
    await revise([setting.owner])
    await store.transact((tx) =>
      buildMember(tx, { accountId: setting.account.id, email: 'two@levante.example' }),
    )
    await remove(setting.owner)
    expect((await told()).map(({ recipient }) => recipient).sort()).toEqual([
      'editor@levante.example',
      'two@levante.example',
    ])
  })

  test('sets no deadline when other alert contacts stay', async () => {
    await revise([setting.paolo, setting.viewer])
    await remove(setting.paolo)
    expect((await revisions()).at(-1)).toMatchObject({
      cause: 'left',
      content: { alerts: [setting.viewer.id] },
    })
    expect(await standing()).toMatchObject({ missing: [], account: { dueAt: null } })
    expect(await told()).toEqual([])
  })

  test('changes no contacts unless they are an alert contact', async () => {
    await revise([setting.paolo])
    await remove(setting.viewer)
    expect(await revisions()).toHaveLength(1)
    expect(await standing()).toMatchObject({ account: { contactsVersion: 1, dueAt: null } })
  })

  test('leaves the draft of the alert contacts, on a new version', async () => {
    await revise([setting.paolo])
    const { viewer, paolo, editor } = setting
    const { values } = await draft([viewer, paolo])
    await remove(viewer)
    expect(await store.read.select().from(contactDrafts)).toMatchObject([
      { version: 3, savedBy: editor.id, savedAt: 1000, values: { ...values, alerts: [paolo.id] } },
    ])
    expect(await revisions()).toHaveLength(1)
    expect((await standing()).account.contactsVersion).toBe(3)
  })

  test('leaves the revision and the draft, on one version', async () => {
    await revise([setting.paolo])
    await draft([setting.paolo])
    await remove(setting.paolo)
    const [kept] = await store.read.select().from(contactDrafts)
    expect(kept).toMatchObject({ version: 3, values: { alerts: [] } })
    expect((await revisions()).at(-1)).toMatchObject({ version: 3, cause: 'left' })
  })
})
