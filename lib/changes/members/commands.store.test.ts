import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { accounts, contactDrafts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { memberships } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import type { MemberRole } from '#/db/words/members.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { seenInterval } from '#/lib/accounts/members/policy.ts'
import { findOwnFields } from '#/lib/accounts/members/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { buildDraft, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { askOwnersToInvite, changeRole, leaveAccount, removeMember, touchMembership } from './commands.ts'

type User = Awaited<ReturnType<typeof arrange>>['giulia']

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
})

/** A complete account of two owners, an editor who is its only alert contact, and a viewer; and another account. */
const arrange = () =>
  scenario(store, {
    account: {
      slug: 'clinica',
      name: 'Clinica',
      alerts: ['marco'],
      people: { giulia: 'owner', olga: 'owner', sara: 'viewer', marco: { role: 'editor', locale: 'it' } },
    },
    other: { slug: 'trattoria', people: { piero: 'owner' } },
  })

const toOwner = (user: User, slug = 'clinica') => grantAccount(store.read, actorOf(user), { slug }, 'owner')
const toMember = (user: User) => grantAccount(store.read, actorOf(user), { slug: 'clinica' }, 'viewer')

async function roleOf(user: User, accountId = setting.account.id): Promise<MemberRole | null> {
  const [row] = await store.read
    .select()
    .from(memberships)
    .where(and(eq(memberships.accountId, accountId), eq(memberships.userId, user.id)))
  return row?.role ?? null
}

const mails = () => store.read.select().from(outbox)
const audited = () => store.read.select().from(auditEntries)
const accountNow = async () =>
  (await store.read.select().from(accounts).where(eq(accounts.id, setting.account.id)))[0]

/** Asked together, so that PostgreSQL has a connection open for each when the two then race. */
function atOnce<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  return Promise.all([one, other])
}

/** Leaves Giulia as the only owner. */
async function makeOlgaEditor() {
  await changeRole(store, await toOwner(setting.giulia), { userId: setting.olga.id, role: 'editor' })
}

describe('changing a role', () => {
  test('takes effect, is recorded, and tells the member in their language', async () => {
    const { giulia, marco } = setting
    await changeRole(store, await toOwner(giulia), { userId: marco.id, role: 'owner' })
    expect(await roleOf(marco)).toBe('owner')
    expect(await mails()).toMatchObject([
      { template: 'role-changed', recipient: 'marco@clinica.example', locale: 'it', data: { role: 'owner' } },
    ])
    expect(await audited()).toMatchObject([
      {
        action: 'member.role-changed',
        actorId: giulia.id,
        subjectId: marco.id,
        before: { role: 'editor' },
        after: { role: 'owner' },
      },
    ])
  })

  test('to the same role changes nothing and tells nobody', async () => {
    const { giulia, marco } = setting
    await changeRole(store, await toOwner(giulia), { userId: marco.id, role: 'editor' })
    expect([await mails(), await audited()]).toEqual([[], []])
  })

  test('of oneself sends no mail, and ends the right at once', async () => {
    const { giulia, sara } = setting
    const grant = await toOwner(giulia)
    await changeRole(store, grant, { userId: giulia.id, role: 'viewer' })
    expect(await mails()).toEqual([])
    await expect(changeRole(store, grant, { userId: sara.id, role: 'owner' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('never demotes the last owner', async () => {
    await makeOlgaEditor()
    const { giulia } = setting
    const demoting = changeRole(store, await toOwner(giulia), { userId: giulia.id, role: 'editor' })
    await expect(demoting).rejects.toMatchObject({ code: 'last-owner' })
    expect(await roleOf(giulia)).toBe('owner')
  })

  test('does not reach into another account', async () => {
    const { giulia, piero, other, account } = setting
    const reaching = changeRole(store, await toOwner(giulia), { userId: piero.id, role: 'viewer' })
    await expect(reaching).rejects.toMatchObject({ code: 'not-found' })
    const byStranger = changeRole(store, await toOwner(piero, 'trattoria'), {
      userId: giulia.id,
      role: 'viewer',
    })
    await expect(byStranger).rejects.toMatchObject({ code: 'not-found' })
    expect([await roleOf(piero, other.id), await roleOf(giulia, account.id)]).toEqual(['owner', 'owner'])
  })
})

describe('removing', () => {
  test('ends the membership, is recorded, and tells whom it concerns', async () => {
    const { giulia, sara } = setting
    await removeMember(store, await toOwner(giulia), { userId: sara.id, asked: false })
    expect(await roleOf(sara)).toBe(null)
    expect(await mails()).toMatchObject([
      { template: 'removed-from-account', recipient: sara.email, locale: 'it' },
    ])
    expect(await audited()).toMatchObject([
      { action: 'member.removed', actorId: giulia.id, subjectId: sara.id },
    ])
    await expect(toMember(sara)).rejects.toMatchObject({ code: 'not-found' })
    expect((await accountNow())?.dueAt).toBe(null)
  })

  test('an alert contact asks first', async () => {
    const { giulia, marco } = setting
    const removing = removeMember(store, await toOwner(giulia), { userId: marco.id, asked: false })
    await expect(removing).rejects.toMatchObject({ code: 'ask-first' })
    expect(await roleOf(marco)).toBe('editor')
  })

  test('takes an alert contact out of the draft, and asks first there too', async () => {
    const { giulia, sara, account } = setting
    await store.transact((tx) =>
      buildDraft(tx, { accountId: account.id, savedBy: giulia.id, values: { alerts: [sara.id, giulia.id] } }),
    )
    const grant = await toOwner(giulia)
    const unasked = removeMember(store, grant, { userId: sara.id, asked: false })
    await expect(unasked).rejects.toMatchObject({ code: 'ask-first' })
    await removeMember(store, grant, { userId: sara.id, asked: true })
    expect((await store.read.select().from(contactDrafts))[0]?.values.alerts).toEqual([giulia.id])
  })

  test('never takes the last owner', async () => {
    await makeOlgaEditor()
    const { giulia } = setting
    const removing = removeMember(store, await toOwner(giulia), { userId: giulia.id, asked: true })
    await expect(removing).rejects.toMatchObject({ code: 'last-owner' })
  })

  test('each other at once leaves one owner', async () => {
    const { giulia, olga } = setting
    const [byGiulia, byOlga] = await atOnce(toOwner(giulia), toOwner(olga))
    const results = await Promise.allSettled([
      removeMember(store, byGiulia, { userId: olga.id, asked: false }),
      removeMember(store, byOlga, { userId: giulia.id, asked: false }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect([await roleOf(giulia), await roleOf(olga)].filter(Boolean)).toEqual(['owner'])
  })

  test('ends this membership alone', async () => {
    const { giulia, sara, other } = setting
    await store.transact((tx) => buildMember(tx, { accountId: other.id, userId: sara.id, role: 'viewer' }))
    await removeMember(store, await toOwner(giulia), { userId: sara.id, asked: false })
    expect(await roleOf(sara, other.id)).toBe('viewer')
  })
})

describe('leaving', () => {
  test('is for any role, and mails nobody', async () => {
    const { sara } = setting
    await leaveAccount(store, await toMember(sara), { asked: false })
    expect(await roleOf(sara)).toBe(null)
    expect(await mails()).toEqual([])
    expect(await audited()).toMatchObject([{ action: 'member.left', actorId: sara.id, subjectId: sara.id }])
  })

  test('twice is refused', async () => {
    const grant = await toMember(setting.sara)
    await leaveAccount(store, grant, { asked: false })
    await expect(leaveAccount(store, grant, { asked: false })).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('asking owners to invite mails each in their language, and records it without the words', async () => {
  const { sara } = setting
  expect(await askOwnersToInvite(store, await toMember(sara), 'Invite luca@b.example')).toBe(2)
  expect(await mails()).toMatchObject(
    ['giulia', 'olga'].map((name) => ({
      template: 'ask-owners-to-invite',
      recipient: `${name}@clinica.example`,
      data: { askerName: 'Sara', askerEmail: sara.email, text: 'Invite luca@b.example' },
    })),
  )
  expect(JSON.stringify(await audited())).not.toContain('luca')
})

describe('last seen', () => {
  async function seenAt(user: User) {
    const [row] = await store.read.select().from(memberships).where(eq(memberships.userId, user.id))
    return row?.lastSeenAt ?? null
  }
  const setSeen = (user: User, lastSeenAt: number) =>
    store.transact((tx) => tx.update(memberships).set({ lastSeenAt }).where(eq(memberships.userId, user.id)))

  test.each([
    ['not within five minutes', seenInterval - 10_000, false],
    ['again after five minutes', seenInterval, true],
  ])('%s', async (_, ago, written) => {
    const before = now() - ago
    await setSeen(setting.sara, before)
    await touchMembership(store, await toMember(setting.sara))
    expect((await seenAt(setting.sara)) !== before).toBe(written)
  })

  test('never goes back', async () => {
    const grant = await toMember(setting.sara)
    const later = now() + 60_000
    await setSeen(setting.sara, later)
    await touchMembership(store, grant)
    expect(await seenAt(setting.sara)).toBe(later)
  })
})

describe('what a member serves as besides', () => {
  test('is each field with their address, of what was submitted and of the draft', async () => {
    const { marco, olga, account } = setting
    const grant = await toOwner(olga)
    const entry = { address: marco.email.toUpperCase(), label: '', locale: null }
    expect(await findOwnFields(store.read, grant, marco.email)).toEqual([])
    await store.transact(async (tx) => {
      const content = completeContacts([marco.id], { operations: [entry] })
      await buildRevision(tx, { accountId: account.id, savedBy: olga.id, content })
      await buildDraft(tx, {
        accountId: account.id,
        savedBy: olga.id,
        values: { technical: [{ ...entry, locale: '' }] },
      })
    })
    const fresh = await toOwner(olga)
    expect(await findOwnFields(store.read, fresh, marco.email)).toEqual(['technical', 'operations'])
    expect(await findOwnFields(store.read, fresh, olga.email)).toEqual([])
  })
})
