import { asc, eq, isNull } from 'drizzle-orm'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { invitations, staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildOpenAccount } from '#/seed/accounts.ts'
import { buildInvitation, buildMember, buildUser, type SeededUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { nudgeAccount } from './nudge.ts'
import { nudgeEvery } from './nudge-policy.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  onTestFinished(() => moveClock(0))
  store = await openTestStore()
  setting = await arrange()
})

/** An account at the gate with a member of each role, one that nobody has joined, and two of the staff. */
const arrange = () =>
  scenario(
    store,
    {
      account: {
        slug: 'clinica',
        name: 'Clinica',
        defaultLocale: 'it',
        people: { owner: { role: 'owner', locale: 'en' }, editor: 'editor', viewer: 'viewer' },
      },
      empty: { slug: 'molo', name: 'Molo' },
    },
    { grace: 'support', ada: 'admin' },
  )

const support = (person: SeededUser = setting.grace) => grantStaff(actorOf(person, 'support'), 'support')
const admin = () => grantStaff(actorOf(setting.ada, 'admin'), 'admin')
const mails = () => store.read.select().from(outbox).orderBy(asc(outbox.recipient))
const readNudgedAt = async (slug = 'clinica') =>
  (await store.read.select().from(accounts).where(eq(accounts.slug, slug)))[0]?.nudgedAt
const invite = (email: string, given: Partial<typeof invitations.$inferInsert> = {}) =>
  store.transact((tx) =>
    buildInvitation(tx, {
      accountId: setting.empty.id,
      email,
      role: 'owner',
      byStaff: true,
      invitedBy: setting.ada.id,
      ...given,
    }),
  )

describe('asking owners and editors', () => {
  test('mails each in their language what is missing, and is recorded', async () => {
    expect(await nudgeAccount(store, support(), 'clinica')).toEqual({ by: 'mail', told: 2 })
    const queued = await mails()
    expect(queued.map(({ template, recipient, locale }) => [template, recipient, locale])).toEqual([
      ['contacts-nudge', 'editor@clinica.example', 'it'],
      ['contacts-nudge', 'owner@clinica.example', 'en'],
    ])
    expect(queued[0]).toMatchObject({
      accountId: setting.account.id,
      data: { accountName: 'Clinica', dueAt: null, missing: expect.arrayContaining(['alerts', 'technical']) },
    })
    const nudgedAt = await readNudgedAt()
    expect(now() - (nudgedAt ?? 0)).toBeLessThan(10_000)
    expect(await store.read.select().from(auditEntries)).toMatchObject([
      {
        action: 'account.nudged',
        actorId: setting.grace.id,
        accountId: setting.account.id,
        before: { nudgedAt: null },
        after: { nudgedAt, missing: expect.arrayContaining(['alerts']) },
      },
    ])
  })

  test('says until when an account that is open stays so', async () => {
    const dueAt = now() + 5 * nudgeEvery
    await store.transact(async (tx) => {
      const gone = await buildUser(tx)
      const { account } = await buildOpenAccount(tx, { slug: 'studio', alerts: [gone.id], dueAt })
      await buildMember(tx, { accountId: account.id, email: 'anna@studio.example' })
    })
    await nudgeAccount(store, support(), 'studio')
    expect((await mails())[0]?.data).toMatchObject({ dueAt, missing: ['alerts'] })
  })

  test('once a day, whoever asks', async () => {
    await nudgeAccount(store, support(), 'clinica')
    await expect(nudgeAccount(store, admin(), 'clinica')).rejects.toMatchObject({ code: 'nudged-lately' })
    expect(await mails()).toHaveLength(2)
    moveClock(nudgeEvery)
    await nudgeAccount(store, admin(), 'clinica')
    expect(await mails()).toHaveLength(4)
  })
})

describe('where nobody has joined yet', () => {
  test('an admin sends the owners’ invitations again, also an expired one', async () => {
    await invite('piero@molo.example', { expiresAt: now() - 1, locale: 'it' })
    await invite('left@molo.example', { revokedAt: 1 })
    await invite('editor@molo.example', { role: 'editor' })
    expect(await nudgeAccount(store, admin(), 'molo')).toEqual({ by: 'invitation', told: 1 })
    expect(await mails()).toMatchObject([
      { template: 'invitation', recipient: 'piero@molo.example', locale: 'it' },
    ])
    const open = await store.read.select().from(invitations).where(isNull(invitations.replacedAt))
    const again = open.find(({ email }) => email === 'piero@molo.example')
    expect(again?.expiresAt).toBeGreaterThan(now())
    expect(again).toMatchObject({ role: 'owner', byStaff: true, invitedBy: setting.ada.id })
    const actions = (await store.read.select().from(auditEntries)).map(({ action }) => action)
    expect(actions.sort()).toEqual(['account.nudged', 'invitation.sent'])
    await expect(nudgeAccount(store, admin(), 'molo')).rejects.toMatchObject({ code: 'nudged-lately' })
  })

  test('support may not, and an admin who is one no more neither', async () => {
    await invite('piero@molo.example')
    const code = 'only-admins-invite'
    await expect(nudgeAccount(store, support(), 'molo')).rejects.toMatchObject({ code })
    const grant = admin()
    await store.transact((tx) => tx.update(staff).set({ role: 'support' }).then())
    await expect(nudgeAccount(store, grant, 'molo')).rejects.toMatchObject({ code })
    expect(await mails()).toEqual([])
    expect(await readNudgedAt('molo')).toBeNull()
  })
})
