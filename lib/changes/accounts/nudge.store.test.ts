import { and, asc, eq, isNull } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { invitations, memberships } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { AskFirst, askingFirst } from '#/lib/platform/mail/ask-first.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildInvitation } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { sendCheckNow } from './ask-check.ts'
import { decideNudge, nudgeAccount, nudgeEvery } from './nudge.ts'

const store = perTest(openTestStore)
/** A locked account with a member of each role, one that nobody joined, and a complete one whose check is due. */
const setting = perTest(() => {
  const people = { owner: { role: 'owner', locale: 'en' }, editor: 'editor', viewer: 'viewer' } as const
  const due = {
    slug: 'ponte',
    alerts: ['sara'],
    checkDueAt: now() - nudgeEvery,
    people: { sara: 'owner', ivo: 'editor', pia: 'viewer' },
  } as const
  const accounts = { account: { slug: 'clinica', people }, empty: { slug: 'molo' }, due }
  return scenario(store, accounts, { grace: 'support', ada: 'admin' })
})

const support = () => staffGrant(setting.grace, 'support')
const admin = () => staffGrant(setting.ada, 'admin')
const mails = () => store.read.select().from(outbox).orderBy(asc(outbox.recipient))
const invite = (email: string, given: Partial<typeof invitations.$inferInsert> = {}) => {
  const by = { accountId: setting.empty.id, byStaff: true, invitedBy: setting.ada.id }
  return store.transact((tx) => buildInvitation(tx, { ...by, role: 'owner', email, ...given }))
}

const at = 1_764_000_000_000
test.each([
  ['mails owners and editors', {}, 'mail'],
  ['is refused to a complete account', { missing: [] }, 'nothing-missing'],
  ['is refused twice a day', { nudgedAt: at - nudgeEvery + 1 }, 'nudged-lately'],
  ['goes again after a day', { nudgedAt: at - nudgeEvery }, 'mail'],
  ['is refused without members and invitations', { editors: 0, staffRole: 'admin' }, 'nobody-to-nudge'],
  ['is refused to support before an owner joins', { editors: 0, invitedOwners: 1 }, 'only-admins-invite'],
  ['of an admin invites again then', { editors: 0, invitedOwners: 1, staffRole: 'admin' }, 'invitation'],
] as const)('a nudge: %s', (_, given, expected) => {
  const asked = { missing: ['alerts'], nudgedAt: null, editors: 2, invitedOwners: 0, now: at } as const
  const decision = decideNudge({ ...asked, staffRole: 'support', ...given })
  expect(decision.ok ? decision.by : decision.code).toBe(expected)
})

test('a nudge asks staff to confirm its recipients, and records nothing before', async () => {
  const nudge = (named = '') => nudgeAccount(askingFirst(store, named), support(), 'clinica')
  const asked = await nudge().catch((error: unknown) => error as AskFirst)
  if (!(asked instanceof AskFirst)) throw new Error('It did not ask.')
  expect(asked.mails.map(({ to }) => to).toSorted()).toEqual([
    'editor@clinica.example',
    'owner@clinica.example',
  ])
  expect([await mails(), await store.read.$count(auditEntries)]).toEqual([[], 0])
  const isEditor = and(eq(memberships.accountId, setting.account.id), eq(memberships.role, 'editor'))
  await store.transact((tx) => tx.update(unguarded(memberships)).set({ role: 'viewer' }).where(isEditor))
  await expect(nudge(asked.named)).rejects.toMatchObject({
    again: 'changed',
    mails: [{ to: 'owner@clinica.example' }],
  })
  expect(await mails()).toEqual([])
})

test('owners and editors get the missing fields by mail in their language, once a day', async () => {
  expect(await nudgeAccount(store, support(), 'clinica')).toEqual({ by: 'mail', recipients: 2 })
  expect(await mails()).toMatchObject([
    { template: 'contacts-nudge', recipient: 'editor@clinica.example', locale: 'it', data: { dueAt: null } },
    { template: 'contacts-nudge', recipient: 'owner@clinica.example', locale: 'en' },
  ])
  const [entry] = await store.read.select().from(auditEntries)
  const missing = expect.arrayContaining(['alerts'])
  expect(entry?.after).toMatchObject({ nudgedAt: expect.any(Number), missing })
  await expect(nudgeAccount(store, admin(), 'clinica')).rejects.toThrow('nudged-lately')
  moveClock(nudgeEvery)
  await nudgeAccount(store, admin(), 'clinica')
  expect(await mails()).toHaveLength(4)
})

test('the mail names the deadline of an account that is not locked yet', async () => {
  const dueAt = now() + 5 * nudgeEvery
  await store.transact(async (tx) => tx.update(accounts).set({ firstCompleteAt: 1, dueAt }))
  await nudgeAccount(store, support(), 'clinica')
  expect((await mails())[0]?.data).toMatchObject({ dueAt })
})

test('an admin sends owners’ invitations again, also expired ones, when nobody has joined', async () => {
  await invite('piero@molo.example', { expiresAt: now() - 1, locale: 'it' })
  await invite('left@molo.example', { revokedAt: 1 })
  await invite('editor@molo.example', { role: 'editor' })
  await expect(nudgeAccount(store, support(), 'molo')).rejects.toThrow('only-admins-invite')
  expect(await nudgeAccount(store, admin(), 'molo')).toEqual({ by: 'invitation', recipients: 1 })
  expect(await mails()).toMatchObject([{ recipient: 'piero@molo.example', locale: 'it' }])
  const open = await store.read.select().from(invitations).where(isNull(invitations.replacedAt))
  const again = open.find(({ email }) => email === 'piero@molo.example')
  expect(again).toMatchObject({ role: 'owner', byStaff: true, invitedBy: setting.ada.id })
  expect(again?.expiresAt).toBeGreaterThan(now())
})

describe('asking for a check', () => {
  const ask = () => sendCheckNow(store, support(), 'ponte')

  test('mails owners and editors, and leaves the next scheduled mail unchanged', async () => {
    await ask()
    const sent = (await mails()).map(({ template, recipient }) => `${template} ${recipient}`)
    expect(sent).toEqual(['contacts-review ivo@ponte.example', 'contacts-review sara@ponte.example'])
    const { checkMailDueAt, checkDueAt } = setting.due
    const [after] = await store.read.select().from(accounts).where(eq(accounts.slug, 'ponte'))
    expect(after).toMatchObject({ checkMailDueAt, checkDueAt })
  })

  test('goes once a day, also after a nudge', async () => {
    await ask()
    await expect(ask()).rejects.toThrow('nudged-lately')
    moveClock(nudgeEvery)
    await ask()
    expect(await mails()).toHaveLength(4)
  })

  test.each([
    ['a check that is not due', { checkDueAt: now() + nudgeEvery }, 'nothing-due'],
    ['an account without a date', { checkDueAt: null }, 'nothing-due'],
    ['a closed account', { closedAt: 1 }, 'account-closed'],
  ])('is refused for %s', async (_title, given, code) => {
    await store.transact(async (tx) => tx.update(unguarded(accounts)).set(given))
    await expect(ask()).rejects.toMatchObject({ code })
    expect(await mails()).toEqual([])
  })
})
