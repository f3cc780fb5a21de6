import { describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { invitations, sessions, staff } from '#/db/schema/people.ts'
import { findEntrant } from '#/lib/accounts/invitations/entrant.ts'
import { invitationTtl } from '#/lib/accounts/invitations/policy.ts'
import {
  findInvitationByToken,
  listInvitationsFor,
  listOpenStaffInvitations,
} from '#/lib/accounts/invitations/queries.ts'
import { removeStaffRole } from '#/lib/changes/effects/staff-role.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { buildUser } from '#/seed/people.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { acceptInvitation, acceptOwnInvitation } from './accept-commands.ts'
import { inviteStaff, resendStaffInvitation, revokeStaffInvitation } from './staff-commands.ts'

const store = perTest(openTestStore)
const setting = perTest(() => scenario(store, {}, { ada: 'admin', grace: 'support' }))

const zoe = { email: 'Zoe@desk.example', role: 'support', locale: 'it' } as const
const acceptance = { name: 'Zoe Neri', locale: 'it', timeZone: 'Europe/Rome' } as const
const visitor = { userAgent: 'Browser', locale: 'en' } as const
const admin = () => staffGrant(setting.ada, 'admin')
const roles = async () =>
  Object.fromEntries((await listStaff(store.read)).map(({ email, role }) => [email, role]))
const open = () => listOpenStaffInvitations(store.read, admin(), now())
const accept = (token: string) => acceptInvitation(store, token, acceptance, { actor: null, visitor })

async function firstOpen() {
  const [first] = await open()
  return first?.invitation.id ?? ''
}

async function mailedTokens(): Promise<string[]> {
  const mails = await store.read.select().from(outbox)
  return mails.map(({ data }) => String(openSecrets(data).link).split('/').at(-1) ?? '')
}

async function invitedToken(given: Partial<Parameters<typeof inviteStaff>[2]> = {}): Promise<string> {
  await inviteStaff(store, admin(), { ...zoe, ...given })
  return (await mailedTokens()).at(-1) ?? ''
}

describe('inviting staff', () => {
  test('mails the person in their language, and gives no role yet', async () => {
    await inviteStaff(store, admin(), zoe)
    expect(await store.read.select().from(outbox)).toMatchObject([{ locale: 'it', accountId: null }])
    const [found] = await open()
    const facts = { role: 'support', account: null, inviterName: 'Ada', delivery: 'waiting' }
    expect(found).toMatchObject(facts)
    expect(found?.invitation.expiresAt).toBeGreaterThanOrEqual(now() + invitationTtl - minute)
    expect(await roles()).toEqual({ 'ada@desk.example': 'admin', 'grace@desk.example': 'support' })
  })

  test('uses the language that a known person chose', async () => {
    await store.transact((tx) => buildUser(tx, { email: zoe.email, locale: 'en' }))
    await inviteStaff(store, admin(), zoe)
    expect(await store.read.select().from(outbox)).toMatchObject([{ locale: 'en' }])
  })

  test('replaces the open invitation of the same address', async () => {
    const old = await invitedToken()
    await invitedToken({ role: 'admin' })
    expect((await open()).map(({ role }) => role)).toEqual(['admin'])
    expect((await findInvitationByToken(store.read, old, now()))?.state).toBe('replaced')
  })

  test('refuses an address that is staff already', async () => {
    const inviting = inviteStaff(store, admin(), { ...zoe, email: setting.grace.email })
    await expect(inviting).rejects.toMatchObject({ code: 'already-staff', field: 'email' })
    expect(await store.read.$count(outbox)).toBe(0)
  })
})

describe('an open invitation to the staff', () => {
  test('is sent again with a new link, and the old link ends', async () => {
    const old = await invitedToken()
    await resendStaffInvitation(store, admin(), await firstOpen())
    const [, fresh = ''] = await mailedTokens()
    await expect(accept(old)).rejects.toThrow('invitation-ended')
    await accept(fresh)
    expect(await roles()).toMatchObject({ 'Zoe@desk.example': 'support' })
  })

  test('is revoked, once', async () => {
    const token = await invitedToken()
    const id = await firstOpen()
    await revokeStaffInvitation(store, admin(), id)
    for (const again of [revokeStaffInvitation, resendStaffInvitation])
      await expect(again(store, admin(), id)).rejects.toThrow('not-found')
    await expect(accept(token)).rejects.toThrow('invitation-ended')
  })

  test('ends when its sender is no longer an admin', async () => {
    const token = await invitedToken()
    await store.transact((tx) => removeStaffRole(tx, setting.ada.id, null))
    expect((await findInvitationByToken(store.read, token, now()))?.state).toBe('inviter-gone')
    await expect(accept(token)).rejects.toThrow('invitation-ended')
  })

  test('ends when it expires', async () => {
    const token = await invitedToken()
    await store.transact((tx) => tx.update(invitations).set({ expiresAt: 1 }))
    await expect(accept(token)).rejects.toThrow('invitation-ended')
    expect(await open()).toEqual([])
  })
})

describe('accepting an invitation to the staff', () => {
  test('makes the person, their role and their session', async () => {
    const { slug, sessionId } = await accept(await invitedToken({ role: 'admin' }))
    expect(slug).toBeNull()
    const zoeNow = (await listStaff(store.read)).find(({ email }) => email === zoe.email)
    const chosen = { name: 'Zoe Neri', locale: 'it', timeZone: 'Europe/Rome' }
    expect(zoeNow).toMatchObject({ role: 'admin', ...chosen })
    expect(await store.read.select().from(sessions)).toMatchObject([{ id: sessionId, method: 'invitation' }])
  })

  test('works after signing in with the invited address', async () => {
    await invitedToken()
    expect(await findEntrant(store.read, 'zoe@desk.example', now())).toEqual({ user: null, email: zoe.email })
    const user = await store.transact((tx) => buildUser(tx, { email: zoe.email }))
    const [own] = await listInvitationsFor(store.read, user, now())
    await acceptOwnInvitation(store, actorOf(user), own?.invitation.id ?? '', acceptance)
    expect(await roles()).toMatchObject({ 'Zoe@desk.example': 'support' })
  })

  test('is refused to a person who is staff by now, and keeps their role', async () => {
    const token = await invitedToken({ role: 'admin' })
    await store.transact(async (tx) => {
      const user = await buildUser(tx, { email: zoe.email })
      await tx.insert(staff).values({ userId: user.id, role: 'support', createdAt: 1 })
    })
    await expect(accept(token)).rejects.toThrow('already-staff')
    expect(await roles()).toMatchObject({ 'Zoe@desk.example': 'support' })
  })
})
