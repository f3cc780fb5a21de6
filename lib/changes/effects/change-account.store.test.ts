import { describe } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { invitations } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { ContactInformation, IntegrationState } from '#/db/words/accounts.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { listTypes, versionOfType } from '#/lib/accounts/types/queries.ts'
import { sendCheckNow } from '#/lib/changes/accounts/ask-check.ts'
import {
  createAccount,
  editAccount,
  extendDueAt,
  inviteOwnerAsAdmin,
} from '#/lib/changes/accounts/commands.ts'
import { accountVersion } from '#/lib/changes/accounts/form.ts'
import { nudgeAccount } from '#/lib/changes/accounts/nudge.ts'
import { confirmCheck } from '#/lib/changes/checks/commands.ts'
import { closeAccount, reopenAccount } from '#/lib/changes/closing/commands.ts'
import { resendAllConfirmations, resendConfirmation } from '#/lib/changes/confirmations/resend.ts'
import { confirmAddress, refuseAddress } from '#/lib/changes/contacts/answer.ts'
import {
  discardDraft,
  retryAddress,
  saveDraft,
  submitContacts,
  submitDraft,
} from '#/lib/changes/contacts/commands.ts'
import {
  addEndpoint,
  changeEndpoint,
  removeEndpoint,
  replaceTarget,
  rotateSecret,
} from '#/lib/changes/contacts/endpoint-commands.ts'
import { retryAccountAddresses } from '#/lib/changes/contacts/retry-addresses.ts'
import { submitSection } from '#/lib/changes/contacts/section-commands.ts'
import { disableEndpoint, enableEndpoint } from '#/lib/changes/contacts/switch-endpoint.ts'
import { acceptInvitation, acceptOwnInvitation } from '#/lib/changes/invitations/accept-commands.ts'
import { inviteMembers, resendInvitation, revokeInvitation } from '#/lib/changes/invitations/commands.ts'
import {
  inviteStaff,
  resendStaffInvitation,
  revokeStaffInvitation,
} from '#/lib/changes/invitations/staff-commands.ts'
import { redeemAddressChange } from '#/lib/changes/members/address-change.ts'
import { askOwnersToInvite, changeRole, leaveAccount, removeMember } from '#/lib/changes/members/commands.ts'
import {
  decideReview,
  pauseIntegration,
  requestReview,
  resumeIntegration,
} from '#/lib/changes/review/commands.ts'
import type { MemberStep, StaffStep } from '#/lib/changes/review/policy.ts'
import { insertChallenge } from '#/lib/changes/sign-in/challenges.ts'
import { applyTypeChanges } from '#/lib/changes/types/apply-changes.ts'
import { addType, changeTypeRule, deleteType, saveType } from '#/lib/changes/types/commands.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { saveProfile } from '#/lib/identity/profile/profile.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { eraseAddress } from '#/lib/privacy/erasure/erase.ts'
import { buildDraft, type SeededAccount } from '#/seed/accounts.ts'
import { type buildEndpoint, plantEndpoints } from '#/seed/endpoints.ts'
import { buildMark } from '#/seed/notices.ts'
import { buildInvitation, buildSession } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import {
  added,
  both,
  type Command,
  type CommandSetting,
  elsewhere,
  oncall,
  slug,
  testCommands,
} from '#/tests/command-setting.ts'
import { newWebhook } from '#/tests/endpoint-commands.ts'
import { known } from '#/tests/known.ts'
import type { Change } from './change-account.ts'

const typeId = 'healthcare-appointments'
const elsewhereType = 'local-services'
const nothingSaid = { name: null, locale: null, timeZone: null }
const visitor = { userAgent: '', locale: 'en' } as const
const invited = { emails: ['new@levante.example'], role: 'viewer', locale: 'en' } as const
const zoe = { email: 'zoe@desk.example', role: 'support', locale: 'it' } as const
const typeNames = { names: { en: 'Gifts', it: 'Regali' }, after: '' }

async function askLongAgo(tx: Writer) {
  await tx.delete(addressMarks)
  await tx.update(confirmations).set({ askedAt: 1 })
}

/** For a change that leaves a required field missing. */
const undue = { dueAt: null }
const memberStep = (
  step: MemberStep,
  state: IntegrationState,
  command: typeof requestReview,
  follows: Command['follows'] & object,
  mails: string[] = [],
): Command => ({
  right: 'editor',
  account: { state },
  change: (store, { owner }) => command(store, owner),
  follows,
  entries: [`integration.${step}`],
  mails,
})
const staffStep = (
  step: StaffStep,
  state: IntegrationState,
  follows: Command['follows'] & object,
  mails: string[] = [],
): Command => ({
  right: 'support',
  account: { state },
  change: (store, { admin, account }) =>
    decideReview(store, admin, { slug, step, reason: 'Because.', since: account.stateChangedAt }),
  follows,
  entries: [`integration.${step}`],
  mails: [...mails, ...both('launch-decided')],
})
const edit =
  (given: Partial<SeededAccount>) =>
  (store: Store, { admin, account }: CommandSetting) => {
    const { name, integrationTypeId, defaultLocale } = { ...account, ...given }
    const version = accountVersion(account)
    return editAccount(store, admin, slug, { name, integrationTypeId, defaultLocale, version })
  }
const withAdded = (content: ContactInformation) => {
  const values = toFormValues(content)
  values.technical.push({ address: added, label: '', locale: '' })
  return values
}
const save = ({ owner: { account, contacts }, content }: CommandSetting) =>
  ({
    version: account.contactsVersion,
    environment: 'production',
    values: withAdded(contacts ?? content),
  }) as const
const submission = {
  right: 'editor',
  follows: ['deadline', 'check', 'search', 'confirmations'],
  entries: ['contacts.submitted'],
  // The added address bounces; it is asked once all the same.
  mails: [`confirm-address ${added}`],
} satisfies Partial<Command>
const typeVersion = async ({ store, admin }: CommandSetting, id: string) =>
  versionOfType(known((await listTypes(store.read, admin)).find((one) => one.id === id)))
const changeRule =
  (id: string, rule: 'required' | 'optional') => async (store: Store, setting: CommandSetting) => {
    await changeTypeRule(store, setting.admin, id, rule, await typeVersion(setting, id))
    await applyTypeChanges(store)
  }

const endpointId = newId()
const endpointHere = { id: endpointId, environment: 'production' } as const
// As `actorOf` names it.
const signIn = (tx: Writer, { elena }: Pick<CommandSetting, 'elena'>) =>
  buildSession(tx, { id: 'session', userId: elena.id })
async function plantEndpoint(
  tx: Writer,
  { account, elena, content }: Pick<CommandSetting, 'account' | 'elena' | 'content'>,
  given: Partial<Parameters<typeof buildEndpoint>[1]> = {},
) {
  await signIn(tx, { elena })
  const config = { url: 'https://hooks.example.net/1', secret: 'whsec_1' }
  const listing = { accountId: account.id, savedBy: elena.id, fields: ['technical'], content } as const
  await plantEndpoints(tx, listing, [{ id: endpointId, kind: 'webhook', config, ...given }])
}
const ofEndpoint = {
  right: 'editor',
  prepare: (tx, planted) => plantEndpoint(tx, planted),
  follows: ['search'],
} satisfies Partial<Command>

/** A kind without a row does not compile; `none` is for commands that do not change the account. */
const rows: Record<Change['kind'] | 'none', Record<string, Command>> = {
  submitted: {
    'a submission': {
      ...submission,
      change: (store, setting) => submitContacts(store, setting.owner, save(setting)),
    },
    'a submitted draft': {
      ...submission,
      prepare: (tx, { account, elena, content }) =>
        buildDraft(tx, { accountId: account.id, savedBy: elena.id, values: withAdded(content) }),
      change: (store, setting) => submitDraft(store, setting.owner, save(setting)),
    },
  },
  'section-submitted': {
    'one field submitted before the check is due': {
      ...submission,
      prepare: (tx) => tx.update(accounts).set({ checkDueAt: now() + day }),
      change: (store, setting) =>
        submitSection(store, setting.owner, { ...save(setting), section: 'technical' }),
      follows: ['deadline', 'search', 'confirmations'],
    },
  },
  checked: {
    'a confirmed check': {
      right: 'editor',
      // Nobody can confirm it while a contact bounces.
      prepare: (tx) => tx.delete(addressMarks),
      change: (store, { owner }) => confirmCheck(store, owner, { version: 1 }),
      follows: ['check', 'confirmations'],
      entries: ['contacts.reviewed'],
    },
  },
  edited: {
    'another name': {
      right: 'admin',
      change: edit({ name: 'Ponente' }),
      follows: ['deadline', 'search'],
      entries: ['account.edited'],
    },
    'a type that requires more': {
      right: 'admin',
      account: undue,
      change: edit({ integrationTypeId: elsewhereType }),
      follows: ['deadline', 'search'],
      entries: ['account.edited'],
      mails: both('contacts-due'),
    },
  },
  'type-rule': {
    'a rule that requires more': {
      right: 'admin',
      account: undue,
      change: changeRule(typeId, 'required'),
      follows: ['deadline', 'search'],
      entries: ['type.rule-changed'],
      mails: both('contacts-due'),
    },
    'a rule that requires less': {
      right: 'admin',
      account: { integrationTypeId: elsewhereType },
      change: changeRule(elsewhereType, 'optional'),
      follows: ['deadline', 'search'],
      entries: ['type.rule-changed'],
    },
  },
  joined: {
    'an invitation accepted in the portal': {
      right: null,
      change: (store, { nina, invitation }) =>
        acceptOwnInvitation(store, actorOf(nina), invitation.id, nothingSaid),
      follows: ['search', 'confirmations'],
      entries: ['invitation.accepted'],
    },
    'an invitation accepted by its link': {
      right: null,
      change: (store, { token }) => acceptInvitation(store, token, nothingSaid, { actor: null, visitor }),
      follows: ['marks', 'search', 'confirmations'],
      entries: ['invitation.accepted', 'session.started'],
    },
  },
  'role-changed': {
    'an owner who becomes a viewer': {
      right: 'owner',
      change: (store, { owner, bea }) => changeRole(store, owner, { userId: bea.id, role: 'viewer' }),
      follows: ['search', 'invitations'],
      entries: ['invitation.revoked', 'member.role-changed'],
      mails: ['role-changed bea@levante.example'],
    },
  },
  left: {
    'a member removed': {
      right: 'owner',
      account: undue,
      change: (store, { owner, bea }) => removeMember(store, owner, { userId: bea.id, asked: true }),
      follows: ['deadline', 'search', 'confirmations', 'invitations'],
      entries: ['invitation.revoked', 'member.removed'],
      mails: ['contacts-due elena@levante.example', 'removed-from-account bea@levante.example'],
    },
    'a member who leaves': {
      right: null,
      account: undue,
      change: async (store, { account, bea }) => {
        const own = await grantAccount(store.read, actorOf(bea), account, 'viewer')
        await leaveAccount(store, own, { asked: true })
      },
      follows: ['deadline', 'search', 'confirmations', 'invitations'],
      entries: ['invitation.revoked', 'member.left'],
      mails: ['contacts-due elena@levante.example'],
    },
  },
  'member-erased': {
    'a member erased': {
      right: 'admin',
      account: undue,
      change: (store, { admin, bea }) => eraseAddress(store, admin, bea.email),
      follows: ['deadline', 'search', 'invitations'],
      entries: ['invitation.revoked', 'member.removed', 'personal.erased'],
      mails: ['contacts-due elena@levante.example'],
    },
  },
  'member-address': {
    'another address of a member': {
      right: null,
      prepare: async (tx, { elena: { id: userId } }) => {
        // As `actorOf` names it.
        await buildSession(tx, { id: 'session', userId })
        const challenge = { id: 'challenge', purpose: 'change-address', email: elsewhere, userId } as const
        await insertChallenge(tx, { ...challenge, code: '12345678', token: 'token' })
      },
      change: (store, { elena }) => redeemAddressChange(store, actorOf(elena), 'challenge', '12345678', 'en'),
      follows: ['marks', 'search', 'confirmations'],
      entries: ['user.address-changed'],
      mails: ['address-changed elena@levante.example'],
    },
  },
  endpoints: {
    'an endpoint added': {
      right: 'editor',
      prepare: signIn,
      change: (store, { owner }) => addEndpoint(store, owner, newWebhook({ id: endpointId })),
      follows: ['search'],
      entries: ['endpoint.added'],
      mails: [`endpoint-code endpoint:${endpointId}`],
    },
    'an endpoint changed': {
      ...ofEndpoint,
      change: (store, { owner }) => {
        const words = { label: 'Night', locale: null, fields: ['technical'], settings: {} } as const
        return changeEndpoint(store, owner, { ...endpointHere, ...words })
      },
      entries: ['endpoint.changed'],
    },
    'an endpoint elsewhere': {
      ...ofEndpoint,
      change: (store, { owner }) =>
        replaceTarget(store, owner, { ...endpointHere, typed: { url: 'https://hooks.example.net/2' } }),
      entries: ['endpoint.changed'],
      mails: [`endpoint-code endpoint:${endpointId}`],
    },
    'a new secret': {
      ...ofEndpoint,
      change: (store, { owner }) => rotateSecret(store, owner, endpointHere),
      entries: ['endpoint.rotated'],
    },
    'an endpoint removed': {
      ...ofEndpoint,
      change: (store, { owner }) => removeEndpoint(store, owner, endpointHere),
      entries: ['endpoint.removed'],
    },
    'an endpoint that staff disable': {
      ...ofEndpoint,
      right: 'support',
      change: (store, { admin }) =>
        disableEndpoint(store, admin, { account: slug, endpoint: endpointId, reason: 'Because.' }),
      entries: ['endpoint.disabled'],
      mails: both('endpoint-disabled'),
    },
    'an endpoint that staff enable': {
      ...ofEndpoint,
      right: 'support',
      prepare: (tx, planted) => plantEndpoint(tx, planted, { disabledAt: 1, disabledBy: 'ada' }),
      change: (store, { admin }) => enableEndpoint(store, admin, { account: slug, endpoint: endpointId }),
      entries: ['endpoint.enabled'],
    },
  },
  'contact-erased': {
    'a contact erased': {
      right: 'admin',
      account: undue,
      change: (store, { admin }) => eraseAddress(store, admin, oncall),
      follows: ['marks', 'deadline', 'search'],
      entries: ['contacts.erased', 'personal.erased'],
      mails: both('address-erased'),
    },
  },
  refused: {
    '“This is not me”': {
      right: null,
      account: undue,
      change: (store, { link }) => refuseAddress(store, link),
      follows: ['marks', 'deadline', 'search'],
      entries: ['contacts.refused'],
      mails: both('address-refused'),
    },
    '“This is not me” of a closed account': {
      right: null,
      account: { ...undue, closedAt: 1 },
      change: (store, { link }) => refuseAddress(store, link),
      follows: ['marks', 'search'],
      entries: ['contacts.refused'],
    },
  },
  review: {
    'a request for review': memberStep(
      'request-review',
      'onboarding',
      requestReview,
      ['search'],
      ['review-requested ada@desk.example'],
    ),
    'a pause': memberStep('pause', 'live', pauseIntegration, ['search']),
    'the end of a pause': memberStep('resume', 'paused', resumeIntegration, ['drill', 'search']),
    approval: staffStep('approve', 'review', ['drill', 'search']),
    'a review sent back': staffStep('send-back', 'review', ['search']),
    'disabling it': staffStep('disable', 'live', ['search'], ['notice tech@contacts.example']),
    'enabling it': staffStep('enable', 'disabled', ['drill', 'search']),
  },
  closed: {
    closing: {
      right: 'admin',
      change: (store, { admin }) => closeAccount(store, admin, { slug, reason: '' }),
      follows: ['search', 'invitations'],
      entries: ['invitation.revoked', 'account.closed'],
      mails: both('account-closed'),
    },
  },
  reopened: {
    reopening: {
      right: 'admin',
      account: { closedAt: now() - day },
      change: (store, { admin }) => reopenAccount(store, admin, { slug }),
      follows: ['deadline', 'search'],
      entries: ['account.reopened'],
      mails: both('account-reopened'),
    },
  },
  none: {
    'a draft': {
      right: 'editor',
      change: (store, setting) => saveDraft(store, setting.owner, save(setting)),
      entries: [],
    },
    'a discarded draft': {
      right: 'editor',
      prepare: (tx, { account, elena }) => buildDraft(tx, { accountId: account.id, savedBy: elena.id }),
      change: (store, { owner }) => discardDraft(store, owner, owner.account.contactsVersion),
      entries: ['contacts.draft-discarded'],
    },
    'another name of a member': {
      right: null,
      change: (store, { elena }) => saveProfile(store, actorOf(elena), { name: 'Elena Neri' }),
      entries: ['user.changed'],
    },
    'an address confirmed': {
      right: null,
      change: (store, { link }) => confirmAddress(store, link),
      follows: ['marks', 'search'],
      entries: ['contacts.confirmed'],
    },
    'a confirmation sent again': {
      right: 'editor',
      prepare: askLongAgo,
      change: (store, { owner }) => resendConfirmation(store, owner, oncall),
      entries: ['contacts.confirmation-sent'],
      mails: [`confirm-address ${oncall}`],
    },
    'all confirmations sent again': {
      right: 'editor',
      prepare: askLongAgo,
      change: (store, { owner }) => resendAllConfirmations(store, owner),
      entries: ['contacts.confirmation-sent'],
      mails: [`confirm-address ${oncall}`],
    },
    'an address tried again': {
      right: 'editor',
      change: (store, { owner }) => retryAddress(store, owner, oncall),
      follows: ['marks', 'search'],
      entries: ['contacts.tried-again'],
    },
    'all addresses of an account tried again': {
      right: 'support',
      prepare: (tx, { elena }) => buildMark(tx, { address: elena.email }),
      change: (store, { admin }) => retryAccountAddresses(store, admin, slug),
      follows: ['marks', 'search'],
      entries: ['contacts.tried-again', 'contacts.tried-again'],
    },
    'an invitation': {
      right: 'owner',
      change: (store, { owner }) => inviteMembers(store, owner, invited),
      entries: ['invitation.sent'],
      mails: ['invitation new@levante.example'],
    },
    'an invitation sent again': {
      right: 'owner',
      change: (store, { owner, invitation }) => resendInvitation(store, owner, invitation.id),
      entries: ['invitation.sent'],
      mails: ['invitation nina@levante.example'],
    },
    'an invitation revoked': {
      right: 'owner',
      change: (store, { owner, invitation }) => revokeInvitation(store, owner, invitation.id),
      follows: ['invitations'],
      entries: ['invitation.revoked'],
    },
    'an invitation to the staff': {
      right: 'admin',
      change: (store, { admin }) => inviteStaff(store, admin, zoe),
      entries: ['invitation.sent'],
      mails: ['staff-invitation zoe@desk.example'],
    },
    'an invitation to the staff sent again': {
      right: 'admin',
      prepare: (tx, { ada }) => buildInvitation(tx, { ...zoe, id: 'zoe', invitedBy: ada.id, byStaff: true }),
      change: (store, { admin }) => resendStaffInvitation(store, admin, 'zoe'),
      entries: ['invitation.sent'],
      mails: ['staff-invitation zoe@desk.example'],
    },
    'an invitation to the staff revoked': {
      right: 'admin',
      prepare: (tx, { ada }) => buildInvitation(tx, { ...zoe, id: 'zoe', invitedBy: ada.id, byStaff: true }),
      change: (store, { admin }) => revokeStaffInvitation(store, admin, 'zoe'),
      follows: ['invitations'],
      entries: ['invitation.revoked'],
    },
    'an invitation to the staff accepted': {
      right: null,
      prepare: async (tx, { ada, nina: { email } }) => {
        await tx.delete(invitations)
        await buildInvitation(tx, { ...zoe, email, id: 'nina', invitedBy: ada.id, byStaff: true })
      },
      change: (store, { nina }) => acceptOwnInvitation(store, actorOf(nina), 'nina', nothingSaid),
      entries: ['invitation.accepted', 'staff.added'],
    },
    'owners asked to invite': {
      right: 'viewer',
      change: (store, { owner }) => askOwnersToInvite(store, owner, ''),
      entries: ['members.invitation-asked'],
      mails: both('ask-owners-to-invite'),
    },
    'a new account': {
      right: 'admin',
      change: (store, { admin }) =>
        createAccount(store, admin, {
          name: 'Molo',
          slug: 'molo',
          integrationTypeId: typeId,
          defaultLocale: 'it',
          email: 'piero@molo.example',
          locale: 'it',
        }),
      entries: ['account.created', 'invitation.sent'],
      mails: ['invitation piero@molo.example'],
    },
    'an owner invited by staff': {
      right: 'admin',
      change: (store, { admin }) =>
        inviteOwnerAsAdmin(store, admin, slug, { email: 'new@levante.example', locale: 'it' }),
      entries: ['invitation.sent'],
      mails: ['invitation new@levante.example'],
    },
    'a nudge about missing fields': {
      right: 'support',
      account: { integrationTypeId: elsewhereType },
      change: (store, { admin }) => nudgeAccount(store, admin, slug),
      entries: ['account.nudged'],
      mails: both('contacts-nudge'),
    },
    'a check that staff ask for': {
      right: 'support',
      account: { dueAt: null },
      change: (store, { admin }) => sendCheckNow(store, admin, slug),
      entries: ['account.review-asked'],
      mails: both('contacts-review'),
    },
    'a later deadline': {
      right: 'support',
      change: (store, { admin, account }) =>
        extendDueAt(store, admin, slug, { from: account.dueAt ?? 0, days: 7 }),
      entries: ['account.due-extended'],
    },
    'a new type': {
      right: 'admin',
      change: (store, { admin }) => addType(store, admin, { ...typeNames, merchantIssues: 'hidden' }),
      entries: ['type.added'],
    },
    'another name of a type': {
      right: 'admin',
      change: async (store, setting) =>
        saveType(store, setting.admin, typeId, typeNames, await typeVersion(setting, typeId)),
      entries: ['type.changed'],
    },
    'a type deleted': {
      right: 'admin',
      change: async (store, setting) =>
        deleteType(store, setting.admin, elsewhereType, await typeVersion(setting, elsewhereType)),
      entries: ['type.deleted'],
    },
  },
}

describe('each command checks the right again and is atomic', () => {
  for (const commands of Object.values(rows)) testCommands(commands)
})
