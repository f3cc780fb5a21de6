import { eq, like } from 'drizzle-orm'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { submitContacts } from '#/lib/changes/contacts/commands.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildDraft, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember, type SeededUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
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

/** A complete account whose one alert contact is Paolo, with an owner and an editor and a viewer beside him. */
async function arrange() {
  const people = await scenario(store, {
    account: {
      slug: 'levante',
      name: 'Levante',
      firstCompleteAt: now() - 30 * day,
      people: { owner: { role: 'owner', locale: 'en' }, editor: 'editor', viewer: 'viewer', paolo: 'viewer' },
    },
  })
  const { account, owner, paolo } = people
  const content = completeContacts([paolo.id], { 'merchant-issues': [] })
  await store.transact((tx) => buildRevision(tx, { accountId: account.id, savedBy: owner.id, content }))
  return { ...people, content }
}

/** As the command that removes a member does it. */
async function remove(tx: Writer, leaver: SeededUser): Promise<void> {
  await changeAccount(tx, await standingIn(tx), {
    kind: 'left',
    actorId: setting.owner.id,
    write: (rows) => rows.removeMember(leaver.id),
    audit: null,
  })
}

async function standingIn(read: Writer | Store['read']) {
  const standing = await loadAccount(read, { id: setting.account.id }, now())
  if (!standing) throw new Error('No account.')
  return standing
}

const revisions = () =>
  store.read
    .select()
    .from(contactRevisions)
    .where(eq(contactRevisions.accountId, setting.account.id))
    .orderBy(contactRevisions.version)

/** What owners and editors are told of what is due; a submission also asks its new addresses (lib/confirmations). */
const told = () => store.read.select().from(outbox).where(like(outbox.template, 'contacts-due%'))

async function submitAlerts(alerts: string[], version: number) {
  const grant = await grantAccount(store.read, actorOf(setting.owner), { slug: 'levante' }, 'editor')
  const values = toFormValues({ ...setting.content, alerts })
  return submitContacts(store, grant, { version, environment: 'production', values })
}

describe('a member who leaves', () => {
  test('and is an alert contact: a revision is written without them', async () => {
    await store.transact((tx) => remove(tx, setting.paolo))
    expect((await revisions()).at(-1)).toMatchObject({
      version: 2,
      cause: 'left',
      leaverId: setting.paolo.id,
      savedBy: setting.owner.id,
      content: { ...setting.content, alerts: [] },
    })
    expect(await standingIn(store.read)).toMatchObject({
      account: { contactsVersion: 2 },
      missing: [{ field: 'alerts', reason: 'empty' }],
      locked: false,
    })
  })

  test('and was the last of them: 14 days are set, and owners and editors told at once', async () => {
    const at = now()
    await store.transact((tx) => remove(tx, setting.paolo))
    const { account } = await standingIn(store.read)
    expect(account.dueAt).toBeGreaterThanOrEqual(at + 14 * day)
    expect(account.dueAt).toBeLessThan(at + 14 * day + 60_000)
    expect(account.dueReminderAt).toBe((account.dueAt ?? 0) - 3 * day)
    const mails = await store.read.select().from(outbox)
    expect(mails.map(({ template, recipient, locale }) => [template, recipient, locale]).sort()).toEqual([
      ['contacts-due', 'editor@levante.example', 'it'],
      ['contacts-due', 'owner@levante.example', 'en'],
    ])
    expect(mails[0]).toMatchObject({
      accountId: setting.account.id,
      data: { accountName: 'Levante', missing: ['alerts'], dueAt: account.dueAt },
    })
  })

  test('who was an owner is not told what is due of an account that is no more theirs', async () => {
    await submitAlerts([setting.owner.id], 1)
    await store.transact(async (tx) => {
      await buildMember(tx, { accountId: setting.account.id, email: 'second@levante.example' })
    })
    await store.transact((tx) => remove(tx, setting.owner))
    const mails = await told()
    expect(mails.map(({ recipient }) => recipient).sort()).toEqual([
      'editor@levante.example',
      'second@levante.example',
    ])
  })

  test('with other alert contacts left: nothing is due, and nobody mailed', async () => {
    await submitAlerts([setting.paolo.id, setting.viewer.id], 1)
    await store.transact((tx) => remove(tx, setting.paolo))
    expect((await revisions()).at(-1)).toMatchObject({
      version: 3,
      cause: 'left',
      content: { alerts: [setting.viewer.id] },
    })
    expect(await standingIn(store.read)).toMatchObject({ missing: [], account: { dueAt: null } })
    expect(await told()).toEqual([])
  })

  test('and is no alert contact: contacts stay as they are', async () => {
    await store.transact((tx) => remove(tx, setting.viewer))
    expect(await revisions()).toHaveLength(1)
    expect(await standingIn(store.read)).toMatchObject({ account: { contactsVersion: 1, dueAt: null } })
  })

  test('and is an alert contact in the draft alone: the draft loses them, on a new version', async () => {
    const { account, viewer, editor, paolo, owner } = setting
    const typed = { ...toFormValues(setting.content), alerts: [viewer.id, paolo.id] }
    await store.transact((tx) =>
      buildDraft(tx, { accountId: account.id, savedBy: editor.id, savedAt: 1000, values: typed }),
    )
    await store.transact((tx) => remove(tx, viewer))
    const [draft] = await store.read.select().from(contactDrafts)
    expect(draft).toMatchObject({
      version: 3,
      savedBy: editor.id,
      savedAt: 1000,
      values: { ...typed, alerts: [paolo.id] },
    })
    expect(await revisions()).toHaveLength(1)
    expect((await standingIn(store.read)).account.contactsVersion).toBe(3)
    const grant = await grantAccount(store.read, actorOf(owner), { slug: 'levante' }, 'editor')
    const stale = { version: 2, environment: 'production' as const, values: typed }
    expect(await submitContacts(store, grant, stale)).toMatchObject({ kind: 'conflict' })
  })

  test('of a revision and a draft leaves both, on one version', async () => {
    const { account, editor, paolo } = setting
    const typed = { ...toFormValues(setting.content), alerts: [paolo.id] }
    await store.transact((tx) => buildDraft(tx, { accountId: account.id, savedBy: editor.id, values: typed }))
    await store.transact((tx) => remove(tx, paolo))
    const [draft] = await store.read.select().from(contactDrafts)
    expect(draft).toMatchObject({ version: 3, values: { alerts: [] } })
    expect((await revisions()).at(-1)).toMatchObject({ version: 3, cause: 'left' })
  })
})
