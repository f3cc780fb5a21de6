import { eq } from 'drizzle-orm'
import { afterEach, expect, expectTypeOf, test, vi } from 'vitest'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { memberships, staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import * as cases from '#/lib/cases/commands.ts'
import * as reviews from '#/lib/changes/checks/commands.ts'
import * as confirmations from '#/lib/changes/confirmations/resend.ts'
import * as contacts from '#/lib/changes/contacts/commands.ts'
import * as endpoints from '#/lib/changes/contacts/endpoint-commands.ts'
import { mailProofCode } from '#/lib/changes/contacts/endpoint-proof.ts'
import * as sections from '#/lib/changes/contacts/section-commands.ts'
import * as invitations from '#/lib/changes/invitations/commands.ts'
import * as members from '#/lib/changes/members/commands.ts'
import * as review from '#/lib/changes/review/commands.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import * as notices from '#/lib/notices/acknowledgement/commands.ts'
import * as undoing from '#/lib/notices/acknowledgement/undo.ts'
import * as testNotices from '#/lib/notices/composing/send-test.ts'
import * as drills from '#/lib/notices/drills/own-drill.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { levante } from '#/tests/contact-values.ts'
import { newWebhook } from '#/tests/endpoint-commands.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { type AccountGrant, type AccountRight, grantAccount, viewAsPartner } from './grants.ts'
import { findPartnerView, openPartnerView, viewTtl } from './partner-view.ts'

const store = perTest(openTestStore)
const setting = perTest(arrange)
afterEach(() => vi.useRealTimers())

/** Two accounts and two staff. Grace is also an owner of the first account. */
async function arrange() {
  const people = await scenario(
    store,
    {
      account: { slug: 'clinica', firstCompleteAt: 1, people: { grace: 'owner' } },
      other: { slug: 'trattoria' },
    },
    { ada: 'support' },
  )
  await store.transact(async (tx) => {
    await tx.update(memberships).set({ lastSeenAt: 1000 })
    await tx.insert(staff).values({ userId: people.grace.id, role: 'support', createdAt: 1 })
  })
  return people
}

const grantOf = (person: 'grace' | 'ada') => staffGrant(setting[person], 'support')
const open = () => openPartnerView(store, grantOf('grace'), { account: 'clinica', role: 'viewer' })
const find = (view: string, person: 'grace' | 'ada' = 'grace', accountId = setting.account.id) =>
  findPartnerView(store.read, grantOf(person), accountId, view)

test('records actor, time and role of each opening, and creates a new view each time', async () => {
  const views = [await open(), await open()]
  expect(await store.read.select().from(auditEntries)).toMatchObject(
    views.map((view) => ({
      action: 'account.viewed-as-partner',
      actorId: setting.grace.id,
      accountId: setting.account.id,
      subjectId: view,
      after: { role: 'viewer' },
    })),
  )
  expect(new Set(views).size).toBe(2)
})

test('shows a view only to the person who opened it, only of its account, for an hour', async () => {
  const view = await open()
  expect(await find(view)).toBe('viewer')
  expect(await find(view, 'ada')).toBeNull()
  expect(await find(view, 'grace', setting.other.id)).toBeNull()
  expect(await find(newId())).toBeNull()
  expect(await find('1')).toBeNull()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + viewTtl + 1 })
  expect(await find(view)).toBeNull()
})

test('accepts no other audit entry as a view', async () => {
  const subjectId = newId()
  await store.transact((tx) =>
    tx.insert(auditEntries).values({
      id: newId(),
      at: Date.now(),
      actorId: setting.grace.id,
      accountId: setting.account.id,
      action: 'member.role-changed',
      subjectId,
      after: { role: 'owner' },
    }),
  )
  expect(await find(subjectId)).toBeNull()
})

test('refuses former staff and unknown accounts', async () => {
  const none = openPartnerView(store, grantOf('ada'), { account: 'nowhere', role: 'owner' })
  await expect(none).rejects.toThrow('not-found')
  await store.transact((tx) => tx.delete(staff).where(eq(staff.userId, setting.grace.id)))
  await expect(open()).rejects.toThrow('not-found')
  expect(await store.read.$count(auditEntries)).toBe(0)
})

type Modules = typeof cases &
  typeof confirmations &
  typeof contacts &
  typeof sections &
  typeof endpoints & { mailProofCode: typeof mailProofCode } & typeof invitations &
  typeof review &
  typeof members &
  typeof reviews &
  typeof notices &
  typeof undoing &
  typeof testNotices &
  typeof drills

/** The member's grant that each command takes; never for what is no command of members. */
type Grants = {
  [Name in keyof Modules]: Modules[Name] extends (store: Store, grant: infer Grant, ...rest: never) => unknown
    ? Extract<Grant, AccountGrant<never>>
    : never
}

/** The names of the commands for members. */
type Command = { [Name in keyof Grants]: Grants[Name] extends never ? never : Name }[keyof Grants]

/** Whatever staff can be granted in a view. */
type View = AccountGrant<Exclude<AccountRight, 'act'>>

/**
 * Calls every command for members with `grant`. A missing one does not compile, and the import rule `commands-of-members`
 * refuses a module that is not listed above.
 */
function commandsWith(grant: never): Record<Command, () => Promise<unknown>> {
  const id = newId()
  const save = { version: 0, environment: 'production', values: toFormValues(levante()) } as const
  const input = { category: 'other', situation: null, subject: 'A', text: 'B', follows: null } as const
  return {
    openCase: () => cases.openCase(store, grant, { ...input, key: id, environment: 'production' }),
    answerCase: () => cases.answerCase(store, grant, { key: id, number: 1, text: 'B' }),
    saveDraft: () => contacts.saveDraft(store, grant, save),
    discardDraft: () => contacts.discardDraft(store, grant, 0),
    submitContacts: () => contacts.submitContacts(store, grant, save),
    submitDraft: () => contacts.submitDraft(store, grant, save),
    saveSectionDraft: () => sections.saveSectionDraft(store, grant, { ...save, section: 'technical' }),
    discardSectionDraft: () => sections.discardSectionDraft(store, grant, { ...save, section: 'technical' }),
    submitSection: () => sections.submitSection(store, grant, { ...save, section: 'technical' }),
    submitSectionDraft: () => sections.submitSectionDraft(store, grant, { ...save, section: 'technical' }),
    addEndpoint: () => endpoints.addEndpoint(store, grant, newWebhook()),
    mailProofCode: () => mailProofCode(store, grant, { environment: 'production', locale: 'en' }),
    changeEndpoint: () => endpoints.changeEndpoint(store, grant, { ...newWebhook(), settings: {} }),
    replaceTarget: () => endpoints.replaceTarget(store, grant, newWebhook()),
    rotateSecret: () => endpoints.rotateSecret(store, grant, newWebhook()),
    removeEndpoint: () => endpoints.removeEndpoint(store, grant, newWebhook()),
    resendEndpointCode: () => endpoints.resendEndpointCode(store, grant, newWebhook()),
    confirmEndpoint: () => endpoints.confirmEndpoint(store, grant, { ...newWebhook(), code: '1' }),
    inviteMembers: () =>
      invitations.inviteMembers(store, grant, {
        emails: ['a@clinica.example'],
        role: 'viewer',
        locale: 'en',
      }),
    resendInvitation: () => invitations.resendInvitation(store, grant, id),
    revokeInvitation: () => invitations.revokeInvitation(store, grant, id),
    requestReview: () => review.requestReview(store, grant),
    pauseIntegration: () => review.pauseIntegration(store, grant),
    resumeIntegration: () => review.resumeIntegration(store, grant),
    askOwnersToInvite: () => members.askOwnersToInvite(store, grant, ''),
    changeRole: () => members.changeRole(store, grant, { userId: setting.grace.id, role: 'viewer' }),
    removeMember: () => members.removeMember(store, grant, { userId: setting.grace.id, asked: true }),
    leaveAccount: () => members.leaveAccount(store, grant, { asked: true }),
    confirmCheck: () => reviews.confirmCheck(store, grant, { version: 0 }),
    retryAddress: () => contacts.retryAddress(store, grant, 'tech@clinica.example'),
    resendConfirmation: () => confirmations.resendConfirmation(store, grant, 'tech@clinica.example'),
    resendAllConfirmations: () => confirmations.resendAllConfirmations(store, grant),
    touchMembership: () => members.touchMembership(store, grant),
    acknowledgeNotice: () => notices.acknowledgeNotice(store, grant, id),
    closeNotice: () => notices.closeNotice(store, grant, { noticeId: id, note: 'B' }),
    undoAcknowledgement: () => undoing.undoAcknowledgement(store, grant, id),
    sendTestNotice: () => testNotices.sendTestNotice(store, grant, 'technical'),
    drillOwnAccount: () => drills.drillOwnAccount(store, grant),
  }
}

async function viewOf(role: 'owner' | 'viewer'): Promise<AccountGrant> {
  const loaded = await assertAccount(store.read, { slug: 'clinica' })
  return viewAsPartner(grantOf('grace'), loaded, { role, base: '/admin' })
}

test("every command refuses a view, also an owner's view and that of staff who are owners", async () => {
  const before = await store.read.select().from(memberships)
  for (const view of [await viewOf('owner'), await viewOf('viewer')]) {
    for (const [name, command] of Object.entries(commandsWith(view as never)))
      await expect(command(), name).rejects.toThrow('forbidden')
  }
  expect(await store.read.select().from(memberships)).toEqual(before)
  for (const table of [auditEntries, outbox, contactDrafts, contactRevisions])
    expect(await store.read.$count(table)).toBe(0)
  // Only the view is refused: as the owner she is, Grace succeeds.
  const own = await grantAccount(store.read, actorOf(setting.grace), { slug: 'clinica' }, 'owner')
  await commandsWith(own as never).openCase()
  await commandsWith(own as never).touchMembership()
  expect(await store.read.select().from(memberships)).not.toEqual(before)
})

test('no command’s type accepts a view', () => {
  expectTypeOf<{ [Name in Command]: View extends Grants[Name] ? Name : never }[Command]>().toBeNever()
})
