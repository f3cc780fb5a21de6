import { beforeEach, describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { invitations, sessions, staff, users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { invitationLife } from '#/lib/accounts/invitations/policy.ts'
import {
  findInvitationByToken,
  listInvitationsFor,
  listOpenStaffInvitations,
} from '#/lib/accounts/invitations/queries.ts'
import { endStaff } from '#/lib/changes/effects/staff-role.ts'
import { findEntrant } from '#/lib/changes/sign-in/entrant.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'
import type { User } from '#/lib/identity/sessions/queries.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { buildUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { failingOn } from '#/tests/failing.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { acceptInvitation, acceptOwnInvitation } from './accept-commands.ts'
import { inviteStaff, resendStaffInvitation, revokeStaffInvitation } from './staff-commands.ts'

let store: Store
let ada: User
let grace: User
beforeEach(async () => {
  store = await openTestStore()
  ;({ ada, grace } = await scenario(store, {}, { ada: 'admin', grace: 'support' }))
})

const zoe = { email: 'Zoe@desk.example', role: 'support', locale: 'it' } as const
const acceptance = { name: 'Zoe Neri', locale: 'it', timeZone: 'Europe/Rome' } as const
const visitor = { userAgent: 'Browser', locale: 'en' } as const
const as = (user: User) => grantStaff(actorOf(user, 'admin'), 'admin')
const roles = async () =>
  Object.fromEntries((await listStaff(store.read)).map(({ email, role }) => [email, role]))
const open = () => listOpenStaffInvitations(store.read, as(ada), now())
const actions = async () => (await store.read.select().from(auditEntries)).map(({ action }) => action)
const accept = (token: string, on = store) =>
  acceptInvitation(on, token, acceptance, { actor: null, visitor })

async function firstOpen() {
  const [first] = await open()
  return first?.invitation.id ?? ''
}

/** The secrets in the links of the mails, oldest first. */
async function mailedTokens(): Promise<string[]> {
  const mails = await store.read.select().from(outbox)
  return mails.map(({ data }) => String(openSecrets(data).link).split('/').at(-1) ?? '')
}

async function invitedToken(given: Partial<Parameters<typeof inviteStaff>[2]> = {}): Promise<string> {
  await inviteStaff(store, as(ada), { ...zoe, ...given })
  return (await mailedTokens()).at(-1) ?? ''
}

describe('inviting staff', () => {
  test('mails the person in their language, and gives no role yet', async () => {
    const before = now()
    await inviteStaff(store, as(ada), zoe)
    expect(await store.read.select().from(outbox)).toMatchObject([
      { template: 'staff-invitation', recipient: 'Zoe@desk.example', locale: 'it', accountId: null },
    ])
    const [found] = await open()
    expect(found).toMatchObject({
      role: 'support',
      account: null,
      inviterName: ada.name,
      delivery: 'waiting',
    })
    expect(found?.invitation.expiresAt).toBeGreaterThanOrEqual(before + invitationLife)
    expect(Object.keys(await roles())).toEqual([ada.email, grace.email])
    expect(await actions()).toEqual(['invitation.sent'])
  })

  test('uses the language that a known person chose', async () => {
    await store.transact((tx) => buildUser(tx, { email: zoe.email, locale: 'en' }))
    await inviteStaff(store, as(ada), zoe)
    expect(await store.read.select().from(outbox)).toMatchObject([{ locale: 'en' }])
  })

  test('replaces the open invitation of the same address', async () => {
    const old = await invitedToken()
    await invitedToken({ role: 'admin' })
    expect((await open()).map(({ role }) => role)).toEqual(['admin'])
    expect((await findInvitationByToken(store.read, old, now()))?.state).toBe('replaced')
  })

  test('refuses an address that is staff already', async () => {
    await expect(inviteStaff(store, as(ada), { ...zoe, email: grace.email })).rejects.toMatchObject({
      code: 'already-staff',
      field: 'email',
    })
    expect(await store.read.$count(outbox)).toBe(0)
  })

  test('writes nothing if the mail cannot be queued', async () => {
    await expect(inviteStaff(failingOn(store, outbox), as(ada), zoe)).rejects.toThrow('disk full')
    expect(await store.read.$count(invitations)).toBe(0)
  })
})

describe('an open invitation to the staff', () => {
  test('is sent again with a new link, and the old link ends', async () => {
    const old = await invitedToken()
    await resendStaffInvitation(store, as(ada), await firstOpen())
    const [, fresh = ''] = await mailedTokens()
    await expect(accept(old)).rejects.toMatchObject({ code: 'invitation-ended' })
    await accept(fresh)
    expect(await roles()).toMatchObject({ 'Zoe@desk.example': 'support' })
  })

  test('is revoked, once', async () => {
    const token = await invitedToken()
    const id = await firstOpen()
    await revokeStaffInvitation(store, as(ada), id)
    for (const again of [revokeStaffInvitation, resendStaffInvitation])
      await expect(again(store, as(ada), id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(accept(token)).rejects.toMatchObject({ code: 'invitation-ended' })
    expect(await actions()).toEqual(['invitation.sent', 'invitation.revoked'])
  })

  test('ends when its sender is no longer an admin', async () => {
    const token = await invitedToken()
    await store.transact((tx) => endStaff(tx, ada.id, null))
    expect((await findInvitationByToken(store.read, token, now()))?.state).toBe('inviter-gone')
    await expect(accept(token)).rejects.toMatchObject({ code: 'invitation-ended' })
  })

  test('ends when it expires', async () => {
    const token = await invitedToken()
    await store.transact((tx) => tx.update(invitations).set({ expiresAt: 1 }))
    await expect(accept(token)).rejects.toMatchObject({ code: 'invitation-ended' })
    expect(await open()).toEqual([])
  })

  test('is not for support or partners to send, send again or revoke', async () => {
    await invitedToken()
    const id = await firstOpen()
    const partner = await store.transact((tx) => buildUser(tx))
    for (const [who, code] of [
      [grace, 'forbidden'],
      [partner, 'not-found'],
    ] as const) {
      for (const act of [
        () => inviteStaff(store, as(who), { ...zoe, email: 'x@desk.example' }),
        () => resendStaffInvitation(store, as(who), id),
        () => revokeStaffInvitation(store, as(who), id),
      ])
        await expect(act()).rejects.toMatchObject({ code })
    }
    expect(await store.read.$count(outbox)).toBe(1)
  })
})

describe('accepting an invitation to the staff', () => {
  test('makes the person, their role and their session', async () => {
    const { slug, sessionId } = await accept(await invitedToken({ role: 'admin' }))
    expect(slug).toBeNull()
    expect(await roles()).toMatchObject({ 'Zoe@desk.example': 'admin' })
    expect(await store.read.select().from(sessions)).toMatchObject([{ id: sessionId, method: 'invitation' }])
    expect(await actions()).toEqual([
      'invitation.sent',
      'invitation.accepted',
      'staff.added',
      'session.started',
    ])
    expect((await listStaff(store.read)).find(({ email }) => email === zoe.email)).toMatchObject({
      name: 'Zoe Neri',
      locale: 'it',
      timeZone: 'Europe/Rome',
    })
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
    await expect(accept(token)).rejects.toMatchObject({ code: 'already-staff' })
    expect(await roles()).toMatchObject({ 'Zoe@desk.example': 'support' })
  })

  test('makes no user if the role cannot be written', async () => {
    const token = await invitedToken()
    const before = await store.read.$count(users)
    await expect(accept(token, failingOn(store, staff))).rejects.toThrow('disk full')
    expect(await store.read.$count(users)).toBe(before)
    expect(await open()).toHaveLength(1)
  })
})
