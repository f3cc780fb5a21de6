import { expect, test } from 'vitest'
import { passkeys, staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { findActor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { buildPasskey, buildSession, buildStaff, buildUser } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { signOutAddress } from './sign-out.ts'

const store = perTest(openTestStore)
const setting = perTest(() =>
  store.transact(async (tx) => {
    const admin = await buildStaff(tx, { role: 'admin' })
    const { id: userId, emailKey: key } = await buildUser(tx, { email: 'Chiara@mare.example' })
    await buildPasskey(tx, { userId })
    const own = [await buildSession(tx, { userId }), await buildSession(tx, { userId })]
    const others = await buildSession(tx, { userId: (await buildUser(tx)).id })
    return { admin, userId, key, own, others }
  }),
)

const grant = () => staffGrant(setting.admin, 'admin')
const isAlive = async ({ id }: { id: string }) => (await findActor(store.read, id, now())) !== null
const alive = () => Promise.all([...setting.own, setting.others].map(isAlive))

test('an admin ends all sessions of a person, who keeps their passkeys, and the log records it', async () => {
  expect(await alive()).toEqual([true, true, true])
  await signOutAddress(store, grant(), setting.key)
  expect(await alive()).toEqual([false, false, true])
  expect(await store.read.$count(passkeys)).toBe(1)
  expect(await store.read.select().from(auditEntries)).toMatchObject([
    { action: 'user.signed-out', actorId: setting.admin.id, subjectId: setting.userId, after: { ended: 2 } },
  ])
})

test('refuses other actors and unknown people, and a failure ends no session', async () => {
  const before = grant()
  await expect(signOutAddress(store, before, 'nobody@mare.example')).rejects.toThrow('not-found')
  const unrecorded = signOutAddress(failingOn(store, auditEntries), before, setting.key)
  await expect(unrecorded).rejects.toThrow('disk full')
  await store.transact((tx) => tx.update(staff).set({ role: 'support' }))
  await expect(signOutAddress(store, before, setting.key)).rejects.toThrow('admin-only')
  expect(await alive()).toEqual([true, true, true])
})
