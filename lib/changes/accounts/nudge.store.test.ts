import { asc, eq, isNull } from 'drizzle-orm'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { invitations } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildInvitation } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { decideNudge, nudgeAccount, nudgeEvery } from './nudge.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  onTestFinished(() => moveClock(0))
  store = await openTestStore()
  setting = await arrange()
})

/** A locked account with a member of each role, one that nobody has joined, and two of the staff. */
const arrange = () =>
  scenario(
    store,
    {
      account: {
        slug: 'clinica',
        name: 'Clinica',
        people: { owner: { role: 'owner', locale: 'en' }, editor: 'editor', viewer: 'viewer' },
      },
      empty: { slug: 'molo', name: 'Molo' },
    },
    { grace: 'support', ada: 'admin' },
  )

const support = () => grantStaff(actorOf(setting.grace, 'support'), 'support')
const admin = () => grantStaff(actorOf(setting.ada, 'admin'), 'admin')
const mails = () => store.read.select().from(outbox).orderBy(asc(outbox.recipient))
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

const at = 1_764_000_000_000
test.each([
  ['mails owners and editors', {}, 'mail'],
  ['is refused to a complete account', { missing: [] }, 'nothing-missing'],
  ['is refused twice a day', { nudgedAt: at - nudgeEvery + 1 }, 'nudged-lately'],
  ['goes again after a day', { nudgedAt: at - nudgeEvery }, 'mail'],
  ['is refused without members and invitations', { editors: 0, staffRole: 'admin' }, 'nobody-to-nudge'],
  [
    'is refused to support before an owner has joined',
    { editors: 0, invitedOwners: 1 },
    'only-admins-invite',
  ],
  [
    'sends invitations again when an admin asks before an owner has joined',
    { editors: 0, invitedOwners: 1, staffRole: 'admin' },
    'invitation',
  ],
] as const)('a nudge: %s', (_, given, expected) => {
  const asked = { missing: ['alerts'], nudgedAt: null, editors: 2, invitedOwners: 0, now: at } as const
  const decision = decideNudge({ ...asked, staffRole: 'support', ...given })
  expect(decision.ok ? decision.by : decision.code).toBe(expected)
})

test('owners and editors get the missing fields by mail in their language, once a day', async () => {
  expect(await nudgeAccount(store, support(), 'clinica')).toEqual({ by: 'mail', told: 2 })
  expect(await mails()).toMatchObject([
    { template: 'contacts-nudge', recipient: 'editor@clinica.example', locale: 'it', data: { dueAt: null } },
    { template: 'contacts-nudge', recipient: 'owner@clinica.example', locale: 'en' },
  ])
  const [{ nudgedAt } = { nudgedAt: 0 }] = await store.read
    .select()
    .from(accounts)
    .where(eq(accounts.id, setting.account.id))
  expect(await store.read.select().from(auditEntries)).toMatchObject([
    { actorId: setting.grace.id, after: { nudgedAt, missing: expect.arrayContaining(['alerts']) } },
  ])
  await expect(nudgeAccount(store, admin(), 'clinica')).rejects.toMatchObject({ code: 'nudged-lately' })
  moveClock(nudgeEvery)
  await nudgeAccount(store, admin(), 'clinica')
  expect(await mails()).toHaveLength(4)
})

test('the mail names the deadline of an account that is not locked yet', async () => {
  const dueAt = now() + 5 * nudgeEvery
  await store.transact(async (tx) => tx.update(accounts).set({ firstCompleteAt: 1, dueAt }))
  await nudgeAccount(store, support(), 'clinica')
  expect((await mails())[0]?.data).toMatchObject({ dueAt })
})

test('an admin sends owners’ invitations again, also expired ones, when nobody has joined', async () => {
  await invite('piero@molo.example', { expiresAt: now() - 1, locale: 'it' })
  await invite('left@molo.example', { revokedAt: 1 })
  await invite('editor@molo.example', { role: 'editor' })
  await expect(nudgeAccount(store, support(), 'molo')).rejects.toMatchObject({ code: 'only-admins-invite' })
  expect(await nudgeAccount(store, admin(), 'molo')).toEqual({ by: 'invitation', told: 1 })
  expect(await mails()).toMatchObject([
    { template: 'invitation', recipient: 'piero@molo.example', locale: 'it' },
  ])
  const open = await store.read.select().from(invitations).where(isNull(invitations.replacedAt))
  const again = open.find(({ email }) => email === 'piero@molo.example')
  expect(again).toMatchObject({ role: 'owner', byStaff: true, invitedBy: setting.ada.id })
  expect(again?.expiresAt).toBeGreaterThan(now())
})
