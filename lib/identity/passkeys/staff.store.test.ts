import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { passkeys, sessions } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { listStaffMembers } from '#/lib/admin/staff/queries.ts'
import { grantAbsentStaff, reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { endSession } from '#/lib/identity/sessions/commands.ts'
import { type Actor, findActor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { buildPasskey, buildStaff, buildUser } from '#/seed/people.ts'
import { actorIn, signedIn } from '#/tests/actors.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { askForPasskey } from './enrol.ts'
import { removePasskey, resetPasskeys, resetPasskeysOf } from './manage.ts'

const store = perTest(openTestStore)

type StaffFacts = { role?: 'support' | 'admin'; keys?: number; shown?: boolean }

/** A signed-in staff person with passkeys, who used the first of them in the session. */
async function enter({ role = 'support', keys = 1, shown = true }: StaffFacts = {}): Promise<Actor> {
  const { userId, passkeyId } = await store.transact(async (tx) => {
    const { id: userId } = await buildStaff(tx, { role })
    const made = []
    for (let key = 0; key < keys; key++) made.push(await buildPasskey(tx, { userId, name: `Key ${key + 1}` }))
    return { userId, passkeyId: made[0]?.id }
  })
  return signedIn(store, userId, shown && passkeyId ? { passkeyId, passkeyAt: now() } : {})
}

const find = (sessionId: string) => actorIn(store, sessionId)

const first = async (actor: Actor) => {
  const [key] = await store.read.select().from(passkeys).where(eq(passkeys.userId, actor.user.id))
  return key?.id ?? ''
}

test('staff who used no passkey in their session have no right if one is required', async () => {
  for (const actor of [await enter({ shown: false }), await enter({ keys: 0 })]) {
    expect(() => grantStaff(actor, 'support', 'required')).toThrow('passkey-required')
    expect(grantStaff(actor, 'support', 'optional').staffRole).toBe('support')
    const grant = grantStaff(actor, 'support', 'optional')
    await expect(reauthoriseStaff(store.read, grant, 'support', 'required')).rejects.toThrow(
      'passkey-required',
    )
  }
  const actor = await enter()
  const grant = grantStaff(actor, 'support', 'required')
  expect((await reauthoriseStaff(store.read, grant, 'support', 'required')).staffRole).toBe('support')
  await expect(reauthoriseStaff(store.read, grant, 'admin', 'required')).rejects.toThrow('admin-only')
})

test('a passkey makes nobody staff', async () => {
  const { userId, id: passkeyId } = await store.transact(async (tx) =>
    buildPasskey(tx, { userId: (await buildUser(tx)).id }),
  )
  const actor = await signedIn(store, userId, { passkeyId, passkeyAt: now() })
  expect(actor.passkey).not.toBeNull()
  expect(() => grantStaff(actor, 'support', 'required')).toThrow('not-found')
})

test("removing the session's passkey, or ending the session, revokes earlier grants", async () => {
  const actor = await enter({ keys: 2 })
  const grant = grantStaff(actor, 'support', 'required')
  await removePasskey(store, actor, actor.passkey?.id ?? '', 'en', 'required')
  await expect(reauthoriseStaff(store.read, grant, 'support', 'required')).rejects.toThrow('passkey-required')
  expect((await find(actor.sessionId)).passkey).toBeNull()

  const ended = await enter()
  const before = grantStaff(ended, 'support', 'required')
  await endSession(store, ended, ended.sessionId)
  await expect(reauthoriseStaff(store.read, before, 'support', 'required')).rejects.toThrow(
    'passkey-required',
  )
})

test("another person's passkey in a session does not count", async () => {
  const actor = await enter({ keys: 0 })
  const other = await enter()
  await store.transact((tx) =>
    tx
      .update(sessions)
      .set({ passkeyId: other.passkey?.id ?? null, passkeyAt: now() })
      .where(eq(sessions.id, actor.sessionId)),
  )
  expect((await find(actor.sessionId)).passkey).toBeNull()
  const grant = grantStaff(actor, 'support', 'optional')
  await expect(reauthoriseStaff(store.read, grant, 'support', 'required')).rejects.toThrow('passkey-required')
})

test('staff with a passkey add another only after using one, so that their mailbox alone is not enough', async () => {
  const mailed = await enter({ shown: false })
  await expect(askForPasskey(store, mailed, 'Actions Desk')).rejects.toThrow('passkey-proof')
  await expect(removePasskey(store, mailed, await first(mailed), 'en')).rejects.toThrow('passkey-proof')
  await expect(askForPasskey(store, await enter(), 'Actions Desk')).resolves.toBeDefined()
  await expect(askForPasskey(store, await enter({ keys: 0 }), 'Actions Desk')).resolves.toBeDefined()
})

test('staff keep their last passkey if one is required', async () => {
  const actor = await enter()
  const id = await first(actor)
  await expect(removePasskey(store, actor, id, 'en', 'required')).rejects.toThrow('passkey-last')
  await removePasskey(store, actor, id, 'en', 'optional')
  expect(await store.read.$count(passkeys)).toBe(0)
})

test('staff keep their last passkey of this host, even if they have others elsewhere', async () => {
  const actor = await enter()
  const old = await store.transact((tx) =>
    buildPasskey(tx, { userId: actor.user.id, host: 'old.example.com' }),
  )
  const here = actor.passkey?.id ?? ''
  await expect(removePasskey(store, actor, here, 'en', 'required')).rejects.toThrow('passkey-last')
  await removePasskey(store, actor, old.id, 'en', 'required')
  expect(await store.read.$count(passkeys)).toBe(1)
})

test('an admin resets a colleague’s passkeys: their sessions end, a mail goes out and an entry is written', async () => {
  const admin = await enter({ role: 'admin' })
  const colleague = await enter({ keys: 2 })
  const grant = grantStaff(admin, 'admin', 'required')
  expect(await listStaffMembers(store.read, grant)).toMatchObject([{ passkeys: 1 }, { passkeys: 2 }])
  await resetPasskeys(store, grant, colleague.user.id, 'required')
  expect(await findActor(store.read, colleague.sessionId, now())).toBeNull()
  expect((await store.read.select().from(passkeys)).map(({ userId }) => userId)).toEqual([admin.user.id])
  expect(await store.read.select().from(outbox)).toMatchObject([
    { template: 'passkeys-reset', recipient: colleague.user.email },
  ])
  const [entry] = await store.read.select().from(auditEntries)
  expect(entry).toMatchObject({
    action: 'passkeys.reset',
    actorId: admin.user.id,
    subjectId: colleague.user.id,
    after: { ended: 1 },
  })
  expect(entry?.before).toEqual({ passkeys: expect.toSatisfy((names: string[]) => names.length === 2) })
  await expect(resetPasskeys(store, grant, colleague.user.id, 'required')).rejects.toThrow('passkeys-none')
})

test("refuses to reset one's own, a partner's, as support, or without having used a passkey", async () => {
  const admin = await enter({ role: 'admin' })
  const colleague = await enter()
  const grant = grantStaff(admin, 'admin', 'required')
  const support = grantStaff({ ...colleague, staffRole: 'admin' }, 'admin', 'required')
  const mailed = await enter({ role: 'admin', shown: false })
  const partner = await store.transact(async (tx) => {
    const user = await buildUser(tx)
    await buildPasskey(tx, { userId: user.id })
    return user.id
  })
  const reset = (by: typeof grant, whom: string) => resetPasskeys(store, by, whom, 'required')
  await expect(reset(grant, admin.user.id)).rejects.toThrow('passkeys-own')
  await expect(reset(support, admin.user.id)).rejects.toThrow('admin-only')
  await expect(reset(grantStaff(mailed, 'admin', 'optional'), colleague.user.id)).rejects.toThrow(
    'passkey-required',
  )
  await expect(reset(grant, partner)).rejects.toThrow('not-staff')
  expect(await store.read.$count(passkeys)).toBe(4)
})

test('the command line can reset the only admin’s', async () => {
  const admin = await enter({ role: 'admin' })
  await resetPasskeysOf(store, ` ${admin.user.email.toUpperCase()} `)
  expect(await store.read.$count(passkeys)).toBe(0)
  expect(await findActor(store.read, admin.sessionId, now())).toBeNull()
  await expect(resetPasskeysOf(store, admin.user.email)).rejects.toThrow('passkeys-none')
  await expect(resetPasskeysOf(store, 'nobody@desk.example')).rejects.toThrow('not-staff')
})

test('work that a person began continues while they are away', async () => {
  const { user } = await enter({ role: 'admin', keys: 0 })
  expect((await grantAbsentStaff(store.read, user.id, 'admin')).staffRole).toBe('admin')
})
