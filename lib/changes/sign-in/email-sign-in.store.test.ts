import { desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { challenges, type invitations, sessions, users } from '#/db/schema/people.ts'
import { auditEntries, limits as counts } from '#/db/schema/record.ts'
import type { Visitor } from '#/lib/identity/sessions/commands.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildMark } from '#/seed/notices.ts'
import { buildInvitation, buildMember, buildSession, buildUser } from '#/seed/people.ts'
import { intercepting } from '#/tests/failing.ts'
import { known } from '#/tests/known.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { findChallengeAddress } from './challenges.ts'
import { findLinkAddress, redeemCode, redeemLink, requestSignIn } from './email-sign-in.ts'

const chiara = 'chiara@known.example'
const visitor: Visitor = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  locale: 'it',
}

const store = perTest(openTestStore)
const user = perTest(() => store.transact((tx) => buildUser(tx, { email: chiara })))

/** Asks for a code and returns what the mail holds. */
async function ask(email = chiara, next: string | null = null, asking = visitor) {
  const id = await requestSignIn(store, email, asking, next)
  const mail = known((await store.read.select().from(outbox).orderBy(desc(outbox.id)))[0])
  const { code, link } = z.object({ code: z.string(), link: z.string() }).parse(openSecrets(mail.data))
  return { id, code, link, token: new URL(link).pathname.split('/').at(-1) ?? '', mail }
}

const anotherCode = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, '0')

async function invite(email: string, given: Partial<typeof invitations.$inferInsert> = {}) {
  await store.transact(async (tx) => {
    const account = await buildAccount(tx)
    const { user } = await buildMember(tx, { accountId: account.id })
    await buildInvitation(tx, { accountId: account.id, invitedBy: user.id, email, ...given })
  })
}

async function expectEnded({ id, code, token }: { id: string; code: string; token: string }) {
  await expect(redeemCode(store, id, code, visitor)).rejects.toThrow('challenge-ended')
  await expect(redeemLink(store, token, visitor)).rejects.toThrow('challenge-ended')
  expect(await findLinkAddress(store.read, token)).toBeNull()
}

const countSessions = () => store.read.$count(sessions)

/** A store that records the kind of each statement. */
const noting = (statements: PropertyKey[]) =>
  intercepting(store, (_, method) => {
    if (['select', '$count', 'insert', 'update', 'delete'].includes(String(method))) statements.push(method)
  })

describe('asking for a code', () => {
  test('mails a code and a link in the person’s language, and stores only their hashes', async () => {
    await store.transact((tx) => tx.update(users).set({ locale: 'en' }).where(eq(users.id, user.id)))
    const { id, code, token, mail } = await ask()
    const data = { minutes: 10, browser: 'Firefox on Linux' }
    expect(mail).toMatchObject({ recipient: chiara, status: 'queued', locale: 'en', data })
    expect(code).toMatch(/^\d{8}$/)
    const [challenge] = await store.read.select().from(challenges)
    const facts = { id, purpose: 'sign-in', emailKey: chiara, userId: user.id, wrongCodes: 0 }
    expect(challenge).toMatchObject(facts)
    expect(JSON.stringify(challenge)).not.toContain(code)
    expect(JSON.stringify(challenge)).not.toContain(token)
    expect((challenge?.expiresAt ?? 0) - (challenge?.createdAt ?? 0)).toBe(10 * minute)
  })

  test('mails the stored address, whatever case was typed', async () => {
    await invite('New@known.example')
    const { id, mail } = await ask('CHIARA@known.example')
    expect(mail).toMatchObject({ status: 'queued', recipient: chiara })
    expect(await findChallengeAddress(store.read, id, 'sign-in')).toBe('CHIARA@known.example')
    expect((await ask('new@KNOWN.example')).mail).toMatchObject({ recipient: 'New@known.example' })
  })

  test('withholds the mail to an unknown address; an invited person gets it in the page’s language', async () => {
    expect((await ask('nobody@elsewhere.example')).mail).toMatchObject({ status: 'withheld', recipient: '' })
    await invite('new@known.example')
    expect((await ask('New@known.example')).mail).toMatchObject({ status: 'queued', locale: 'it' })
  })

  test.each([
    ['accepted', { acceptedAt: 1 }],
    ['revoked', { revokedAt: 1 }],
    ['replaced', { replacedAt: 1 }],
    ['expired', { expiresAt: 1 }],
  ])('does not let in a person whose invitation is %s', async (_, ended) => {
    await invite('late@known.example', ended)
    const { mail, id, code } = await ask('late@known.example')
    expect(mail?.status).toBe('withheld')
    await expect(redeemCode(store, id, code, visitor)).rejects.toThrow('challenge-ended')
    expect(await store.read.$count(users, eq(users.emailKey, 'late@known.example'))).toBe(0)
  })

  test('runs the same statements for known, unknown and invited addresses', async () => {
    await invite('new@known.example')
    const made: PropertyKey[][] = []
    for (const email of [chiara, 'nobody@elsewhere.example', 'new@known.example']) {
      const statements: PropertyKey[] = []
      await requestSignIn(noting(statements), email, visitor)
      made.push(statements)
    }
    expect(made[0]).toContain('select')
    expect(made).toEqual([made[0], made[0], made[0]])
  })

  test('an attacker on one network does not block a person on another', async () => {
    await runAs('203.0.113.9', async () => {
      for (let times = 0; times < 5; times++) await ask()
      await expect(ask()).rejects.toMatchObject({ code: 'too-many' })
    })
    await runAs('192.0.2.7', () => ask())
  })

  test('attackers on many networks cannot fill a mailbox, nor lock out a known browser', async () => {
    const { id, code } = await runAs('192.0.2.7', () => ask())
    const { browser } = await runAs('192.0.2.7', () => redeemCode(store, id, code, visitor))
    for (let times = 0; times < 20; times++) await runAs(`203.0.113.${times}`, () => ask())
    const strange = runAs('203.0.113.99', () => ask())
    await expect(strange).rejects.toMatchObject({ code: 'too-many', params: { minutes: 60 } })
    const own = { ...visitor, browser }
    for (let times = 0; times < 5; times++) await requestSignIn(store, chiara, own)
    await expect(requestSignIn(store, chiara, own)).rejects.toMatchObject({ code: 'too-many' })
    // It proves nothing about another address.
    await runAs('203.0.113.5', async () => {
      for (let times = 0; times < 5; times++) await requestSignIn(store, 'another@known.example', own)
      const sixth = requestSignIn(store, 'another@known.example', own)
      await expect(sixth).rejects.toMatchObject({ code: 'too-many' })
    })
  })

  test('signing in refunds only its own request', async () => {
    const points = async () =>
      (await store.read.select().from(counts))
        .map(({ key, points }) => `${key.split(' ')[0]} ${points}`)
        .sort()
    const first = await ask()
    const { browser } = await redeemCode(store, first.id, first.code, visitor)
    // Strangers and this network have asked for this and other addresses.
    await runAs('203.0.113.9', () => ask())
    const before = await points()
    const { token } = await ask(chiara, null, { ...visitor, browser })
    // An unknown browser opens it.
    await runAs('203.0.113.9', () => redeemLink(store, token, visitor))
    expect(await points()).toEqual([...before, 'sign-in-known-browser 0'].sort())
  })

  test('puts the next page into the link', async () => {
    const { link } = await ask(chiara, '/accounts/a?env=sandbox')
    expect(new URL(link).searchParams.get('next')).toBe('/accounts/a?env=sandbox')
  })
})

describe('the code', () => {
  test('signs in once', async () => {
    const { id, code } = await ask()
    const { sessionId } = await redeemCode(store, id, ` ${code.slice(0, 4)} ${code.slice(4)}`, visitor)
    const [session] = await store.read.select().from(sessions)
    const facts = { id: sessionId, userId: user.id, userAgent: visitor.userAgent }
    expect(session).toMatchObject({ ...facts, method: 'code', endedAt: null })
    await expect(redeemCode(store, id, code, visitor)).rejects.toThrow('challenge-ended')
    expect(await countSessions()).toBe(1)
    const [audit] = await store.read.select().from(auditEntries)
    expect(audit).toMatchObject({ action: 'session.started', actorId: user.id, subjectId: sessionId })
  })

  test('is refused after many wrong codes from its network, except in a known browser', async () => {
    const first = await ask()
    const { browser } = await redeemCode(store, first.id, first.code, visitor)
    const { id, code } = await ask()
    await runAs('203.0.113.9', async () => {
      await store.transact((tx) => consumeLimit(tx, 'sign-in-codes', '203.0.113.9', 100))
      await expect(redeemCode(store, id, code, visitor)).rejects.toMatchObject({ code: 'too-many' })
      await redeemCode(store, id, code, { ...visitor, browser })
    })
    const again = await ask()
    await redeemCode(store, again.id, again.code, visitor)
  })

  test('is rejected for another challenge, and without one', async () => {
    const first = await ask()
    const second = await ask()
    const crossed = first.code === second.code ? anotherCode(first.code) : first.code
    await expect(redeemCode(store, second.id, crossed, visitor)).rejects.toThrow('wrong-code')
    await expect(redeemCode(store, 'nothing', first.code, visitor)).rejects.toThrow('challenge-ended')
  })

  test('does not let in a former user', async () => {
    await invite('new@known.example')
    const { id, code } = await ask('new@known.example')
    moveClock(7 * 24 * 60 * minute)
    await store.transact((tx) => tx.update(challenges).set({ expiresAt: now() + minute }))
    await expect(redeemCode(store, id, code, visitor)).rejects.toThrow('challenge-ended')
    expect(await countSessions()).toBe(0)
  })

  test('creates an invited person’s user with the page’s language, and the browser’s zone unless they chose one', async () => {
    await invite('New@known.example')
    const { id, code } = await ask('new@known.example')
    const { sessionId } = await redeemCode(store, id, code, { ...visitor, timeZone: 'Europe/Rome' })
    const made = async () =>
      (await store.read.select().from(users).where(eq(users.emailKey, 'new@known.example')))[0]
    const first = await made()
    const facts = { email: 'New@known.example', locale: 'it', timeZone: 'Europe/Rome', name: '' }
    expect(first).toMatchObject(facts)
    expect(await store.read.select().from(sessions)).toMatchObject([{ id: sessionId, userId: first?.id }])
    const again = await ask('new@known.example')
    await redeemCode(store, again.id, again.code, { ...visitor, timeZone: 'Asia/Tokyo' })
    expect((await made())?.timeZone).toBe('Europe/Rome')
  })

  test('ends only the browser’s previous session', async () => {
    const [previous, elsewhere] = await store.transact(async (tx) => {
      const other = await buildUser(tx)
      return [await buildSession(tx, { userId: other.id }), await buildSession(tx, { userId: user.id })]
    })
    const { id, code } = await ask()
    await redeemCode(store, id, code, { ...visitor, sessionId: previous.id })
    const rows = await store.read.select().from(sessions)
    expect(rows.find((row) => row.id === previous.id)?.endedAt).not.toBeNull()
    expect(rows.find((row) => row.id === elsewhere.id)?.endedAt).toBeNull()
  })

  test('starts one session when redeemed twice at once, or together with the link', async () => {
    const { id, code, token } = await ask()
    const outcomes = await Promise.allSettled([
      redeemCode(store, id, code, visitor),
      redeemCode(store, id, code, visitor),
      redeemLink(store, token, visitor),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'challenge-ended' })
    expect(await countSessions()).toBe(1)
  })

  test('expires after five wrong attempts, even of ten at once', async () => {
    const { id, code, token } = await ask()
    const tries = Array.from({ length: 10 }, () => redeemCode(store, id, anotherCode(code), visitor))
    const outcomes = await Promise.allSettled(tries)
    const codes = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)
    expect(codes.filter((code) => code === 'wrong-code')).toHaveLength(4)
    const [challenge] = await store.read.select().from(challenges)
    expect(challenge?.wrongCodes).toBe(5)
    await expectEnded({ id, code, token })
    expect(await countSessions()).toBe(0)
  })

  test('of an address change does not sign in', async () => {
    const asked = await ask()
    await store.transact((tx) => tx.update(challenges).set({ purpose: 'change-address' }))
    await expectEnded(asked)
  })
})

describe('the link', () => {
  test('signs in when its button is pressed; opening it changes nothing', async () => {
    const { id, token } = await ask()
    expect(await findLinkAddress(store.read, token)).toBe(chiara)
    expect(await findLinkAddress(store.read, token)).toBe(chiara)
    expect(await findChallengeAddress(store.read, id, 'sign-in')).toBe(chiara)
    await redeemLink(store, token, visitor)
    expect(await findLinkAddress(store.read, token)).toBeNull()
    expect(await findChallengeAddress(store.read, id, 'sign-in')).toBeNull()
    await expect(redeemLink(store, token, visitor)).rejects.toThrow('challenge-ended')
    const rows = await store.read.select().from(sessions)
    expect(rows.map(({ method }) => method)).toEqual(['link'])
  })

  test('expires with its code after 10 minutes; an unknown link is refused', async () => {
    const asked = await ask()
    moveClock(10 * minute + 1)
    await expectEnded(asked)
    await expectEnded({ ...asked, token: 'x' })
  })

  test('works after many wrong links from its network', async () => {
    const { token } = await ask()
    await runAs('203.0.113.9', async () => {
      await store.transact((tx) => consumeLimit(tx, 'wrong-links', '203.0.113.9', 60))
      await expect(redeemLink(store, 'x', visitor)).rejects.toMatchObject({ code: 'too-many' })
      await redeemLink(store, token, visitor)
    })
  })
})

test('signing in clears the mark of a bouncing address; a wrong code does not', async () => {
  await store.transact((tx) => buildMark(tx, { address: chiara }))
  const { id, code } = await ask('CHIARA@known.example')
  await expect(redeemCode(store, id, anotherCode(code), visitor)).rejects.toThrow('wrong-code')
  expect(await store.read.$count(addressMarks)).toBe(1)
  await redeemCode(store, id, code, visitor)
  expect(await store.read.$count(addressMarks)).toBe(0)
  await store.transact((tx) => buildMark(tx, { address: chiara }))
  await redeemLink(store, (await ask()).token, visitor)
  expect(await store.read.$count(addressMarks)).toBe(0)
})
