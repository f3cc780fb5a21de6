import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { invitations, memberships, sessions, users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { findInvitationByToken, listInvitationsFor } from '#/lib/accounts/invitations/queries.ts'
import { staffTest } from '#/lib/admin/settings/test-mail.ts'
import { changeRole } from '#/lib/changes/members/commands.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { readProof } from '#/lib/identity/passkeys/proof.ts'
import { pressLink } from '#/lib/platform/limits/guesses.ts'
import { limits } from '#/lib/platform/limits/table.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { buildInvitation, buildMember, buildStaff, buildUser } from '#/seed/people.ts'
import { actorIn, actorOf, signedIn } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { type Acceptance, acceptInvitation, acceptOwnInvitation } from './accept-commands.ts'

const store = perTest(openTestStore)
/** An account with two owners; the second has invited `luca@b.example`, who has no user yet. */
const setting = perTest(async () => {
  const people = await scenario(store, {
    account: { slug: 'clinica', people: { owner: 'owner', inviter: 'owner' } },
  })
  const by = { accountId: people.account.id, invitedBy: people.inviter.id }
  const invited = { email: 'Luca@b.example', role: 'editor', locale: 'it' } as const
  return { ...people, ...(await store.transact((tx) => buildInvitation(tx, { ...by, ...invited }))) }
})

const acceptance: Acceptance = { name: 'Luca Neri', locale: 'en', timeZone: 'Europe/Rome' }
const visitor = { userAgent: 'Browser', locale: 'en' } as const
const accept = (actor: ReturnType<typeof actorOf> | null = null, given: Partial<Acceptance> = {}) =>
  acceptInvitation(store, setting.token, { ...acceptance, ...given }, { actor, visitor })
const membersNow = () =>
  store.read.select().from(memberships).where(eq(memberships.accountId, setting.account.id))
const findUser = async (emailKey: string) =>
  (await store.read.select().from(users).where(eq(users.emailKey, emailKey)))[0]

describe('accepting by link', () => {
  test('creates the person, their membership and their session', async () => {
    const { slug, sessionId } = await accept()
    expect(slug).toBe('clinica')
    const user = await findUser('luca@b.example')
    expect(user).toMatchObject({ email: 'Luca@b.example', ...acceptance })
    expect(await membersNow()).toContainEqual(expect.objectContaining({ userId: user?.id, role: 'editor' }))
    expect(await store.read.select().from(sessions)).toMatchObject([
      { id: sessionId, userId: user?.id, method: 'invitation', userAgent: 'Browser' },
    ])
    const accepted = eq(auditEntries.action, 'invitation.accepted')
    const audit = await store.read.select().from(auditEntries).where(accepted)
    expect(audit).toMatchObject([{ actorId: user?.id, subjectId: setting.invitation.id }])
  })

  test('creates the person with the address that was mailed', async () => {
    const { token } = await store.transact(async (tx) => {
      const mailId = await queueMail(tx, staffTest, {
        to: 'luca@b.example',
        locale: 'it',
        data: { sentBy: '', link: '' },
      })
      const by = { accountId: setting.account.id, invitedBy: setting.inviter.id }
      return buildInvitation(tx, { ...by, email: 'LUCA@b.example', role: 'editor', locale: 'it', mailId })
    })
    await acceptInvitation(store, token, acceptance, { actor: null, visitor })
    expect(await findUser('luca@b.example')).toMatchObject({ email: 'luca@b.example' })
  })

  test('requires sign-in when the address was mailed with another spelling', async () => {
    const { id } = await store.transact((tx) => buildUser(tx, { email: 'LUCA@b.example' }))
    await expect(accept()).rejects.toThrow('invitation-sign-in')
    expect(await store.read.$count(sessions)).toBe(0)
    expect((await accept(await signedIn(store, id))).slug).toBe('clinica')
  })

  test('gives staff members no staff rights until they sign in themselves', async () => {
    const { id } = await store.transact((tx) => buildStaff(tx, { email: 'Luca@b.example', role: 'admin' }))
    const { sessionId } = await accept()
    const actor = await actorIn(store, sessionId ?? '')
    expect(actor).toMatchObject({ user: { id }, staffRole: 'admin', method: 'invitation' })
    expect(() => grantStaff(actor, 'support', 'optional')).toThrow('staff-sign-in')
    const forged = grantStaff({ ...actor, method: 'code' }, 'support', 'optional')
    const stale = { ...forged, actor } as typeof forged
    await expect(reauthoriseStaff(store.read, stale, 'support', 'optional')).rejects.toThrow('staff-sign-in')
    expect(grantStaff(await signedIn(store, id), 'support', 'optional').staffRole).toBe('admin')
  })

  test('lets staff members add no passkey and change no address until they sign in themselves', async () => {
    const { id } = await store.transact((tx) => buildStaff(tx, { email: 'Luca@b.example', role: 'admin' }))
    const byLink = await actorIn(store, (await accept()).sessionId ?? '')
    const missing = async (actor: typeof byLink, demand: 'optional' | 'required') =>
      (await readProof(store.read, actor, { demand })).missing
    expect(await missing(byLink, 'optional')).toBe('sign-in')
    expect(await missing(await signedIn(store, id), 'optional')).toBeNull()
    // Where staff must have a passkey, the link of their invitation leads to their first.
    expect(await missing(byLink, 'required')).toBeNull()
  })

  test('works once when pressed several times at the same time', async () => {
    const results = await Promise.allSettled([accept(), accept(), accept()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'invitation-ended' })
    expect(await membersNow()).toHaveLength(3)
  })

  test('keeps a time zone that the person has chosen', async () => {
    await store.transact((tx) => buildUser(tx, { email: 'Luca@b.example', timeZone: 'UTC', name: 'L.' }))
    await accept()
    expect(await findUser('luca@b.example')).toMatchObject({ timeZone: 'UTC', name: 'Luca Neri' })
  })

  test('gives a new person who chose no language the invitation’s', async () => {
    await accept(null, { locale: null })
    expect(await findUser('luca@b.example')).toMatchObject({ locale: 'it' })
  })

  test('keeps the language of a known person who chose none', async () => {
    await store.transact((tx) => buildUser(tx, { email: 'Luca@b.example', locale: 'en' }))
    await accept(null, { locale: null })
    expect(await findUser('luca@b.example')).toMatchObject({ locale: 'en' })
  })

  test('keeps the session of an invited person who is signed in', async () => {
    const user = await store.transact((tx) => buildUser(tx, { email: 'Luca@b.example' }))
    expect(await accept(actorOf(user))).toEqual({ slug: 'clinica', sessionId: null })
    expect(await store.read.select().from(sessions)).toEqual([])
  })

  test('refuses a person signed in with another address', async () => {
    await expect(accept(actorOf(setting.owner))).rejects.toThrow('invitation-other-address')
    expect(await store.read.select().from(invitations)).toEqual([setting.invitation])
  })

  test.each([
    ['is revoked', { revokedAt: 1 }],
    ['is replaced', { replacedAt: 1 }],
    ['has expired', { expiresAt: 1 }],
    ['was used', { acceptedAt: 1 }],
  ])('is refused once the invitation %s', async (_, given) => {
    await store.transact((tx) => tx.update(invitations).set(given))
    await expect(accept()).rejects.toThrow('invitation-ended')
    expect([await findUser('luca@b.example'), await membersNow()]).toMatchObject([undefined, [{}, {}]])
  })

  test('refuses a person who is a member already', async () => {
    await store.transact((tx) =>
      buildMember(tx, { accountId: setting.account.id, email: 'Luca@b.example', role: 'viewer' }),
    )
    await expect(accept()).rejects.toThrow('already-joined')
    expect((await membersNow()).map(({ role }) => role).sort()).toEqual(['owner', 'owner', 'viewer'])
  })
})

test('an invitation ends with its inviter’s right, and stays revoked when the right returns', async () => {
  const { owner, inviter } = setting
  const stateNow = async () => (await findInvitationByToken(store.read, setting.token, now()))?.state
  const asOwner = (user: typeof owner) =>
    grantAccount(store.read, actorOf(user), { slug: 'clinica' }, 'owner')
  await changeRole(store, await asOwner(inviter), { userId: owner.id, role: 'editor' })
  expect(await stateNow()).toBe('open')
  await changeRole(store, await asOwner(inviter), { userId: owner.id, role: 'owner' })
  await changeRole(store, await asOwner(owner), { userId: inviter.id, role: 'editor' })
  expect(await stateNow()).toBe('inviter-gone')
  await expect(accept()).rejects.toThrow('invitation-ended')
  await changeRole(store, await asOwner(owner), { userId: inviter.id, role: 'owner' })
  expect(await stateNow()).toBe('revoked')
})

test('limits guessed invitations; a real one is still accepted', async () => {
  const guess = (n: number) =>
    pressLink(acceptInvitation(store, `guess ${n}`, acceptance, { actor: null, visitor }))
  await runAs('203.0.113.98', async () => {
    const { most } = limits['wrong-links']
    for (let n = 0; n < most; n++) await expect(guess(n)).rejects.toThrow('invitation-ended')
    await expect(guess(most)).rejects.toMatchObject({ code: 'too-many' })
    expect(await pressLink(accept())).toMatchObject({ slug: 'clinica' })
  })
})

describe('accepting after signing in', () => {
  const invitedUser = () => store.transact((tx) => buildUser(tx, { email: 'Luca@b.example', name: '' }))

  test('lists open invitations to the address, and joins', async () => {
    const user = await invitedUser()
    const [found] = await listInvitationsFor(store.read, user, now())
    expect(found).toMatchObject({ account: { slug: 'clinica' }, invitation: { role: 'editor' } })
    await acceptOwnInvitation(store, actorOf(user), setting.invitation.id, acceptance)
    expect(await findUser('luca@b.example')).toMatchObject({ name: 'Luca Neri', locale: 'en' })
    expect(await membersNow()).toHaveLength(3)
    expect(await listInvitationsFor(store.read, user, now())).toEqual([])
  })

  test('is refused after the person’s address has changed', async () => {
    const user = await invitedUser()
    const elsewhere = { emailKey: 'x@y.example' }
    await store.transact(async (tx) => tx.update(users).set(elsewhere).where(eq(users.id, user.id)))
    const accepting = acceptOwnInvitation(store, actorOf(user), setting.invitation.id, acceptance)
    await expect(accepting).rejects.toThrow('invitation-ended')
  })
})
