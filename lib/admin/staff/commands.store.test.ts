import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { invitations, staff, users } from '#/db/schema/people.ts'
import { auditEntries, settings } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { listStaff, listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildInvitation, buildStaff, buildUser } from '#/seed/people.ts'
import { failingOn } from '#/tests/failing.ts'
import { openTestStore } from '#/tests/store.ts'
import { addStaff, ensureStaff, removeStaff } from './commands.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})

async function rolesByAddress() {
  return (await listStaff(store.read)).map(({ email, role }) => `${email} ${role}`)
}
const actions = async () => (await store.read.select().from(auditEntries)).map(({ action }) => action)

describe('adding staff', () => {
  test('makes a user where there is none', async () => {
    expect(await addStaff(store, 'Grace@Desk.EXAMPLE', 'support')).toBe('added')
    expect(await rolesByAddress()).toEqual(['Grace@desk.example support'])
    expect(await actions()).toEqual(['staff.added'])
  })

  test('takes the user there is, in whatever case the address is written', async () => {
    await store.transact((tx) => buildUser(tx, { email: 'grace@desk.example' }))
    await addStaff(store, 'GRACE@desk.example', 'support')
    expect(await store.read.$count(users)).toBe(1)
  })

  test('changes the role of who is staff, and does nothing twice', async () => {
    await addStaff(store, 'grace@desk.example', 'support')
    expect(await addStaff(store, 'grace@desk.example', 'admin')).toBe('changed')
    expect(await addStaff(store, 'grace@desk.example', 'admin')).toBe('unchanged')
    expect(await rolesByAddress()).toEqual(['grace@desk.example admin'])
    expect(await actions()).toEqual(['staff.added', 'staff.changed'])
  })

  test('refuses what is no address', () => {
    expect(() => addStaff(store, 'a@b.example,c@d.example', 'admin')).toThrow('invalid-input')
  })

  test('makes no user where the right cannot be written', async () => {
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
    ['an admin no more', (email: string) => addStaff(store, email, 'support')],
  ])('invitations sent as staff die with who is %s', async (_, take) => {
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

  test.each(['nobody@desk.example', 'partner@clinica.example'])('%s is not staff', async (email) => {
    await store.transact((tx) => buildUser(tx, { email: 'partner@clinica.example' }))
    await expect(removeStaff(store, email)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('STAFF_EMAILS', () => {
  test('are admins, started once or twice', async () => {
    await store.transact((tx) => buildStaff(tx, { email: 'ada@desk.example', role: 'support' }))
    const emails = ['ada@desk.example', 'grace@desk.example', 'GRACE@desk.example']
    await ensureStaff(store, emails)
    await ensureStaff(store, emails)
    expect(await rolesByAddress()).toEqual(['ada@desk.example admin', 'grace@desk.example admin'])
    expect(await actions()).toEqual(['staff.changed', 'staff.added'])
  })

  test('are admins once where two instances start together', async () => {
    await Promise.all([
      ensureStaff(store, ['grace@desk.example']),
      ensureStaff(store, ['grace@desk.example']),
    ])
    expect(await rolesByAddress()).toEqual(['grace@desk.example admin'])
  })

  test('are all refused where one is no address', async () => {
    await expect(ensureStaff(store, ['grace@desk.example', 'grace'])).rejects.toThrow(
      /STAFF_EMAILS: number 2/,
    )
    expect(await rolesByAddress()).toEqual([])
  })
})

describe('mail to staff', () => {
  test('goes to all of them, each in their language and zone', async () => {
    await store.transact(async (tx) => {
      await buildStaff(tx, {
        email: 'ada@desk.example',
        locale: 'it',
        role: 'admin',
        timeZone: 'Europe/Rome',
      })
      await buildStaff(tx, { email: 'grace@desk.example' })
    })
    expect(await listStaffRecipients(store.read)).toEqual([
      { to: 'ada@desk.example', locale: 'it', timeZone: 'Europe/Rome' },
      { to: 'grace@desk.example', locale: 'en', timeZone: null },
    ])
  })

  test('goes to the address of the settings where there is one', async () => {
    await store.transact(async (tx) => {
      await buildStaff(tx)
      await tx.insert(settings).values({ key: 'staffAddress', value: 'team@desk.example' })
    })
    expect(await listStaffRecipients(store.read)).toEqual([
      { to: 'team@desk.example', locale: 'en', timeZone: null },
    ])
  })
})
