import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { invitations, staff, users } from '#/db/schema/people.ts'
import { auditEntries, settings } from '#/db/schema/record.ts'
import { sendTestMail } from '#/lib/admin/settings/test-mail.ts'
import { listStaff, listStaffRecipients } from '#/lib/identity/people/queries.ts'
import type { User } from '#/lib/identity/sessions/queries.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildInvitation, buildStaff, buildUser } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { addStaff, changeStaffRole, dismissStaff, ensureStaff, removeStaff } from './commands.ts'

const store = perTest(openTestStore)

const rolesByAddress = async () => (await listStaff(store.read)).map(({ email, role }) => `${email} ${role}`)
const actions = async () => (await store.read.select().from(auditEntries)).map(({ action }) => action)

describe('adding staff', () => {
  test('uses the existing user, in whatever case the address is written', async () => {
    await store.transact((tx) => buildUser(tx, { email: 'grace@desk.example' }))
    await addStaff(store, 'GRACE@desk.example', 'support')
    expect(await store.read.$count(users)).toBe(1)
  })

  test('makes a user for a new address, changes the role of staff, and changes nothing twice', async () => {
    expect(await addStaff(store, 'grace@Desk.EXAMPLE', 'support')).toBe('added')
    expect(await addStaff(store, 'grace@desk.example', 'admin')).toBe('changed')
    expect(await addStaff(store, 'grace@desk.example', 'admin')).toBe('unchanged')
    expect(await rolesByAddress()).toEqual(['grace@desk.example admin'])
    expect(await actions()).toEqual(['staff.added', 'staff.changed'])
  })

  test('refuses an invalid address', () => {
    expect(() => addStaff(store, 'a@b.example,c@d.example', 'admin')).toThrow('invalid-input')
  })

  test('makes no user if the role cannot be written', async () => {
    await expect(addStaff(failingOn(store, staff), 'grace@desk.example', 'admin')).rejects.toThrow(
      'disk full',
    )
    expect(await store.read.$count(users)).toBe(0)
  })
})

describe('removing staff', () => {
  test('leaves the user', async () => {
    const grace = await store.transact((tx) => buildStaff(tx, { email: 'grace@desk.example' }))
    await removeStaff(store, ' Grace@desk.example ')
    expect(await rolesByAddress()).toEqual([])
    expect(await store.read.$count(users, eq(users.id, grace.id))).toBe(1)
    expect(await actions()).toEqual(['staff.removed'])
  })

  test.each([
    ['removed', (email: string) => removeStaff(store, email)],
    ['made support', (email: string) => addStaff(store, email, 'support')],
  ])('revokes the invitations that a person sent as staff once they are %s', async (_, take) => {
    const email = 'grace@desk.example'
    await store.transact(async (tx) => {
      const grace = await buildStaff(tx, { email, role: 'admin' })
      const account = await buildAccount(tx)
      await buildInvitation(tx, { accountId: account.id, invitedBy: grace.id, byStaff: true, role: 'owner' })
    })
    await take(email)
    const [invitation] = await store.read.select().from(invitations)
    expect(invitation?.revokedAt).not.toBeNull()
  })

  test.each(['nobody@desk.example', 'partner@clinica.example'])('refuses %s', async (email) => {
    await store.transact((tx) => buildUser(tx, { email: 'partner@clinica.example' }))
    await expect(removeStaff(store, email)).rejects.toThrow('not-found')
  })
})

describe('STAFF_EMAILS', () => {
  test('makes these people admins once, however often the server starts', async () => {
    await store.transact((tx) => buildStaff(tx, { email: 'ada@desk.example', role: 'support' }))
    const emails = ['ada@desk.example', 'grace@desk.example', 'GRACE@desk.example']
    await ensureStaff(store, emails)
    await ensureStaff(store, emails)
    expect(await rolesByAddress()).toEqual(['ada@desk.example admin', 'grace@desk.example admin'])
    expect(await actions()).toEqual(['staff.changed', 'staff.added'])
  })

  test('makes these people admins once when two instances start together', async () => {
    await Promise.all([
      ensureStaff(store, ['grace@desk.example']),
      ensureStaff(store, ['grace@desk.example']),
    ])
    expect(await rolesByAddress()).toEqual(['grace@desk.example admin'])
  })

  test('makes nobody admin if one address is invalid', async () => {
    await expect(ensureStaff(store, ['grace@desk.example', 'grace'])).rejects.toThrow('invalid-input')
    expect(await rolesByAddress()).toEqual([])
  })
})

describe('mail to staff', () => {
  test('goes to all of them, each in their language and zone', async () => {
    const ada = { role: 'admin', locale: 'it', timeZone: 'Europe/Rome' } as const
    await scenario(store, {}, { ada, grace: 'support' })
    expect(await listStaffRecipients(store.read)).toEqual([
      { to: 'ada@desk.example', locale: 'it', timeZone: 'Europe/Rome' },
      { to: 'grace@desk.example', locale: 'en', timeZone: null },
    ])
  })

  test('goes to the address in the settings if there is one', async () => {
    await store.transact(async (tx) => {
      await buildStaff(tx)
      await tx.insert(settings).values({ key: 'staffAddress', value: 'team@desk.example' })
    })
    expect(await listStaffRecipients(store.read)).toEqual([
      { to: 'team@desk.example', locale: 'en', timeZone: null },
    ])
  })
})

const as = (user: User) => staffGrant(user, 'admin')
const roles = async () =>
  Object.fromEntries((await listStaff(store.read)).map(({ email, role }) => [email.split('@')[0], role]))
const knowing = (role: 'support' | 'admin', confirmsSelf = false) => ({ role, confirmsSelf })

describe('an admin', () => {
  const people = perTest(() => scenario(store, {}, { ada: 'admin', grace: 'support' }))
  const ada = perTest(async () => people.ada)
  const grace = perTest(async () => people.grace)

  test('changes or removes a role, unless somebody changed it since', async () => {
    await changeStaffRole(store, as(ada), grace.id, 'admin', knowing('support'))
    expect(await roles()).toEqual({ ada: 'admin', grace: 'admin' })
    await expect(dismissStaff(store, as(ada), grace.id, knowing('support'))).rejects.toThrow('stale')
    await dismissStaff(store, as(ada), grace.id, knowing('admin'))
    expect(await roles()).toEqual({ ada: 'admin' })
    expect(await store.read.select().from(auditEntries)).toMatchObject([
      { action: 'staff.changed', before: { role: 'support' }, after: { role: 'admin' } },
      { action: 'staff.removed', before: { role: 'admin' }, after: null },
    ])
  })

  test('must confirm changes to their own role, and cannot remove the last admin', async () => {
    await expect(dismissStaff(store, as(ada), ada.id, knowing('admin'))).rejects.toThrow('confirm-self')
    for (const go of [
      () => dismissStaff(store, as(ada), ada.id, knowing('admin', true)),
      () => changeStaffRole(store, as(ada), ada.id, 'support', knowing('admin', true)),
    ])
      await expect(go()).rejects.toMatchObject({ code: 'last-admin' })
    expect(await roles()).toEqual({ ada: 'admin', grace: 'support' })
    await changeStaffRole(store, as(ada), grace.id, 'admin', knowing('support'))
    await dismissStaff(store, as(ada), ada.id, knowing('admin', true))
    expect(await roles()).toEqual({ grace: 'admin' })
  })

  test('stays when two admins remove each other at the same time', async () => {
    await changeStaffRole(store, as(ada), grace.id, 'admin', knowing('support'))
    const outcomes = await Promise.allSettled([
      dismissStaff(store, as(ada), grace.id, knowing('admin')),
      dismissStaff(store, as(grace), ada.id, knowing('admin')),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(Object.values(await roles())).toEqual(['admin'])
  })

  test('is needed: support and partners change nothing', async () => {
    const partner = await store.transact((tx) => buildUser(tx))
    for (const [who, code] of [
      [grace, 'admin-only'],
      [partner, 'not-found'],
    ] as const) {
      for (const act of [
        () => changeStaffRole(store, as(who), grace.id, 'admin', knowing('support')),
        () => dismissStaff(store, as(who), ada.id, knowing('admin')),
        () => sendTestMail(store, as(who)),
      ])
        await expect(act()).rejects.toMatchObject({ code })
    }
    expect(await roles()).toEqual({ ada: 'admin', grace: 'support' })
  })

  test('sends test mails to all staff up to the limit', async () => {
    await sendTestMail(store, as(ada))
    const mails = await store.read.select().from(outbox)
    expect(mails.map(({ recipient, template }) => [template, recipient]).sort()).toEqual([
      ['staff-test', 'ada@desk.example'],
      ['staff-test', 'grace@desk.example'],
    ])
    for (let sent = 1; sent < 5; sent++) await sendTestMail(store, as(ada))
    await expect(sendTestMail(store, as(ada))).rejects.toMatchObject({ code: 'too-many' })
  })
})
