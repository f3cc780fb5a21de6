import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { invitations, staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { invitationLife } from '#/lib/accounts/invitations/policy.ts'
import { findInvitationByToken, listOpenInvitations } from '#/lib/accounts/invitations/queries.ts'
import { endStaffInvitationsBy } from '#/lib/changes/effects/end-invitations.ts'
import { findEntrant } from '#/lib/changes/sign-in/entrant.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { limits } from '#/lib/platform/limits/table.ts'
import { openSecrets } from '#/lib/platform/mail/secrets.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { hashSecret, newId } from '#/lib/platform/values/ids.ts'
import { buildInvitation, buildStaff } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { inviteFirstOwner, inviteMembers, resendInvitation, revokeInvitation } from './commands.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
})

const arrange = () =>
  scenario(store, {
    account: {
      slug: 'clinica',
      name: 'Clinica',
      people: {
        owner: { role: 'owner', name: 'Giulia Ferri' },
        editor: { role: 'editor', email: 'Ed@clinica.example' },
      },
    },
    other: { slug: 'trattoria', people: { stranger: 'owner' } },
  })

const toOwner = () => grantAccount(store.read, actorOf(setting.owner), { slug: 'clinica' }, 'owner')
const toStranger = () => grantAccount(store.read, actorOf(setting.stranger), { slug: 'trattoria' }, 'owner')
const rows = () => store.read.select().from(invitations)
const mails = () => store.read.select().from(outbox)
const invited = (...emails: string[]) => ({ emails, role: 'viewer', locale: 'it' }) as const

/** The secret of the link in the newest mail to `to`. */
async function mailedToken(to: string): Promise<string> {
  const sent = (await mails()).filter(({ recipient }) => recipient === to)
  return (
    String(openSecrets(sent.at(-1)?.data ?? {}).link)
      .split('/')
      .at(-1) ?? ''
  )
}

describe('inviting', () => {
  test('writes each invitation, its mail in its language, and who did it', async () => {
    const before = now()
    expect(await inviteMembers(store, await toOwner(), invited('a@b.example', 'c@d.example'))).toBe(2)
    const [first, second] = await rows()
    expect(first).toMatchObject({
      accountId: setting.account.id,
      email: 'a@b.example',
      role: 'viewer',
      locale: 'it',
      invitedBy: setting.owner.id,
      byStaff: false,
    })
    expect(second?.email).toBe('c@d.example')
    expect(first?.expiresAt).toBeGreaterThanOrEqual(before + invitationLife)
    const mail = (await mails()).find(({ id }) => id === first?.mailId)
    expect(mail).toMatchObject({ template: 'invitation', recipient: 'a@b.example', locale: 'it' })
    expect(mail?.data).toMatchObject({ accountName: 'Clinica', inviterName: 'Giulia Ferri', role: 'viewer' })
    const entries = await store.read.select().from(auditEntries)
    expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['invitation.sent', setting.owner.id],
      ['invitation.sent', setting.owner.id],
    ])
  })

  test('carries no link that the inviter wrote into their name', async () => {
    const { owner } = setting
    const renamed = grantAccount(
      store.read,
      actorOf({ ...owner, name: 'see win.example/now' }),
      { slug: 'clinica' },
      'owner',
    )
    await inviteMembers(store, await renamed, invited('a@b.example'))
    expect((await mails())[0]?.data).toMatchObject({ inviterName: owner.email })
  })

  test('keeps of the link’s secret its hash alone', async () => {
    await inviteMembers(store, await toOwner(), invited('a@b.example'))
    const token = await mailedToken('a@b.example')
    expect((await rows())[0]?.tokenHash).toBe(hashSecret(token))
    expect(JSON.stringify(await rows())).not.toContain(token)
    expect(JSON.stringify(await store.read.select().from(auditEntries))).not.toContain(token)
  })

  test('replaces an open invitation of the address, whatever its case', async () => {
    await inviteMembers(store, await toOwner(), invited('a@b.example'))
    const token = await mailedToken('a@b.example')
    await inviteMembers(store, await toOwner(), { ...invited('A@b.example'), role: 'owner' })
    expect((await findInvitationByToken(store.read, token, now()))?.state).toBe('replaced')
    const open = await listOpenInvitations(store.read, await toOwner(), now())
    expect(open.map(({ invitation }) => invitation.role)).toEqual(['owner'])
  })

  test('leaves another account’s invitation of the address', async () => {
    await inviteMembers(store, await toStranger(), invited('a@b.example'))
    await inviteMembers(store, await toOwner(), invited('a@b.example'))
    expect(await listOpenInvitations(store.read, await toStranger(), now())).toHaveLength(1)
  })

  test('refuses a member’s address, and invites none of the others', async () => {
    const inviting = inviteMembers(store, await toOwner(), invited('a@b.example', 'ed@clinica.example'))
    await expect(inviting).rejects.toMatchObject({
      code: 'already-member',
      params: { email: 'ed@clinica.example', count: 1 },
      field: 'emails',
    })
    expect(await rows()).toEqual([])
    expect(await mails()).toEqual([])
  })

  test('refuses more than it sends at once, and more than an hour’s', async () => {
    const many = Array.from({ length: 21 }, (_, index) => `n${index}@b.example`)
    await expect(inviteMembers(store, await toOwner(), invited(...many))).rejects.toMatchObject({
      code: 'too-many-addresses',
    })
    for (let sent = 0; sent < limits['invitations-account'].most; sent += 20)
      await inviteMembers(store, await toOwner(), invited(...many.slice(0, 20)))
    await expect(inviteMembers(store, await toOwner(), invited('a@b.example'))).rejects.toMatchObject({
      code: 'too-many',
    })
  })
})

describe('sending again', () => {
  test('makes a new link, ends the old one, and counts seven days anew', async () => {
    const { invitation, token } = await store.transact((tx) =>
      buildInvitation(tx, {
        accountId: setting.account.id,
        invitedBy: setting.owner.id,
        email: 'a@b.example',
        createdAt: now() - 6 * 86_400_000,
      }),
    )
    await resendInvitation(store, await toOwner(), invitation.id)
    expect((await findInvitationByToken(store.read, token, now()))?.state).toBe('replaced')
    const again = await findInvitationByToken(store.read, await mailedToken('a@b.example'), now())
    expect(again).toMatchObject({ state: 'open', invitation: { role: 'editor', locale: 'en' } })
    expect(again?.invitation.expiresAt).toBeGreaterThan(invitation.expiresAt)
  })
})

describe.each([
  ['sending again', resendInvitation],
  ['revoking', revokeInvitation],
])('%s', (_, command) => {
  test.each([
    ['used', { acceptedAt: 1 }],
    ['revoked', { revokedAt: 1 }],
    ['replaced', { replacedAt: 1 }],
    ['expired', { expiresAt: 1 }],
  ])('is not for one that was %s', async (_, given) => {
    const { invitation } = await build(given)
    await expect(command(store, await toOwner(), invitation.id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await rows()).toEqual([invitation])
  })

  test('does not find another account’s, nor one that never was', async () => {
    const { invitation } = await build()
    await expect(command(store, await toStranger(), invitation.id)).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(command(store, await toOwner(), newId())).rejects.toMatchObject({ code: 'not-found' })
    expect(await rows()).toEqual([invitation])
  })
})

test('revoking ends the link', async () => {
  const { invitation, token } = await build()
  await revokeInvitation(store, await toOwner(), invitation.id)
  expect((await findInvitationByToken(store.read, token, now()))?.state).toBe('revoked')
})

describe('inviting the first owner', () => {
  async function invite(role: 'admin' | 'support' = 'admin') {
    const user = await store.transact((tx) => buildStaff(tx, { role: 'admin' }))
    const by = grantStaff(actorOf(user, role), 'admin')
    const given = {
      by,
      accountId: setting.account.id,
      email: 'first@b.example',
      locale: 'it',
    } as const
    await store.transact((tx) => inviteFirstOwner(tx, given))
    return user
  }

  test('is an owner’s, by the programme', async () => {
    await invite()
    expect((await rows())[0]).toMatchObject({ role: 'owner', byStaff: true, email: 'first@b.example' })
    expect((await mails())[0]?.data).toMatchObject({ inviterName: '', role: 'owner' })
    expect(await findEntrant(store.read, 'first@b.example', now())).not.toBeNull()
  })

  test('dies when its inviter is no admin any more, and stays dead', async () => {
    const admin = await invite()
    const token = await mailedToken('first@b.example')
    await store.transact((tx) => tx.update(staff).set({ role: 'support' }).where(eq(staff.userId, admin.id)))
    expect((await findInvitationByToken(store.read, token, now()))?.state).toBe('inviter-gone')
    expect(await findEntrant(store.read, 'first@b.example', now())).toBeNull()
    await store.transact(async (tx) => {
      await endStaffInvitationsBy(tx, admin.id, null)
      await tx.update(staff).set({ role: 'admin' })
    })
    expect((await findInvitationByToken(store.read, token, now()))?.state).toBe('revoked')
  })

  test('is not for a member, nor into an account that is not there', async () => {
    const user = await store.transact((tx) => buildStaff(tx, { role: 'admin' }))
    const by = grantStaff(actorOf(user, 'admin'), 'admin')
    const given = {
      by,
      accountId: setting.account.id,
      email: 'ED@clinica.example',
      locale: 'it',
    } as const
    await expect(store.transact((tx) => inviteFirstOwner(tx, given))).rejects.toMatchObject({
      code: 'already-member',
    })
    const nowhere = { ...given, accountId: newId() }
    await expect(store.transact((tx) => inviteFirstOwner(tx, nowhere))).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await rows()).toEqual([])
  })
})

function build(given: Partial<typeof invitations.$inferInsert> = {}) {
  return store.transact((tx) =>
    buildInvitation(tx, { accountId: setting.account.id, invitedBy: setting.owner.id, ...given }),
  )
}
