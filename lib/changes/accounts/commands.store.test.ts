import { beforeEach, describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { invitations, memberships } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { buildOpenAccount } from '#/seed/accounts.ts'
import { buildMember, buildStaff, buildUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { openTestStore } from '#/tests/store.ts'
import { createAccount, extendDueAt } from './commands.ts'
import type { NewAccount } from './form.ts'

let store: Store
let people: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  people = await arrange()
})

function arrange() {
  return store.transact(async (tx) => {
    await seedShipped(tx)
    const admin = await buildStaff(tx, { role: 'admin' })
    const support = await buildStaff(tx)
    return { admin, support }
  })
}
const admin = () => grantStaff(actorOf(people.admin, 'admin'), 'admin')
const support = () => grantStaff(actorOf(people.support, 'support'), 'support')
const given: NewAccount = {
  name: 'Clinica Aurora',
  slug: 'clinica-aurora',
  integrationTypeId: 'healthcare-appointments',
  defaultLocale: 'it',
  email: 'giulia@clinica-aurora.example',
  locale: 'en',
}

describe('creating an account', () => {
  test('starts it in onboarding and invites its first owner', async () => {
    await createAccount(store, admin(), given)
    const [account] = await store.read.select().from(accounts)
    expect(account).toMatchObject({
      name: 'Clinica Aurora',
      slug: 'clinica-aurora',
      state: 'onboarding',
      defaultLocale: 'it',
      firstCompleteAt: null,
      dueAt: null,
    })
    expect(await store.read.select().from(invitations)).toMatchObject([
      { accountId: account?.id, email: given.email, role: 'owner', locale: 'en', byStaff: true },
    ])
    expect(await store.read.select().from(outbox)).toMatchObject([
      { template: 'invitation', recipient: given.email, locale: 'en' },
    ])
    const actions = (await store.read.select().from(auditEntries)).map(({ action }) => action)
    expect(actions.sort()).toEqual(['account.created', 'invitation.sent'])
  })

  test('under a short name that is taken is refused', async () => {
    await createAccount(store, admin(), given)
    const again = createAccount(store, admin(), { ...given, name: 'Another', email: 'x@y.example' })
    await expect(again).rejects.toMatchObject({ code: 'slug-taken', field: 'slug' })
    expect(await store.read.$count(accounts)).toBe(1)
    expect(await store.read.$count(invitations)).toBe(1)
  })

  test('of a type that is not there is refused', async () => {
    const creating = createAccount(store, admin(), { ...given, integrationTypeId: 'teleport' })
    await expect(creating).rejects.toMatchObject({ code: 'invalid-input', field: 'integrationTypeId' })
  })
})

describe('putting off a deadline', () => {
  /** Its only alert contact has left. */
  async function buildDue(dueAt: number | null) {
    await store.transact(async (tx) => {
      const alert = await buildUser(tx)
      const { account } = await buildOpenAccount(tx, { slug: 'studio', alerts: [alert.id], dueAt })
      await buildMember(tx, { accountId: account.id, email: 'anna@studio.example' })
    })
    return dueAt ?? 0
  }
  const readAccount = async () => (await store.read.select().from(accounts))[0]

  test('keeps what was left of it, and reminds again', async () => {
    const from = await buildDue(Date.now() + day)
    await extendDueAt(store, support(), 'studio', { from, days: 7 })
    expect(await readAccount()).toMatchObject({ dueAt: from + 7 * day, dueReminderAt: from + 4 * day })
    expect(await store.read.select().from(auditEntries)).toMatchObject([
      {
        action: 'account.due-extended',
        actorId: people.support.id,
        before: { dueAt: from },
        after: { dueAt: from + 7 * day },
      },
    ])
  })

  test('that has passed opens the account again', async () => {
    const from = await buildDue(1000)
    const [anna] = await store.read.select().from(memberships)
    const standing = () =>
      grantAccount(
        store.read,
        actorOf({ ...people.admin, id: anna?.userId ?? '' }),
        { slug: 'studio' },
        'owner',
      )
    expect((await standing()).locked).toBe(true)
    await extendDueAt(store, support(), 'studio', { from, days: 7 })
    expect((await standing()).locked).toBe(false)
  })

  test('twice from the same page extends once', async () => {
    const from = await buildDue(Date.now() + day)
    await extendDueAt(store, support(), 'studio', { from, days: 7 })
    const again = extendDueAt(store, support(), 'studio', { from, days: 7 })
    await expect(again).rejects.toMatchObject({ code: 'stale' })
    expect((await readAccount())?.dueAt).toBe(from + 7 * day)
  })

  test.each([
    ['where nothing is due', 'studio', 'nothing-due'],
    ['of no account', 'nowhere', 'not-found'],
  ])('%s is refused', async (_, slug, code) => {
    await buildDue(null)
    await expect(extendDueAt(store, support(), slug, { from: 0, days: 7 })).rejects.toMatchObject({ code })
  })
})
