import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { invitations, staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { findEntrant } from '#/lib/accounts/invitations/entrant.ts'
import { invitationTtl } from '#/lib/accounts/invitations/policy.ts'
import { findInvitationByToken, listOpenInvitations } from '#/lib/accounts/invitations/queries.ts'
import { revokeStaffInvitationsBy } from '#/lib/changes/effects/revoke-invitations.ts'
import { grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { hashSecret, newId } from '#/lib/platform/values/ids.ts'
import { buildInvitation, buildStaff } from '#/seed/people.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { inviteMembers, inviteOwner, resendInvitation, revokeInvitation } from './commands.ts'

const store = perTest(openTestStore)
const setting = perTest(() =>
  scenario(store, {
    account: {
      slug: 'clinica',
      name: 'Clinica',
      people: { owner: 'owner', editor: { role: 'editor', email: 'Ed@clinica.example' } },
    },
    other: { slug: 'trattoria', people: { stranger: 'owner' } },
  }),
)

const toOwner = (user = setting.owner, slug = 'clinica') =>
  grantAccount(store.read, actorOf(user), { slug }, 'owner')
const toStranger = () => toOwner(setting.stranger, 'trattoria')
const rows = () => store.read.select().from(invitations)
const mails = () => store.read.select().from(outbox)
const invited = (...emails: string[]) => ({ emails, role: 'viewer', locale: 'it' }) as const

/** The secret in the link of the newest mail to `to`. */
async function mailedToken(to: string): Promise<string> {
  const sent = (await mails()).filter(({ recipient }) => recipient === to)
  const { link } = openSecrets(sent.at(-1)?.data ?? {})
  return String(link).split('/').at(-1) ?? ''
}

describe('inviting', () => {
  test('stores each invitation with the hash of its secret, its mail in its language, and who sent it', async () => {
    expect(await inviteMembers(store, await toOwner(), invited('a@b.example', 'c@d.example'))).toBe(2)
    const [first, second] = await rows()
    const facts = { accountId: setting.account.id, email: 'a@b.example', role: 'viewer', locale: 'it' }
    expect(first).toMatchObject({ ...facts, invitedBy: setting.owner.id, byStaff: false })
    expect(second?.email).toBe('c@d.example')
    expect(first?.expiresAt).toBeGreaterThanOrEqual(now() + invitationTtl - minute)
    const data = { accountName: 'Clinica', inviterName: 'Owner', role: 'viewer' }
    const mail = (await mails()).find(({ id }) => id === first?.mailId)
    expect(mail).toMatchObject({ template: 'invitation', recipient: 'a@b.example', locale: 'it', data })
    const entries = await store.read.select().from(auditEntries)
    const token = await mailedToken('a@b.example')
    expect(first?.tokenHash).toBe(hashSecret(token))
    expect(JSON.stringify([first, entries])).not.toContain(token)
  })

  test('omits an inviter’s name that contains a link', async () => {
    const renamed = await toOwner({ ...setting.owner, name: 'see win.example/now' })
    await inviteMembers(store, renamed, invited('a@b.example'))
    expect((await mails())[0]?.data).toMatchObject({ inviterName: setting.owner.email })
  })

  test('replaces an open invitation of the same address in any case, but none of another account', async () => {
    await inviteMembers(store, await toStranger(), invited('a@b.example'))
    await inviteMembers(store, await toOwner(), invited('a@b.example'))
    const [, mine] = await rows()
    await inviteMembers(store, await toOwner(), { ...invited('A@b.example'), role: 'owner' })
    expect((await rows()).find(({ id }) => id === mine?.id)?.replacedAt).not.toBeNull()
    const open = await listOpenInvitations(store.read, await toOwner(), now())
    expect(open.map(({ invitation }) => invitation.role)).toEqual(['owner'])
    expect(await listOpenInvitations(store.read, await toStranger(), now())).toHaveLength(1)
  })

  test('mails a known person at their stored spelling, and shows the inviter their own', async () => {
    await inviteMembers(store, await toStranger(), invited('ed@CLINICA.example', 'New@b.example'))
    // The API, imports and admins invite by this command.
    const owner = { accountId: setting.other.id, email: 'ED@clinica.example', locale: 'it' } as const
    await store.transact((tx) => inviteOwner(tx, { by: grantOperator(), ...owner }))
    await inviteMembers(store, await toOwner(), invited('new@b.example'))
    expect((await mails()).map(({ recipient }) => recipient)).toEqual([
      'Ed@clinica.example',
      'New@b.example',
      'Ed@clinica.example',
      'New@b.example',
    ])
    const open = await listOpenInvitations(store.read, await toOwner(), now())
    expect(open.map(({ invitation }) => invitation.email)).toEqual(['new@b.example'])
    expect((await findEntrant(store.read, 'new@b.example', now()))?.email).toBe('New@b.example')
  })

  test('refuses a member’s address together with all the others', async () => {
    const inviting = inviteMembers(store, await toOwner(), invited('a@b.example', 'ed@clinica.example'))
    const params = { email: 'ed@clinica.example', count: 1 }
    await expect(inviting).rejects.toMatchObject({ code: 'already-member', params, field: 'emails' })
    expect([await rows(), await mails()]).toEqual([[], []])
  })

  test('refuses too many addresses', async () => {
    const many = Array.from({ length: 21 }, (_, index) => `n${index}@b.example`)
    const inviting = inviteMembers(store, await toOwner(), invited(...many))
    await expect(inviting).rejects.toThrow('too-many-addresses')
  })
})

test('sending again makes a new link for seven days', async () => {
  const { invitation } = await build({ email: 'a@b.example', createdAt: now() - 6 * 86_400_000 })
  await resendInvitation(store, await toOwner(), invitation.id)
  const again = await findInvitationByToken(store.read, await mailedToken('a@b.example'), now())
  expect(again).toMatchObject({ state: 'open', invitation: { role: 'editor', locale: 'en' } })
  expect(again?.invitation.expiresAt).toBeGreaterThan(invitation.expiresAt)
})

describe.each([
  ['sending again', resendInvitation, 'replaced'],
  ['revoking', revokeInvitation, 'revoked'],
])('%s', (_, command, state) => {
  test('ends the link, and refuses other accounts and closed invitations', async () => {
    const { invitation, token } = await build()
    const { invitation: used } = await build({ acceptedAt: 1 })
    for (const [grant, id] of [
      [await toOwner(), used.id],
      [await toStranger(), invitation.id],
      [await toOwner(), newId()],
    ] as const)
      await expect(command(store, grant, id)).rejects.toThrow('not-found')
    expect(await rows()).toEqual([invitation, used])
    await command(store, await toOwner(), invitation.id)
    expect((await findInvitationByToken(store.read, token, now()))?.state).toBe(state)
  })
})

describe('inviting the first owner', () => {
  async function invite(email = 'first@b.example') {
    const admin = await store.transact((tx) => buildStaff(tx, { role: 'admin' }))
    const by = staffGrant(admin, 'admin')
    const given = { by, accountId: setting.account.id, email, locale: 'it' } as const
    await store.transact((tx) => inviteOwner(tx, given))
    return admin
  }

  test('invites an owner in the programme’s name, and refuses members', async () => {
    await invite()
    expect(await rows()).toMatchObject([{ role: 'owner', byStaff: true, email: 'first@b.example' }])
    expect((await mails())[0]?.data).toMatchObject({ inviterName: '', role: 'owner' })
    expect(await findEntrant(store.read, 'first@b.example', now())).not.toBeNull()
    await expect(invite('ED@clinica.example')).rejects.toThrow('already-member')
  })

  test('ends for good when the inviter is no longer an admin', async () => {
    const admin = await invite()
    const token = await mailedToken('first@b.example')
    await store.transact((tx) => tx.update(staff).set({ role: 'support' }).where(eq(staff.userId, admin.id)))
    expect((await findInvitationByToken(store.read, token, now()))?.state).toBe('inviter-gone')
    expect(await findEntrant(store.read, 'first@b.example', now())).toBeNull()
    await store.transact(async (tx) => {
      await revokeStaffInvitationsBy(tx, admin.id, null)
      await tx.update(staff).set({ role: 'admin' })
    })
    expect((await findInvitationByToken(store.read, token, now()))?.state).toBe('revoked')
  })
})

function build(given: Partial<typeof invitations.$inferInsert> = {}) {
  return store.transact((tx) =>
    buildInvitation(tx, { accountId: setting.account.id, invitedBy: setting.owner.id, ...given }),
  )
}
