import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { contactDrafts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { memberships } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { MemberRole } from '#/db/words/people.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { seenInterval } from '#/lib/accounts/members/policy.ts'
import { findOwnFields } from '#/lib/accounts/members/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { buildDraft, buildRevision, completeContacts } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { askOwnersToInvite, changeRole, leaveAccount, removeMember, touchMembership } from './commands.ts'

type User = (typeof setting)['giulia']

const store = perTest(openTestStore)
/** A complete account with two owners, an editor who is its only alert contact, and a viewer; and another account. */
const setting = perTest(() =>
  scenario(store, {
    account: {
      slug: 'clinica',
      name: 'Clinica',
      alerts: ['marco'],
      people: { giulia: 'owner', olga: 'owner', sara: 'viewer', marco: { role: 'editor', locale: 'it' } },
    },
    other: { slug: 'trattoria', people: { piero: 'owner' } },
  }),
)

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

describe('changing a role', () => {
  test('notifies the member in their language, and is recorded', async () => {
    const { giulia, marco } = setting
    await changeRole(store, await toOwner(giulia), { userId: marco.id, role: 'owner' })
    expect(await roleOf(marco)).toBe('owner')
    expect(await mails()).toMatchObject([{ recipient: marco.email, locale: 'it', data: { role: 'owner' } }])
    const change = { before: { role: 'editor' }, after: { role: 'owner' } }
    expect(await audited()).toMatchObject([{ subjectId: marco.id, ...change }])
    await changeRole(store, await toOwner(giulia), { userId: marco.id, role: 'owner' })
    expect(await audited()).toHaveLength(1)
  })

  test('sends no mail about one’s own role', async () => {
    const { giulia } = setting
    await changeRole(store, await toOwner(giulia), { userId: giulia.id, role: 'viewer' })
    expect(await mails()).toEqual([])
  })

  test('is refused for a member of another account', async () => {
    const { giulia, piero, other } = setting
    const reaching = changeRole(store, await toOwner(giulia), { userId: piero.id, role: 'viewer' })
    await expect(reaching).rejects.toThrow('not-found')
    expect(await roleOf(piero, other.id)).toBe('owner')
  })
})

describe('the last owner', () => {
  test('cannot be demoted or removed, and cannot leave', async () => {
    const { giulia, olga } = setting
    await changeRole(store, await toOwner(giulia), { userId: olga.id, role: 'editor' })
    const grant = await toOwner(giulia)
    for (const attempt of [
      () => changeRole(store, grant, { userId: giulia.id, role: 'editor' }),
      () => removeMember(store, grant, { userId: giulia.id, asked: true }),
      () => leaveAccount(store, grant, { asked: true }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'last-owner' })
    expect(await roleOf(giulia)).toBe('owner')
  })

  test('stays when both owners remove each other at once', async () => {
    const { giulia, olga } = setting
    // In parallel, so that PostgreSQL has a connection for each before the race.
    const [byGiulia, byOlga] = await Promise.all([toOwner(giulia), toOwner(olga)])
    const results = await Promise.allSettled([
      removeMember(store, byGiulia, { userId: olga.id, asked: false }),
      removeMember(store, byOlga, { userId: giulia.id, asked: false }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect([await roleOf(giulia), await roleOf(olga)].filter(Boolean)).toEqual(['owner'])
  })
})

describe('removing', () => {
  test('ends only this membership, and notifies the member', async () => {
    const { giulia, sara, other } = setting
    await store.transact((tx) => buildMember(tx, { accountId: other.id, userId: sara.id, role: 'viewer' }))
    await removeMember(store, await toOwner(giulia), { userId: sara.id, asked: false })
    expect([await roleOf(sara), await roleOf(sara, other.id)]).toEqual([null, 'viewer'])
    expect(await mails()).toMatchObject([{ recipient: sara.email, locale: 'it' }])
  })

  test('requires confirmation for an alert contact, submitted or drafted', async () => {
    const { giulia, marco, sara, account } = setting
    await store.transact((tx) =>
      buildDraft(tx, { accountId: account.id, savedBy: giulia.id, values: { alerts: [sara.id, giulia.id] } }),
    )
    const grant = await toOwner(giulia)
    for (const { id: userId } of [marco, sara])
      await expect(removeMember(store, grant, { userId, asked: false })).rejects.toThrow('ask-first')
    await removeMember(store, grant, { userId: sara.id, asked: true })
    expect((await store.read.select().from(contactDrafts))[0]?.values.alerts).toEqual([giulia.id])
  })
})

describe('a successor', () => {
  const contacts = async () => {
    const loaded = await loadAccount(store.read, { slug: 'clinica' }, now())
    return { alerts: loaded?.contacts?.alerts, missing: loaded?.missing, dueAt: loaded?.account.dueAt }
  }
  const leaveTo = async (user: User, to: { alertTo?: string; ownerTo?: string }) =>
    leaveAccount(store, await toMember(user), { asked: true, ...to })

  test('of the only alert contact takes their place in the same transaction', async () => {
    const { giulia, marco, sara } = setting
    await removeMember(store, await toOwner(giulia), { userId: marco.id, asked: true, alertTo: sara.id })
    expect(await roleOf(marco)).toBeNull()
    expect(await contacts()).toEqual({ alerts: [sara.id], missing: [], dueAt: null })
  })

  test('of the last owner becomes the owner, is notified, and is recorded', async () => {
    const { giulia, olga, marco } = setting
    await leaveTo(olga, {})
    await leaveTo(giulia, { ownerTo: marco.id })
    expect([await roleOf(giulia), await roleOf(marco)]).toEqual([null, 'owner'])
    expect(await mails()).toMatchObject([{ recipient: marco.email, locale: 'it', data: { role: 'owner' } }])
    const change = { actorId: giulia.id, before: { role: 'editor' }, after: { role: 'owner' } }
    const [, , promoted] = await audited()
    expect(promoted).toMatchObject({ action: 'member.role-changed', subjectId: marco.id, ...change })
  })

  test('does not become an alert contact if the leaver was not one', async () => {
    const { giulia, olga, sara, marco } = setting
    await removeMember(store, await toOwner(giulia), { userId: olga.id, asked: true, alertTo: sara.id })
    expect((await contacts()).alerts).toEqual([marco.id])
  })

  test.each(['alertTo', 'ownerTo'] as const)('must be another member: %s', async (field) => {
    const { giulia, marco, piero } = setting
    for (const id of [piero.id, marco.id, 'nobody']) {
      const removal = { userId: marco.id, asked: true, [field]: id }
      const removed = removeMember(store, await toOwner(giulia), removal)
      await expect(removed).rejects.toMatchObject({ code: 'not-member', field })
    }
    expect(await roleOf(marco)).toBe('editor')
  })

  test('can be named only by people with the right', async () => {
    const { sara, marco, olga } = setting
    await expect(leaveTo(sara, { alertTo: olga.id })).rejects.toThrow('forbidden')
    await expect(leaveTo(marco, { ownerTo: sara.id })).rejects.toThrow('forbidden')
    await leaveTo(marco, { alertTo: sara.id })
    expect((await contacts()).alerts).toEqual([sara.id])
  })

  test('who has left is refused, and the last owner stays', async () => {
    const { giulia, olga, marco } = setting
    await leaveTo(olga, {})
    await expect(leaveTo(giulia, { ownerTo: olga.id })).rejects.toThrow('not-member')
    expect([await roleOf(giulia), await roleOf(marco)]).toEqual(['owner', 'editor'])
  })
})

test('leaving works for any role, once, and mails nobody', async () => {
  const grant = await toMember(setting.sara)
  await leaveAccount(store, grant, { asked: false })
  expect(await roleOf(setting.sara)).toBe(null)
  expect(await mails()).toEqual([])
  await expect(leaveAccount(store, grant, { asked: false })).rejects.toThrow('not-found')
})

test('asking owners to invite mails each in their language, and records no text', async () => {
  const { sara } = setting
  expect(await askOwnersToInvite(store, await toMember(sara), 'Invite luca@b.example')).toBe(2)
  const data = { askerName: 'Sara', askerEmail: sara.email, text: 'Invite luca@b.example' }
  expect(await mails()).toMatchObject(
    ['giulia', 'olga'].map((name) => ({ recipient: `${name}@clinica.example`, data })),
  )
  expect(JSON.stringify(await audited())).not.toContain('luca')
})

describe('the last visit', () => {
  async function seenAt(user: User) {
    const [row] = await store.read.select().from(memberships).where(eq(memberships.userId, user.id))
    return row?.lastSeenAt ?? null
  }
  const setSeen = (user: User, lastSeenAt: number) =>
    store.transact((tx) => tx.update(memberships).set({ lastSeenAt }).where(eq(memberships.userId, user.id)))

  test.each([
    ['is not written twice in five minutes', seenInterval - 10_000, false],
    ['is written again after five minutes', seenInterval, true],
  ])('%s', async (_, ago, written) => {
    const before = now() - ago
    await setSeen(setting.sara, before)
    await touchMembership(store, await toMember(setting.sara))
    expect((await seenAt(setting.sara)) !== before).toBe(written)
  })

  test('never moves back', async () => {
    const grant = await toMember(setting.sara)
    const later = now() + 60_000
    await setSeen(setting.sara, later)
    await touchMembership(store, grant)
    expect(await seenAt(setting.sara)).toBe(later)
  })
})

test('a member is a contact for each field with their address, submitted or drafted', async () => {
  const { marco, olga, account } = setting
  const entry = { address: marco.email.toUpperCase(), label: '', locale: null }
  const by = { accountId: account.id, savedBy: olga.id }
  await store.transact(async (tx) => {
    await buildRevision(tx, { ...by, content: completeContacts([marco.id], { operations: [entry] }) })
    await buildDraft(tx, { ...by, values: { technical: [{ ...entry, locale: '' }] } })
  })
  const grant = await toOwner(olga)
  expect(await findOwnFields(store.read, grant, marco.email)).toEqual(['technical', 'operations'])
  expect(await findOwnFields(store.read, grant, olga.email)).toEqual([])
})
