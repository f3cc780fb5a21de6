import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { passkeys, staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { askForPasskey } from '#/lib/identity/passkeys/enrol.ts'
import { findActor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { buildMember, buildPasskey } from '#/seed/people.ts'
import { actorOf, signedIn, staffGrant } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { listPasskeyHolders, resetMemberPasskeys } from './reset-passkeys.ts'

const store = perTest(openTestStore)

const setting = perTest(async () => {
  const made = await scenario(
    store,
    {
      aurora: { people: { anna: 'owner', elia: 'editor', vera: 'viewer' } },
      boreale: { people: { bruno: 'owner' } },
      chiusa: { people: { carla: 'owner' } },
    },
    { grace: 'support', ada: 'admin' },
  )
  await store.transact(async (tx) => {
    for (const { id: accountId } of [made.boreale, made.chiusa])
      await buildMember(tx, { accountId, userId: made.elia.id, role: 'viewer' })
    await tx.update(unguarded(accounts)).set({ closedAt: now() }).where(eq(accounts.id, made.chiusa.id))
    for (const name of ['Laptop', 'Phone']) await buildPasskey(tx, { userId: made.elia.id, name })
    await buildPasskey(tx, { userId: made.anna.id })
    await buildPasskey(tx, { userId: made.bruno.id })
  })
  return made
})

const reset = (
  person: { id: string },
  { by = staffGrant(setting.grace, 'support'), of = 'aurora', within = store } = {},
) => resetMemberPasskeys(within, by, { account: of, person: person.id })

test('staff reset the passkeys of a member, who signs in by mail and adds a new one', async () => {
  const { aurora, elia, grace } = setting
  const session = await signedIn(store, elia.id)
  await expect(askForPasskey(store, session, 'Desk')).rejects.toThrow('passkey-proof')
  await reset(elia)
  expect(await findActor(store.read, session.sessionId, now())).toBeNull()
  expect(await store.read.$count(passkeys, eq(passkeys.userId, elia.id))).toBe(0)
  expect(await store.read.$count(passkeys)).toBe(2)
  expect(await store.read.select().from(auditEntries)).toMatchObject([
    {
      action: 'passkeys.reset',
      actorId: grace.id,
      accountId: aurora.id,
      subjectId: elia.id,
      before: { passkeys: expect.arrayContaining(['Laptop', 'Phone']) },
      after: { ended: 1 },
    },
  ])
  await expect(askForPasskey(store, await signedIn(store, elia.id), 'Desk')).resolves.toBeDefined()
})

test('notifies the member and the other owners of all their open accounts', async () => {
  const mails = async () =>
    (await store.read.select().from(outbox).orderBy(outbox.id)).map(({ template, recipient }) => [
      template,
      recipient,
    ])
  await reset(setting.elia)
  expect(await mails()).toEqual([
    ['passkeys-reset', setting.elia.email],
    ['member-passkeys-reset', setting.anna.email],
    ['member-passkeys-reset', setting.bruno.email],
  ])
  await reset(setting.anna)
  expect((await mails()).slice(3)).toEqual([['passkeys-reset', setting.anna.email]])
})

test('refuses non-members, staff, members without passkeys, and former admins', async () => {
  const { bruno, vera, grace, elia, aurora } = setting
  await expect(reset(bruno)).rejects.toThrow('not-found')
  await expect(reset(elia, { of: 'nowhere' })).rejects.toThrow('not-found')
  await expect(reset(vera)).rejects.toThrow('passkeys-none')
  await store.transact(async (tx) => {
    await buildMember(tx, { accountId: aurora.id, userId: grace.id, role: 'viewer' })
    await buildPasskey(tx, { userId: grace.id })
  })
  await expect(reset(grace, { by: staffGrant(setting.ada, 'admin') })).rejects.toThrow('passkeys-of-staff')
  const holders = await listPasskeyHolders(store.read, staffGrant(grace, 'support'), aurora.id)
  expect(new Map(holders.map(({ userId, ...rest }) => [userId, rest]))).toEqual(
    new Map([
      [setting.anna.id, { passkeys: 1, isStaff: false }],
      [elia.id, { passkeys: 2, isStaff: false }],
      [grace.id, { passkeys: 1, isStaff: true }],
    ]),
  )
  const by = grantStaff(actorOf(grace, 'support'), 'support')
  await store.transact((tx) => tx.delete(staff))
  await expect(reset(elia, { by })).rejects.toThrow('not-found')
  expect(await store.read.$count(passkeys)).toBe(5)
  expect(await store.read.$count(outbox)).toBe(0)
})

test('resets nothing that cannot be recorded', async () => {
  await expect(reset(setting.elia, { within: failingOn(store, auditEntries) })).rejects.toThrow('disk full')
  expect(await store.read.$count(passkeys)).toBe(4)
  expect(await store.read.$count(outbox)).toBe(0)
})
