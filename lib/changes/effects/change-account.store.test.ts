import { asc, eq } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { accountSearch } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { invitations } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { markAddress } from '#/lib/accounts/search/marks.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { listTypes, versionOfType } from '#/lib/accounts/types/queries.ts'
import { extendDueAt } from '#/lib/changes/accounts/commands.ts'
import { editAccount } from '#/lib/changes/accounts/edit.ts'
import { accountVersion } from '#/lib/changes/accounts/edit-form.ts'
import { closeAccount } from '#/lib/changes/closing/commands.ts'
import { reopenAccount } from '#/lib/changes/closing/reopen.ts'
import { confirmAddress, refuseAddress } from '#/lib/changes/contacts/answer.ts'
import { discardDraft, saveDraft, submitContacts } from '#/lib/changes/contacts/commands.ts'
import { tryAddressAgain } from '#/lib/changes/contacts/try-again.ts'
import { acceptInvitation, acceptOwnInvitation } from '#/lib/changes/invitations/accept-commands.ts'
import { pauseIntegration, requestReview, resumeIntegration } from '#/lib/changes/launch/commands.ts'
import type { StaffStep } from '#/lib/changes/launch/policy.ts'
import { decideLaunch } from '#/lib/changes/launch/staff-commands.ts'
import { redeemAddressChange } from '#/lib/changes/members/address-change.ts'
import { changeRole, leaveAccount, removeMember } from '#/lib/changes/members/commands.ts'
import { confirmReview } from '#/lib/changes/reviews/commands.ts'
import { insertChallenge } from '#/lib/changes/sign-in/challenges.ts'
import { followTypeChanges } from '#/lib/changes/types/follow-up.ts'
import { changeTypeRule } from '#/lib/changes/types/rule.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { saveProfile } from '#/lib/identity/profile/profile.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { eraseAddress } from '#/lib/privacy/erasure/erase.ts'
import {
  buildAccount,
  buildDraft,
  buildRevision,
  completeContacts,
  type SeededAccount,
} from '#/seed/accounts.ts'
import { buildConfirmation, buildQuestion } from '#/seed/confirmations.ts'
import { buildInvitation, buildMember, buildStaff, buildUser } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { openTestStore } from '#/tests/store.ts'
import type { Change } from './change-account.ts'

const slug = 'levante'
const oncall = 'oncall@contacts.example'
const added = 'added@contacts.example'
const elsewhere = 'elena@elsewhere.example'
const typeId = 'healthcare-appointments'
const elsewhereType = 'local-services'
const nothingSaid = { name: null, locale: null, timeZone: null }

type Setting = Awaited<ReturnType<typeof furnish>>

/**
 * Levante is live and complete. Elena and Bea own it; Bea is its one alert contact, and has invited Nina. Its one emergency contact
 * bounces and was asked whether it is right. `given`: what else its row holds.
 */
async function furnish(given: Partial<SeededAccount>) {
  const store = await openTestStore()
  onTestFinished(() => moveClock(0))
  return store.transact(async (tx) => {
    const ada = await buildStaff(tx, { email: 'ada@desk.example', role: 'admin' })
    const nina = await buildUser(tx, { email: 'nina@levante.example' })
    const facts = { state: 'live', firstCompleteAt: 1, reviewDueAt: 1 } as const
    const account = await buildAccount(tx, { slug, name: 'Levante', ...facts, ...(given as object) })
    const of = { accountId: account.id }
    const { user: elena } = await buildMember(tx, { ...of, email: 'elena@levante.example', name: 'Elena' })
    const { user: bea } = await buildMember(tx, { ...of, email: 'bea@levante.example', name: 'Bea' })
    const content = completeContacts([bea.id], { 'merchant-issues': [] })
    await buildRevision(tx, { ...of, savedBy: elena.id, content })
    const { invitation, token } = await buildInvitation(tx, { ...of, invitedBy: bea.id, email: nina.email })
    for (const name of ['tech', 'operations', 'support'])
      await buildConfirmation(tx, { ...of, address: `${name}@contacts.example`, confirmedAt: 1 })
    const asked = await buildConfirmation(tx, { ...of, address: oncall })
    const question = newId()
    await buildQuestion(tx, asked, { id: question, locale: 'it', accountName: account.name })
    for (const address of [oncall, added, nina.email, elsewhere])
      await markAddress(tx, { address, deliveryId: null, status: '5.1.1' }, now())
    // What is asked although it serves as nothing, and a reason that is none any more, for what ends them to be seen.
    await buildConfirmation(tx, { ...of, address: 'stray@contacts.example' })
    await refreshSearchRow(tx, account.id)
    await tx.update(accountSearch).set({ nobodySince: 1 })
    const link = linkToken('confirm', question)
    return { store, account, content, elena, bea, nina, ada, invitation, token, link }
  })
}

const owner = ({ store, elena, account }: Setting) =>
  grantAccount(store.read, actorOf(elena), { id: account.id }, 'owner')
const admin = ({ ada }: Setting) => grantStaff(actorOf(ada, 'admin'), 'admin')

/** What follows from a change, as it is seen in the store. */
async function readFacts({ store, account: { id } }: Setting) {
  const [account] = await store.read.select().from(accounts).where(eq(accounts.id, id))
  const open = await store.read.select().from(confirmations)
  return {
    marks: await store.read.$count(addressMarks),
    deadline: account?.dueAt === null,
    review: (account?.reviewDueAt ?? 0) > now(),
    drill: account?.drillDueAt !== null,
    search: await store.read.$count(accountSearch, eq(accountSearch.nobodySince, 1)),
    confirmations: open.filter(({ address, endedAt }) => address.startsWith('stray') && endedAt === null)
      .length,
    invitations: (await store.read.select().from(invitations)).filter((one) => one.revokedAt !== null).length,
  }
}

type Effect = keyof Awaited<ReturnType<typeof readFacts>>
type Row = {
  /** Of the account before; complete with a deadline, which a look at it takes away, unless given. */
  account?: Partial<SeededAccount>
  change(setting: Setting): Promise<unknown>
  follows: Effect[]
  /** What the audit log has of it, and the mails, in their order. */
  entries: string[]
  mails?: string[]
}

/** Of a change that leaves something missing. */
const undue = { dueAt: null }
const both = (template: string) => [`${template} bea@levante.example`, `${template} elena@levante.example`]
const decide = (step: StaffStep) => async (setting: Setting) =>
  decideLaunch(setting.store, admin(setting), {
    slug,
    step,
    reason: 'Because.',
    since: setting.account.stateChangedAt,
  })
const edit = (given: Partial<SeededAccount>) => async (setting: Setting) => {
  const { name, integrationTypeId, defaultLocale } = { ...setting.account, ...given }
  const version = accountVersion(setting.account)
  await editAccount(setting.store, admin(setting), slug, { name, integrationTypeId, defaultLocale, version })
}
const save = async (setting: Setting) => {
  const { account, contacts } = await owner(setting)
  const values = toFormValues(contacts ?? setting.content)
  values.technical.push({ address: added, label: '', locale: '' })
  return { version: account.contactsVersion, environment: 'production', values } as const
}

const rows: Record<Change['kind'] | 'none', Record<string, Row>> = {
  submitted: {
    'a submission': {
      change: async (setting) => submitContacts(setting.store, await owner(setting), await save(setting)),
      follows: ['marks', 'deadline', 'review', 'search', 'confirmations'],
      entries: ['contacts.submitted'],
      // Its mark is cleared first, or it would be asked later.
      mails: [`confirm-address ${added}`],
    },
  },
  reviewed: {
    'everything confirmed': {
      change: async (setting) => confirmReview(setting.store, await owner(setting), { version: 1 }),
      follows: ['review', 'confirmations'],
      entries: ['contacts.reviewed'],
    },
  },
  edited: {
    'another name': {
      change: edit({ name: 'Ponente' }),
      follows: ['deadline', 'search'],
      entries: ['account.edited'],
    },
    'a type that asks for more': {
      account: undue,
      change: edit({ integrationTypeId: elsewhereType }),
      follows: ['deadline', 'search'],
      entries: ['account.edited'],
      mails: both('contacts-due'),
    },
  },
  'type-rule': {
    'a rule of its type that asks for more': {
      account: undue,
      change: (setting) => changeRule(setting, typeId, 'required'),
      follows: ['deadline', 'search'],
      entries: ['type.rule-changed'],
      mails: both('contacts-due'),
    },
    'a rule of its type that asks for less': {
      account: { integrationTypeId: elsewhereType },
      change: (setting) => changeRule(setting, elsewhereType, 'optional'),
      follows: ['deadline', 'search'],
      entries: ['type.rule-changed'],
    },
  },
  joined: {
    'an invitation accepted in the portal': {
      change: ({ store, nina, invitation }) =>
        acceptOwnInvitation(store, actorOf(nina), invitation.id, nothingSaid),
      follows: ['search', 'confirmations'],
      entries: ['invitation.accepted'],
    },
  },
  'joined-by-link': {
    'an invitation accepted by its link': {
      change: ({ store, token }) =>
        acceptInvitation(store, token, nothingSaid, {
          actor: null,
          visitor: { userAgent: '', locale: 'en' },
        }),
      follows: ['marks', 'search', 'confirmations'],
      entries: ['invitation.accepted', 'session.started'],
    },
  },
  'role-changed': {
    'an owner who becomes a viewer': {
      change: async (setting) =>
        changeRole(setting.store, await owner(setting), { userId: setting.bea.id, role: 'viewer' }),
      follows: ['search', 'invitations'],
      entries: ['invitation.revoked', 'member.role-changed'],
      mails: ['role-changed bea@levante.example'],
    },
  },
  left: {
    'a member removed': {
      account: undue,
      change: async (setting) =>
        removeMember(setting.store, await owner(setting), { userId: setting.bea.id, asked: true }),
      follows: ['deadline', 'search', 'confirmations', 'invitations'],
      entries: ['invitation.revoked', 'member.removed'],
      mails: ['contacts-due elena@levante.example', 'removed-from-account bea@levante.example'],
    },
    'a member who leaves': {
      account: undue,
      change: async (setting) => {
        const { store, account, bea } = setting
        await leaveAccount(store, await grantAccount(store.read, actorOf(bea), account, 'viewer'), {
          asked: true,
        })
      },
      follows: ['deadline', 'search', 'confirmations', 'invitations'],
      entries: ['invitation.revoked', 'member.left'],
      mails: ['contacts-due elena@levante.example'],
    },
  },
  'member-erased': {
    'a member erased': {
      account: undue,
      change: (setting) => eraseAddress(setting.store, admin(setting), setting.bea.email),
      follows: ['deadline', 'search', 'invitations'],
      entries: ['invitation.revoked', 'member.removed', 'personal.erased'],
      mails: ['contacts-due elena@levante.example'],
    },
  },
  'member-address': {
    'another address of a member': {
      async change({ store, elena }) {
        const challenge = {
          id: newId(),
          purpose: 'change-address',
          email: elsewhere,
          userId: elena.id,
        } as const
        await store.transact((tx) => insertChallenge(tx, { ...challenge, code: '12345678', token: 'token' }))
        await redeemAddressChange(store, actorOf(elena), challenge.id, '12345678', 'en')
      },
      follows: ['marks', 'search', 'confirmations'],
      entries: ['user.address-changed'],
      mails: ['address-changed elena@levante.example'],
    },
  },
  'contact-erased': {
    'a contact erased': {
      account: undue,
      change: (setting) => eraseAddress(setting.store, admin(setting), oncall),
      follows: ['marks', 'deadline', 'search'],
      entries: ['contacts.erased', 'personal.erased'],
      mails: both('address-erased'),
    },
  },
  refused: {
    '“This is not me”': {
      account: undue,
      change: ({ store, link }) => refuseAddress(store, link),
      follows: ['deadline', 'search'],
      entries: ['contacts.refused'],
      mails: both('address-refused'),
    },
    '“This is not me” of a closed account': {
      account: { ...undue, closedAt: 1 },
      change: ({ store, link }) => refuseAddress(store, link),
      follows: ['search'],
      entries: ['contacts.refused'],
    },
  },
  launch: {
    'a review asked for': {
      account: { state: 'onboarding' },
      change: async (setting) => requestReview(setting.store, await owner(setting)),
      follows: ['search'],
      entries: ['integration.request-review'],
      mails: ['review-requested ada@desk.example'],
    },
    approval: {
      account: { state: 'review' },
      change: decide('approve'),
      follows: ['drill', 'search'],
      entries: ['integration.approve'],
      mails: both('launch-decided'),
    },
    'a review sent back': {
      account: { state: 'review' },
      change: decide('send-back'),
      follows: ['search'],
      entries: ['integration.send-back'],
      mails: both('launch-decided'),
    },
    'disabling it': {
      change: decide('disable'),
      follows: ['search'],
      entries: ['integration.disable'],
      mails: ['notice tech@contacts.example', ...both('launch-decided')],
    },
    'enabling it': {
      account: { state: 'disabled' },
      change: decide('enable'),
      follows: ['drill', 'search'],
      entries: ['integration.enable'],
      mails: both('launch-decided'),
    },
    'a pause': {
      change: async (setting) => pauseIntegration(setting.store, await owner(setting)),
      follows: ['search'],
      entries: ['integration.pause'],
    },
    'the end of a pause': {
      account: { state: 'paused' },
      change: async (setting) => resumeIntegration(setting.store, await owner(setting)),
      follows: ['drill', 'search'],
      entries: ['integration.resume'],
    },
  },
  closed: {
    closing: {
      change: (setting) => closeAccount(setting.store, admin(setting), { slug, reason: '' }),
      follows: ['search', 'invitations'],
      entries: ['invitation.revoked', 'account.closed'],
      mails: both('account-closed'),
    },
  },
  reopened: {
    reopening: {
      account: { closedAt: now() - day },
      change: (setting) => reopenAccount(setting.store, admin(setting), { slug }),
      follows: ['deadline', 'search'],
      entries: ['account.reopened'],
      mails: both('account-reopened'),
    },
  },
  none: {
    'a draft': {
      change: async (setting) => saveDraft(setting.store, await owner(setting), await save(setting)),
      follows: [],
      entries: [],
    },
    'a draft thrown away': {
      async change(setting) {
        const { store, account, elena } = setting
        await store.transact((tx) => buildDraft(tx, { accountId: account.id, savedBy: elena.id }))
        const granted = await owner(setting)
        await discardDraft(store, granted, granted.account.contactsVersion)
      },
      follows: [],
      entries: ['contacts.draft-discarded'],
    },
    'another name of a member': {
      change: ({ store, elena }) => saveProfile(store, actorOf(elena), { name: 'Elena Neri' }),
      follows: [],
      entries: ['user.changed'],
    },
    'an address confirmed': {
      change: ({ store, link }) => confirmAddress(store, link),
      follows: ['marks', 'search'],
      entries: ['contacts.confirmed'],
    },
    'an address tried again': {
      change: async (setting) => tryAddressAgain(setting.store, await owner(setting), oncall),
      follows: ['marks', 'search'],
      entries: ['contacts.tried-again'],
    },
    'a later deadline': {
      change: (setting) =>
        extendDueAt(setting.store, admin(setting), slug, { from: setting.account.dueAt ?? 0, days: 7 }),
      follows: [],
      entries: ['account.due-extended'],
    },
  },
}

async function changeRule(setting: Setting, id: string, rule: 'required' | 'optional') {
  const { store } = setting
  const type = (await listTypes(store.read, admin(setting))).find((one) => one.id === id)
  if (!type) throw new Error('No type.')
  await changeTypeRule(store, admin(setting), id, rule, versionOfType(type))
  await followTypeChanges(store)
}

/** A kind of change without a row does not compile; `none` is what changes no account. */
describe('what follows from', () => {
  const all = Object.values(rows).flatMap((titled) => Object.entries(titled))
  test.each(all)('%s', async (_title, { account, change, follows, entries, mails = [] }) => {
    const setting = await furnish({ dueAt: now() + day, ...account })
    const { store } = setting
    const asked = new Set((await store.read.select().from(outbox)).map(({ id }) => id))
    const before = await readFacts(setting)
    await change(setting)
    const after = await readFacts(setting)
    const changed = (Object.keys(after) as Effect[]).filter((effect) => after[effect] !== before[effect])
    expect(changed).toEqual(follows)
    const written = await store.read.select().from(auditEntries).orderBy(asc(auditEntries.id))
    expect(written.map(({ action }) => action)).toEqual(entries)
    const sent = await store.read.select().from(outbox).orderBy(asc(outbox.id))
    expect(
      sent.filter(({ id }) => !asked.has(id)).map(({ template, recipient }) => `${template} ${recipient}`),
    ).toEqual(mails)
  })
})
