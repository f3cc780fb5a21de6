import { beforeEach, describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { sendTestMail } from '#/lib/admin/settings/test-mail.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'
import type { User } from '#/lib/identity/sessions/queries.ts'
import { buildStaff, buildUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { openTestStore } from '#/tests/store.ts'
import { appointStaff, changeStaffRole, dismissStaff } from './admin-commands.ts'

let store: Store
let ada: User
let grace: User
beforeEach(async () => {
  store = await openTestStore()
  ;[ada, grace] = await store.transact(async (tx) => [
    await buildStaff(tx, { role: 'admin', email: 'ada@desk.example' }),
    await buildStaff(tx, { role: 'support', email: 'grace@desk.example' }),
  ])
})

const as = (user: User) => grantStaff(actorOf(user, 'admin'), 'admin')
const roles = async () =>
  Object.fromEntries((await listStaff(store.read)).map(({ email, role }) => [email.split('@')[0], role]))
const knowing = (role: 'support' | 'admin', knowsItIsThem = false) => ({ role, knowsItIsThem })

describe('an admin', () => {
  test('adds staff by their address, once, and what was done stands in the log', async () => {
    await appointStaff(store, as(ada), 'linus@desk.example', 'support')
    expect(await roles()).toEqual({ ada: 'admin', grace: 'support', linus: 'support' })
    await expect(appointStaff(store, as(ada), 'LINUS@desk.example', 'admin')).rejects.toMatchObject({
      code: 'already-staff',
      field: 'email',
    })
    expect(await store.read.select().from(auditEntries)).toMatchObject([
      { action: 'staff.added', actorId: ada.id, after: { role: 'support' } },
    ])
  })

  test('changes a role and takes it, unless it is another one by now', async () => {
    await changeStaffRole(store, as(ada), grace.id, 'admin', knowing('support'))
    expect(await roles()).toEqual({ ada: 'admin', grace: 'admin' })
    await expect(dismissStaff(store, as(ada), grace.id, knowing('support'))).rejects.toMatchObject({
      code: 'stale',
    })
    await dismissStaff(store, as(ada), grace.id, knowing('admin'))
    expect(await roles()).toEqual({ ada: 'admin' })
    expect(
      (await store.read.select().from(auditEntries)).map(({ action, before, after }) => [
        action,
        before,
        after,
      ]),
    ).toEqual([
      ['staff.changed', { role: 'support' }, { role: 'admin' }],
      ['staff.removed', { role: 'admin' }, null],
    ])
  })

  test('says so where it is about themselves, and is never the last to go', async () => {
    await expect(dismissStaff(store, as(ada), ada.id, knowing('admin'))).rejects.toMatchObject({
      code: 'confirm-self',
    })
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

  test('of two who remove each other at once one stays', async () => {
    await changeStaffRole(store, as(ada), grace.id, 'admin', knowing('support'))
    const outcomes = await Promise.allSettled([
      dismissStaff(store, as(ada), grace.id, knowing('admin')),
      dismissStaff(store, as(grace), ada.id, knowing('admin')),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(Object.values(await roles())).toEqual(['admin'])
  })
})

test('support, and who is an admin no more, change nothing', async () => {
  const partner = await store.transact((tx) => buildUser(tx))
  for (const [who, code] of [
    [grace, 'forbidden'],
    [partner, 'not-found'],
  ] as const) {
    for (const act of [
      () => appointStaff(store, as(who), 'x@desk.example', 'admin'),
      () => changeStaffRole(store, as(who), grace.id, 'admin', knowing('support')),
      () => dismissStaff(store, as(who), ada.id, knowing('admin')),
      () => sendTestMail(store, as(who)),
    ])
      await expect(act()).rejects.toMatchObject({ code })
  }
  expect(await roles()).toEqual({ ada: 'admin', grace: 'support' })
})

test('a test mail goes to all staff, and not without end', async () => {
  await sendTestMail(store, as(ada))
  const mails = await store.read.select().from(outbox)
  expect(mails.map(({ recipient, template }) => [template, recipient]).sort()).toEqual([
    ['staff-test', 'ada@desk.example'],
    ['staff-test', 'grace@desk.example'],
  ])
  for (let sent = 1; sent < 5; sent++) await sendTestMail(store, as(ada))
  await expect(sendTestMail(store, as(ada))).rejects.toMatchObject({ code: 'too-many' })
})
