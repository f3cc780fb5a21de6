import { isNull } from 'drizzle-orm'
import { afterEach, describe, expect, test } from 'vitest'
import { challenges, passkeyChallenges, sessions } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { findInvitationByToken, listInvitationsFor } from '#/lib/accounts/invitations/queries.ts'
import { insertChallenge } from '#/lib/changes/sign-in/challenges.ts'
import { askToShow } from '#/lib/identity/passkeys/show.ts'
import { hour, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newCode, newId, newToken } from '#/lib/platform/values/ids.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildInvitation, buildMember, buildSession, buildStaff, buildUser } from '#/seed/people.ts'
import { signedIn } from '#/tests/actors.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { endAllSessions, endOtherSessions, endSession, touchSession } from './commands.ts'
import { type Actor, findActor, listSessions } from './queries.ts'

const store = perTest(openTestStore)
afterEach(() => moveClock(0))

const signIn = (userId?: string) => signedIn(store, userId)

async function isAlive({ sessionId }: Actor): Promise<boolean> {
  return (await findActor(store.read, sessionId, now())) !== null
}

describe('a session', () => {
  test('knows its person and whether they are staff', async () => {
    const member = await signIn()
    expect(member.staffRole).toBeNull()
    const { id } = await store.transact((tx) => buildStaff(tx, { role: 'admin' }))
    expect((await signIn(id)).staffRole).toBe('admin')
    expect(await findActor(store.read, 'nothing', now())).toBeNull()
  })

  test('has no time zone unknown to the runtime', async () => {
    const people = await store.transact(async (tx) => ({
      here: await buildUser(tx, { timeZone: 'Asia/Kathmandu' }),
      gone: await buildUser(tx, { timeZone: 'SystemV/EST5' }),
    }))
    expect((await signIn(people.here.id)).user.timeZone).toBe('Asia/Kathmandu')
    expect((await signIn(people.gone.id)).user.timeZone).toBeNull()
  })

  test('used every 11 hours, ends after 7 days', async () => {
    const actor = await signIn()
    for (let passed = 11 * hour; passed < 7 * 24 * hour; passed += 11 * hour) {
      moveClock(passed)
      const used = await findActor(store.read, actor.sessionId, now())
      if (!used) throw new Error(`Ended after ${passed / hour} hours.`)
      await touchSession(store, used)
    }
    moveClock(7 * 24 * hour + minute)
    expect(await isAlive(actor)).toBe(false)
    expect(await listSessions(store.read, actor, now())).toEqual([])
  })

  test('is touched at most once a minute, and never revived', async () => {
    const actor = await signIn()
    moveClock(minute / 2)
    await touchSession(store, actor)
    const lastUsed = async () => (await store.read.select().from(sessions))[0]?.lastUsedAt
    expect(await lastUsed()).toBe(actor.lastUsedAt)
    moveClock(minute + 2000)
    await touchSession(store, actor)
    expect(await lastUsed()).toBeGreaterThan(actor.lastUsedAt)
    await endSession(store, actor, actor.sessionId)
    moveClock(5 * minute)
    await touchSession(store, actor)
    expect(await isAlive(actor)).toBe(false)
  })
})

describe('ending', () => {
  test('one session leaves the others and other people alive, and is recorded once', async () => {
    const actor = await signIn()
    const elsewhere = await signIn(actor.user.id)
    const other = await signIn()
    for (const { sessionId } of [elsewhere, elsewhere, other]) await endSession(store, actor, sessionId)
    expect(await Promise.all([actor, elsewhere, other].map(isAlive))).toEqual([true, false, true])
    const audit = await store.read.select().from(auditEntries)
    expect(audit.map(({ action, subjectId }) => [action, subjectId])).toEqual([
      ['session.ended', elsewhere.sessionId],
    ])
  })

  test.each([
    ['all others', endOtherSessions, [true, false, false, true], 2],
    ['all', endAllSessions, [false, false, false, true], 3],
  ] as const)('%s keeps other people alive, and records how many', async (_, end, alive, ended) => {
    const actor = await signIn()
    const own = [await signIn(actor.user.id), await signIn(actor.user.id)]
    const sessions = [actor, ...own, await signIn()]
    await end(store, actor)
    expect(await Promise.all(sessions.map(isAlive))).toEqual(alive)
    expect(await store.read.select().from(auditEntries)).toMatchObject([{ after: { ended } }])
  })
})

describe('signing out everywhere', () => {
  const codesLeft = () => store.read.$count(challenges, isNull(challenges.usedAt))
  const asked = async (actor: Actor, purpose: 'sign-in' | 'change-address' = 'sign-in') =>
    store.transact((tx) => {
      const { email, id: userId } = actor.user
      const secrets = { code: newCode(), token: newToken() }
      return insertChallenge(tx, { id: newId(), purpose, email, userId, ...secrets })
    })

  test.each([
    ['everywhere', endAllSessions],
    ['everywhere else', endOtherSessions],
  ] as const)('%s ends open codes, links and passkey challenges, of that person alone', async (_, end) => {
    const [actor, other] = [await signIn(), await signIn()]
    for (const who of [actor, other]) {
      await asked(who)
      await asked(who, 'change-address')
      await askToShow(store, who)
    }
    await end(store, actor)
    expect(await codesLeft()).toBe(2)
    const open = await store.read.select().from(passkeyChallenges).where(isNull(passkeyChallenges.usedAt))
    expect(open.map(({ userId }) => userId)).toEqual([other.user.id])
  })

  test('ends links of invitations, which stay open and are accepted after signing in', async () => {
    const actor = await signIn()
    const { token, account, elsewhere } = await store.transact(async (tx) => {
      const account = await buildAccount(tx)
      const { user: owner } = await buildMember(tx, { accountId: account.id, role: 'owner' })
      const given = { accountId: account.id, invitedBy: owner.id, role: 'viewer' } as const
      const { token } = await buildInvitation(tx, { ...given, email: actor.user.email })
      return { account, token, elsewhere: await buildInvitation(tx, { ...given, email: 'b@b.example' }) }
    })
    await endAllSessions(store, actor)
    expect(await findInvitationByToken(store.read, token, now())).toBeNull()
    expect(await findInvitationByToken(store.read, elsewhere.token, now())).not.toBeNull()
    const open = await listInvitationsFor(store.read, actor.user, now())
    expect(open.map((found) => found.account?.id)).toEqual([account.id])
  })
})

test("lists a person's own live sessions, last used first", async () => {
  const actor = await signIn()
  await signIn()
  const at = now()
  const mine = (given: Partial<typeof sessions.$inferInsert>) =>
    store.transact((tx) => buildSession(tx, { userId: actor.user.id, ...given }))
  await mine({ createdAt: at - 2 * hour, lastUsedAt: at - hour, id: 'older' })
  await mine({ createdAt: at - 20 * hour, lastUsedAt: at - 12 * hour, id: 'idle' })
  await mine({ createdAt: at - 7 * 24 * hour, lastUsedAt: at, id: 'old' })
  await mine({ endedAt: at, id: 'ended' })
  const listed = await listSessions(store.read, actor, at)
  expect(listed.map(({ id }) => id)).toEqual([actor.sessionId, 'older'])
})
