import { eq, isNull } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { passkeys, sessions } from '#/db/schema/people.ts'
import { auditEntries, limits } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import type { Visitor } from '#/lib/identity/sessions/commands.ts'
import { type Actor, findActor } from '#/lib/identity/sessions/queries.ts'
import { limitKey } from '#/lib/platform/limits/count.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { actorIn, signedIn } from '#/tests/actors.ts'
import { type Odd, SoftAuthenticator } from '#/tests/authenticator.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { askForPasskey, enrolPasskey } from './enrol.ts'
import { removePasskey, renamePasskey } from './manage.ts'
import { maxPasskeys, passkeyChallengeLife, proofLife } from './policy.ts'
import { readProof } from './proof.ts'
import { askToShow, askToSignIn, confirmWithPasskey, signInWithPasskey } from './show.ts'

const visitor: Visitor = { userAgent: 'Firefox', locale: 'en', sessionId: null, timeZone: null }

const store = perTest(openTestStore)
afterEach(() => moveClock(0))

/** A person who has just signed in. */
const enter = (userId?: string) => signedIn(store, userId)

/** The actor continues in the session that this starts. */
async function enrol(actor: Actor, device = new SoftAuthenticator(), name = 'Laptop', odd: Odd = {}) {
  const options = await askForPasskey(store, actor, 'Actions Desk')
  const sessionId = await enrolPasskey(store, actor, device.create(options, odd), name, visitor)
  Object.assign(actor, await actorIn(store, sessionId))
  return device
}

async function signIn(device: SoftAuthenticator, odd: Odd = {}): Promise<Actor> {
  const { id, options } = await askToSignIn(store)
  return actorIn(store, await signInWithPasskey(store, id, device.get(options, odd), visitor))
}

async function audited() {
  const entries = await store.read.select().from(auditEntries).orderBy(auditEntries.id)
  return entries.map(({ action, actorId, before, after }) => ({ action, actorId, before, after }))
}

test('a person enrols a passkey, gets a mail, and signs in with it alone', async () => {
  const actor = await enter()
  const options = await askForPasskey(store, actor, 'Actions Desk')
  expect(options).toMatchObject({
    rp: { id: 'localhost', name: 'Actions Desk' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [],
  })
  expect(Buffer.from(options.user.id, 'base64url').toString()).toBe(actor.user.id)
  const device = new SoftAuthenticator()
  const sessionId = await enrolPasskey(store, actor, device.create(options), 'Laptop', visitor)
  expect((await actorIn(store, sessionId)).passkey).not.toBeNull()
  // A copy of the old session's cookie is useless.
  expect(await findActor(store.read, actor.sessionId, now())).toBeNull()
  expect(await store.read.select().from(outbox)).toMatchObject([
    { template: 'passkey-added', recipient: actor.user.email },
  ])

  const asked = await askToSignIn(store)
  expect(asked.options).toMatchObject({ rpId: 'localhost', userVerification: 'required' })
  expect(asked.options.allowCredentials).toBeUndefined()
  const again = await signIn(device)
  expect(again.user.id).toBe(actor.user.id)
  expect(again.sessionId).not.toBe(sessionId)
  expect(again.passkey?.at).toBe(again.startedAt)
  const [kept] = await store.read.select().from(passkeys)
  expect(kept).toMatchObject({ name: 'Laptop', transports: ['internal'], counter: 0 })
  expect(kept?.lastUsedAt).not.toBeNull()
  expect(await audited()).toMatchObject([
    { action: 'passkey.added', actorId: actor.user.id, after: { passkey: 'Laptop' } },
    { action: 'session.started', actorId: actor.user.id, after: { method: 'passkey', passkey: 'Laptop' } },
    { action: 'session.replaced', actorId: actor.user.id },
    { action: 'session.started', actorId: actor.user.id, after: { method: 'passkey', passkey: 'Laptop' } },
  ])
})

test('each of several passkeys signs in, a known one is excluded, and their number is limited', async () => {
  const actor = await enter()
  const first = await enrol(actor)
  const options = await askForPasskey(store, actor, 'Actions Desk')
  expect(options.excludeCredentials).toMatchObject([{ id: first.credentials[0]?.id }])
  const second = await enrol(actor, new SoftAuthenticator(), 'Phone')
  expect((await signIn(first)).user.id).toBe(actor.user.id)
  expect((await signIn(second)).user.id).toBe(actor.user.id)
  for (let more = 2; more < maxPasskeys; more++) await enrol(actor)
  await expect(enrol(actor)).rejects.toThrow('passkeys-full')
})

test.each<[string, Odd, string]>([
  ['of another address', { origin: 'http://localhost:3001' }, 'origin'],
  ['of a page that looks like ours', { origin: 'https://localhost.evil.example' }, 'origin'],
  ['made for another site', { rpId: 'evil.example' }, 'relying-party'],
  ['given in a frame of another site', { framed: true }, 'framed'],
  ['that did not check its person', { unverified: true }, 'not-verified'],
  ['given without a person present', { absent: true }, 'not-verified'],
  ['signed by somebody else', { forged: true }, 'signature'],
  ['that makes a passkey', { type: 'webauthn.create' }, 'unreadable'],
  [
    'that names another person',
    { userHandle: Buffer.from('somebody').toString('base64url') },
    'other-person',
  ],
])('an answer %s signs nobody in, and is recorded', async (_, odd, refusal) => {
  const actor = await enter()
  const device = await enrol(actor)
  await expect(signIn(device, odd)).rejects.toThrow('passkey-refused')
  expect((await audited()).at(-1)).toEqual({
    action: 'passkey.refused',
    actorId: null,
    before: null,
    after: { passkey: 'Laptop', refusal },
  })
  expect(await store.read.$count(sessions, isNull(sessions.endedAt))).toBe(1)
  expect((await signIn(device)).user.id).toBe(actor.user.id)
})

test('an answer without its person, or of an unknown passkey, signs nobody in', async () => {
  const device = await enrol(await enter())
  await expect(signIn(device, { userHandle: null })).rejects.toThrow('passkey-refused')
  const stranger = new SoftAuthenticator()
  stranger.create({ challenge: 'x', rp: { id: 'localhost' }, user: { id: 'x' } })
  await expect(signIn(stranger)).rejects.toThrow('passkey-refused')
  expect(await store.read.$count(sessions, isNull(sessions.endedAt))).toBe(1)
})

test('a challenge takes one answer, within five minutes, from its browser and for its purpose', async () => {
  const actor = await enter()
  const device = await enrol(actor)
  const { id, options } = await askToSignIn(store)
  const other = await askToSignIn(store)
  const show = (challengeId: string, answer = device.get(options)) =>
    signInWithPasskey(store, challengeId, answer, visitor)
  await expect(show(other.id)).rejects.toThrow('passkey-late')
  await expect(show('nothing')).rejects.toThrow('passkey-late')
  await expect(show(id, device.get(options, { challenge: 'AAAA' }))).rejects.toThrow('passkey-late')
  const toConfirm = await askToShow(store, actor)
  await expect(show(id, device.get(toConfirm))).rejects.toThrow('passkey-late')
  const answer = device.get(options)
  await show(id, answer)
  await expect(show(id, answer)).rejects.toThrow('passkey-late')
  moveClock(passkeyChallengeLife)
  await expect(show(other.id, device.get(other.options))).rejects.toThrow('passkey-late')
})

test('signing in refunds its own question, in the network that counted it', async () => {
  const device = await enrol(await enter())
  const counted = async (network: string) => {
    const key = limitKey('passkey-network', network)
    return (await store.read.select().from(limits).where(eq(limits.key, key)))[0]?.points
  }
  const { id, options } = await runAs('192.0.2.7', () => askToSignIn(store))
  await runAs('203.0.113.9', () => askToSignIn(store))
  await runAs('203.0.113.9', () => signInWithPasskey(store, id, device.get(options), visitor))
  expect([await counted('192.0.2.7'), await counted('203.0.113.9')]).toEqual([0, 1])
})

test('a refused answer uses its challenge up', async () => {
  const device = await enrol(await enter())
  const { id, options } = await askToSignIn(store)
  const show = (odd: Odd) => signInWithPasskey(store, id, device.get(options, odd), visitor)
  await expect(show({ forged: true })).rejects.toThrow('passkey-refused')
  await expect(show({})).rejects.toThrow('passkey-late')
})

test('refuses a passkey whose counter does not increase, as a copy', async () => {
  const key = await enrol(await enter(), new SoftAuthenticator({ counts: true }), 'Security key')
  await signIn(key)
  const [{ counter } = { counter: 0 }] = await store.read.select().from(passkeys)
  expect(counter).toBe(2)
  for (const counter of [2, 1, 0]) {
    await expect(signIn(key, { counter })).rejects.toThrow('passkey-refused')
    expect((await audited()).at(-1)?.after).toEqual({ passkey: 'Security key', refusal: 'counter' })
  }
  await signIn(key, { counter: 9 })
})

test('a passkey removed during sign-in is unknown, and nothing is written', async () => {
  const actor = await enter()
  const device = await enrol(actor)
  const { id, options } = await askToSignIn(store)
  const before = await audited()
  const lines = recordLog()
  let calls = 0
  const removing: Store = {
    ...store,
    // The first transaction uses the challenge up, the second starts the session.
    transact: async (work, given) => {
      if (++calls === 2) await store.transact((tx) => tx.delete(passkeys))
      return store.transact(work, given)
    },
  }
  await expect(signInWithPasskey(removing, id, device.get(options), visitor)).rejects.toThrow(
    'passkey-refused',
  )
  expect(await audited()).toEqual(before)
  expect(lines.filter((line) => line.includes('"passkey-refused"'))).toEqual([
    expect.stringContaining('"reason":"unknown"'),
  ])
  expect(await store.read.$count(sessions, isNull(sessions.endedAt))).toBe(1)
})

test('one response sent twice at once signs in once', async () => {
  const key = await enrol(await enter(), new SoftAuthenticator({ counts: true }))
  const asked = [await askToSignIn(store), await askToSignIn(store)]
  const done = await Promise.allSettled(
    asked.map(({ id, options }) => signInWithPasskey(store, id, key.get(options, { counter: 7 }), visitor)),
  )
  expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a signed-in person uses their passkey, and a new session replaces the old', async () => {
  const actor = await enter()
  const device = await enrol(actor)
  const mailed = await enter(actor.user.id)
  expect(mailed.passkey).toBeNull()
  const options = await askToShow(store, mailed)
  expect(options.allowCredentials).toMatchObject([{ id: device.credentials[0]?.id }])
  const shown = await actorIn(store, await confirmWithPasskey(store, mailed, device.get(options), visitor))
  expect(shown.passkey).not.toBeNull()
  expect(await findActor(store.read, mailed.sessionId, now())).toBeNull()

  const other = await enter()
  const theirs = await enrol(other)
  const again = await askToShow(store, other)
  await expect(confirmWithPasskey(store, other, device.get(again), visitor)).rejects.toThrow(
    'passkey-refused',
  )
  expect((await audited()).at(-1)).toMatchObject({
    actorId: other.user.id,
    after: { refusal: 'other-person' },
  })
  const elsewhere = await askToShow(store, other)
  const stolen = await enter(other.user.id)
  await expect(confirmWithPasskey(store, stolen, theirs.get(elsewhere), visitor)).rejects.toThrow(
    'passkey-late',
  )
})

test.each<[string, Odd]>([
  ['from another address', { origin: 'https://evil.example' }],
  ['for another site', { rpId: 'evil.example' }],
  ['in a frame of another site', { framed: true }],
  ['that did not check its person', { unverified: true }],
  ['by an answer that uses one', { type: 'webauthn.get' }],
])('enrols no passkey %s', async (_, odd) => {
  const actor = await enter()
  await expect(enrol(actor, new SoftAuthenticator(), 'Laptop', odd)).rejects.toThrow('passkey-refused')
  expect(await store.read.$count(passkeys)).toBe(0)
})

test('enrols a passkey once, for the person and session that asked, and in time', async () => {
  const actor = await enter()
  const device = new SoftAuthenticator()
  const options = await askForPasskey(store, actor, 'Actions Desk')
  const answer = device.create(options)
  const put = (who: Actor) => enrolPasskey(store, who, answer, 'Laptop', visitor)
  await expect(put(await enter())).rejects.toThrow('passkey-late')
  await expect(put(await enter(actor.user.id))).rejects.toThrow('passkey-late')
  const toShow = device.create({ ...options, ...(await askToShow(store, actor)) })
  await expect(enrolPasskey(store, actor, toShow, 'Laptop', visitor)).rejects.toThrow('passkey-late')
  const fresh = await actorIn(store, await put(actor))
  await expect(put(actor)).rejects.toThrow('passkey-late')
  const late = await askForPasskey(store, fresh, 'Actions Desk')
  moveClock(passkeyChallengeLife)
  await expect(enrolPasskey(store, fresh, device.create(late), 'Late', visitor)).rejects.toThrow(
    'passkey-late',
  )
  moveClock(0)
  expect(await store.read.$count(passkeys)).toBe(1)
})

test("does not enrol one person's passkey for another", async () => {
  const device = await enrol(await enter())
  const other = await enter()
  const options = await askForPasskey(store, other, 'Actions Desk')
  const answer = device.create(options)
  const [{ credentialId } = { credentialId: '' }] = await store.read.select().from(passkeys)
  await store.transact((tx) => tx.update(passkeys).set({ credentialId: answer.id }))
  expect(credentialId).not.toBe(answer.id)
  await expect(enrolPasskey(store, other, answer, 'Theirs', visitor)).rejects.toThrow('passkey-known')
})

test('a session by mail undoes no passkey: neither a new one nor an old one adds or removes until its person shows one', async () => {
  const actor = await enter()
  const device = await enrol(actor)
  const [{ id } = { id: '' }] = await store.read.select().from(passkeys)
  const refuses = async (who: Actor) => {
    await expect(askForPasskey(store, who, 'Actions Desk')).rejects.toThrow('passkey-proof')
    await expect(removePasskey(store, who, id, 'en')).rejects.toThrow('passkey-proof')
  }
  const mailed = await enter(actor.user.id)
  await refuses(mailed)
  const options = await askToShow(store, mailed)
  const shown = await actorIn(store, await confirmWithPasskey(store, mailed, device.get(options), visitor))
  await enrol(shown, new SoftAuthenticator(), 'Phone')

  moveClock(proofLife + 1000)
  await refuses(shown)
  await renamePasskey(store, shown, id, 'Old laptop')
  const fresh = await signIn(device)
  await removePasskey(store, fresh, id, 'en')
  expect((await store.read.select().from(passkeys)).map(({ name }) => name)).toEqual(['Phone'])
  // The removed one proves nothing any more.
  await expect(askForPasskey(store, fresh, 'Actions Desk')).rejects.toThrow('passkey-proof')
})

test('a passkey added while another waits for its answer is asked for too', async () => {
  const mailed = await enter()
  const asked = await askForPasskey(store, mailed, 'Actions Desk')
  await enrol(await enter(mailed.user.id))
  const late = enrolPasskey(store, mailed, new SoftAuthenticator().create(asked), 'Eve', visitor)
  await expect(late).rejects.toThrow('passkey-proof')
})

test('a passkey is bound to the host where it was made or used last; one of another host is not asked for', async () => {
  const actor = await enter()
  const device = await enrol(actor)
  const hosts = async () => (await store.read.select().from(passkeys)).map(({ host }) => host)
  expect(await hosts()).toEqual(['localhost'])
  const moved = (host: string | null) => store.transact((tx) => tx.update(passkeys).set({ host }))
  await moved('old.example.com')
  const { missing } = await readProof(store.read, await enter(actor.user.id), { demand: 'required' })
  expect(missing).toBeNull()
  await moved(null)
  const mailed = await enter(actor.user.id)
  expect((await readProof(store.read, mailed, { demand: 'required' })).missing).toBe('passkey')
  expect((await readProof(store.read, mailed, { demand: 'optional' })).missing).toBeNull()
  await signIn(device)
  expect(await hosts()).toEqual(['localhost'])
  expect((await readProof(store.read, mailed, { demand: 'optional' })).missing).toBe('passkey')
})

test('people rename and remove only their own passkeys, and a removed one no longer signs in', async () => {
  const actor = await enter()
  const device = await enrol(actor)
  const [{ id } = { id: '' }] = await store.read.select().from(passkeys)
  const other = await enter()
  await expect(renamePasskey(store, other, id, 'Mine')).rejects.toThrow('not-found')
  await expect(removePasskey(store, other, id, 'en')).rejects.toThrow('not-found')
  await renamePasskey(store, actor, id, 'Desk')
  await removePasskey(store, actor, id, 'it')
  expect((await actorIn(store, actor.sessionId)).passkey).toBeNull()
  await expect(signIn(device)).rejects.toThrow('passkey-refused')
  expect((await audited()).slice(3)).toMatchObject([
    { action: 'passkey.renamed', before: { passkey: 'Laptop' }, after: { passkey: 'Desk' } },
    { action: 'passkey.removed', before: { passkey: 'Desk' } },
  ])
  const mails = await store.read.select().from(outbox).where(eq(outbox.template, 'passkey-removed'))
  expect(mails).toMatchObject([{ recipient: actor.user.email, locale: 'it' }])
})
