import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { demoDeliveryIds, demoNoticeIds } from '#/seed/demo/ids.ts'
import { announcementIds } from '../announcement-rows.ts'
import { authSecret } from '../server.ts'
import { bulkRunId, endpointCode, endpointId, type Role, slugs } from './setting.ts'

/** Further fields that a form needs, and the state that gives the action something to do. */
export type Body = {
  /** Uses the form of this other action. */
  formOf?: string
  /** Uses only a form with these fields. */
  like?: Record<string, string>
  /** Replaces or adds values; without a form on any page, these are all values. */
  fields?: Record<string, string>
  /** A page of the action, if no page has its form. */
  path?: string
  first?: string[]
  /** The role that may do it to itself, if that is not the owner. */
  as?: Role
}

const ofAccount = { account: slugs.a }
const at = `/accounts/${slugs.a}`
const admins = `/admin/accounts/${slugs.a}`
const idOf = (role: string) => `(select id from users where email_key = '${role}@matrix.example')`
const setAccount = (what: string) => [`update accounts set ${what} where slug = '${slugs.a}'`]
const announcement = (state: keyof typeof announcementIds) => ({ announcement: announcementIds[state] })
const member = '00000000-0000-7000-8000-00000000000a'
const round = '00000000-0000-7000-8000-00000000000b'
const key = '00000000-0000-7000-8000-00000000000c'

/** A check has an answer to press only while nothing bounces. */
export const noMarks = ['delete from address_marks']

/** A member to remove, with a known id. */
const addMember = [
  `insert into users (id, email, email_key, name, created_at) values ('${member}', 'm@matrix.example', 'm@matrix.example', 'M', 1)`,
  `insert into memberships (id, account_id, user_id, role, created_at)
    select '${member}', id, '${member}', 'viewer', 1 from accounts where slug = '${slugs.a}'`,
]

/** A view that support shares. */
const view = '00000000-0000-7000-8000-00000000000d'
const addView = `insert or replace into saved_views (id, owner_id, list, name, query, shared, created_at)
  select '${view}', id, 'accounts', 'Live', 'state=live', 1, 1 from users where email_key = 'support@actions-desk.example'`

/** A valid draft with a known version. */
const draftedAddress = [{ address: 'drafted@levante.example', label: '', locale: '' }]
const drafted = JSON.stringify({
  'technical-emergency': draftedAddress,
  technical: draftedAddress,
  'merchant-issues': draftedAddress,
  operations: draftedAddress,
  'brand-support': { ...draftedAddress[0], phone: '', helpUrl: '' },
  'support-hours': [{ days: ['1'], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' }],
})
const addDraft = [
  `insert or replace into contact_drafts (account_id, "values", version, saved_by, saved_at)
    select id, json_set('${drafted}', '$.alerts', json_array(${idOf('owner')})), 99, ${idOf('owner')}, 1
    from accounts where slug = '${slugs.a}'`,
  ...setAccount('contacts_version = 99'),
]
const contacts = `${at}/configuration/contact-information`
const endpoints = `${at}/configuration/endpoints/${endpointId}`
const ofEndpoint = { ...ofAccount, endpoint: endpointId }
const ofDraft = { ...ofAccount, environment: 'production', version: '99', section: 'technical' }
const ofSection = { ...ofDraft, place: 'configuration', 'technical.0.address': 'new@plausible.example' }

/** The acknowledged notice, as an emergency that escalates as soon as it waits again. */
const acknowledged = (given: string) => [
  `update notices set category = 'emergency', unanswered_state = 'open', unanswered_escalate_at = 1, ${given}
    where id = '${demoNoticeIds.acknowledged}'`,
]
/** As if this role had acknowledged it a moment ago, by its mail's link. */
const acknowledgedNow = (role: string) =>
  acknowledged(
    `acknowledged_at = cast(strftime('%s', 'now') as integer) * 1000, acknowledged_by = ${idOf(role)},
      acknowledged_via = '${demoDeliveryIds.acknowledged}'`,
  )
const acknowledgedLink = linkToken('acknowledge', demoDeliveryIds.acknowledged, authSecret)

/** An open invitation to the staff. */
const ofStaffInvitation = { invitation: 'matrix-staff-invitation' }
const inviteStaff = [
  `insert into invitations (id, email, email_key, role, locale, token_hash, created_at, expires_at, invited_by, by_staff)
    select 'matrix-staff-invitation', 'new@desk.example', 'new@desk.example', 'support', 'en', 'matrix-staff', 1, 9999999999999, user_id, 1
    from staff where role = 'admin' limit 1`,
]

export const bodies: Record<string, Body> = {
  requestReviewAction: { path: at, fields: ofAccount, first: setAccount("state = 'onboarding'") },
  pauseAction: { like: ofAccount },
  resumeAction: { path: at, fields: ofAccount, first: setAccount("state = 'paused'") },
  confirmCheckAction: {
    path: at,
    fields: { ...ofAccount, version: '1' },
    first: [...noMarks, ...setAccount('review_due_at = 1')],
  },
  confirmCheckByMailAction: { first: noMarks },
  submitDraftAction: {
    path: at,
    fields: { ...ofAccount, version: '99', environment: 'production' },
    first: addDraft,
  },
  undoAcknowledgementAction: {
    path: `${at}/notices`,
    fields: { ...ofAccount, notice: demoNoticeIds.acknowledged },
    first: acknowledgedNow('owner'),
    as: 'owner',
  },
  undoByMailAction: {
    path: `/acknowledge/${acknowledgedLink}`,
    fields: { token: acknowledgedLink },
    first: acknowledgedNow('nobody'),
  },
  handBackAction: {
    path: `/admin/notices/${demoNoticeIds.acknowledged}`,
    fields: { notice: demoNoticeIds.acknowledged, reason: 'Plausible words', acknowledgedAt: '5' },
    first: acknowledged('acknowledged_at = 5'),
  },
  answerCaseAction: {
    path: `${at}/support/2`,
    fields: { ...ofAccount, key, number: '2', text: 'Plausible words' },
  },
  openCaseAction: { like: { ...ofAccount, environment: 'production' } },
  contactFormAction: { path: contacts, fields: { ...ofSection, intent: 'draft' }, first: addDraft },
  submitSectionDraftAction: { path: contacts, fields: ofDraft, first: addDraft },
  discardSectionDraftAction: { path: contacts, fields: ofDraft, first: addDraft },
  submitSectionDraftsAction: { path: contacts, fields: ofDraft, first: addDraft },
  autosaveContactsAction: { path: contacts, fields: ofSection, first: addDraft },
  acknowledgeCaughtAction: { path: '/dev/endpoints', fields: { message: 'none', by: 'A phone' } },
  addEndpointAction: {
    path: endpoints,
    fields: {
      ...ofAccount,
      key: member,
      kind: 'slack',
      label: 'Plausible',
      url: 'https://chat.example.net/hooks/x',
      fields: 'technical',
    },
  },
  changeEndpointAction: {
    path: endpoints,
    fields: { ...ofEndpoint, label: 'Plausible', locale: '', fields: 'technical' },
  },
  replaceTargetAction: {
    path: endpoints,
    fields: { ...ofEndpoint, url: 'https://hooks.example.net/other' },
  },
  disableEndpointAction: { path: `${admins}/contacts`, fields: { ...ofEndpoint, reason: 'Plausible' } },
  enableEndpointAction: {
    path: `${admins}/contacts`,
    fields: ofEndpoint,
    first: [`update endpoints set disabled_at = 1 where id = '${endpointId}'`],
  },
  mailProofCodeAction: { path: endpoints, fields: ofAccount },
  rotateSecretAction: { path: endpoints, fields: ofEndpoint },
  removeEndpointAction: { path: endpoints, fields: ofEndpoint },
  resendEndpointCodeAction: { path: endpoints, fields: ofEndpoint },
  confirmEndpointAction: { path: endpoints, fields: { ...ofEndpoint, code: endpointCode } },
  changeRoleAction: { fields: { ...ofAccount, userId: member, role: 'editor' }, first: addMember },
  inviteMembersAction: {
    path: `${at}/configuration/users`,
    fields: { ...ofAccount, emails: 'new@plausible.example', role: 'editor', locale: 'en' },
  },
  leaveAccountAction: { path: `${at}/configuration/users`, fields: { ...ofAccount, asked: 'alert' } },
  removeMemberAction: {
    path: `${at}/configuration/users`,
    fields: { ...ofAccount, userId: member, asked: 'alert' },
    first: addMember,
  },
  acceptOwnInvitationAction: {
    as: 'stranger',
    fields: { invitation: 'matrix-invitation', name: 'Plausible', locale: 'en', timeZone: 'Europe/Rome' },
    first: [
      "update invitations set email = 'stranger@matrix.example', email_key = 'stranger@matrix.example' where id = 'matrix-invitation'",
    ],
  },
  editAccountAction: { fields: { name: 'Another name' } },
  extendDueAction: {
    fields: { ...ofAccount, from: '1893456000000', days: '7' },
    first: setAccount('due_at = 1893456000000'),
  },
  extendInListAction: {
    fields: { ...ofAccount, from: '1893456000000', days: '7' },
    first: setAccount('due_at = 1893456000000'),
  },
  drillInListAction: { fields: ofAccount },
  nudgeAction: { path: admins, fields: ofAccount },
  closeAccountAction: { fields: { confirm: slugs.a } },
  reopenAccountAction: {
    fields: { ...ofAccount, version: '[1893456000000,"live",5,"Poliambulatorio Levante"]' },
    first: setAccount('closed_at = 1893456000000, state_changed_at = 5'),
  },
  decideReviewAction: { like: { ...ofAccount, step: 'disable' } },
  startImportAction: { path: '/admin/accounts/import/matrix-import', fields: { import: 'matrix-import' } },
  stopImportAction: {
    fields: { import: 'matrix-import' },
    first: ["update imports set state = 'running' where id = 'matrix-import'"],
  },
  chooseAudienceAction: { fields: { audience: '' } },
  stopAction: { fields: announcement('sending') },
  continueAction: { fields: announcement('stopped') },
  assignCaseAction: {
    fields: { number: '2', to: 'matrix-staff', from: '' },
    first: ['update cases set assignee_id = null where number = 2'],
  },
  replyToCaseAction: { fields: { number: '2', key, text: 'Plausible words', intent: 'reply' } },
  beginBulkAction: { fields: { kind: 'nudge', id: round, selection: `only=${slugs.b}` } },
  openCasesAction: {
    path: `/admin/bulk/new/case?only=${slugs.b}`,
    fields: {
      kind: 'case',
      id: round,
      selection: `only=${slugs.b}`,
      category: 'other',
      previewed: 'other',
      subject: 'Plausible',
      text: 'Plausible words',
      environment: 'production',
    },
  },
  stopBulkAction: {
    fields: { id: bulkRunId },
    first: [`update bulk_runs set state = 'running' where id = '${bulkRunId}'`],
  },
  saveViewAction: { fields: { list: 'accounts', query: 'state=live', name: 'Plausible' } },
  changeViewAction: { fields: { view, name: 'Plausible', shared: 'yes' }, first: [addView] },
  deleteViewAction: { fields: { view }, first: [addView] },
  routeInListAction: {
    fields: { notice: demoNoticeIds.unroutable },
    first: [
      `update notices set account_id = (select id from accounts where slug = '${slugs.a}')
        where id = '${demoNoticeIds.unroutable}'`,
    ],
  },
  askCheckInListAction: { fields: ofAccount, first: setAccount('review_due_at = 1, nudged_at = null') },
  routeAgainAction: {
    fields: {
      notice: demoNoticeIds.unroutable,
      slug: slugs.a,
      category: 'technical',
      summary: 'Plausible',
      details: '',
    },
  },
  sendByHandAction: { fields: { slug: slugs.a, links: '', since: '', until: '' } },
  saveDeadlinesAction: { fields: { completionDays: '21' } },
  saveEndpointsAction: { fields: { allowedKinds: 'ntfy' } },
  saveProgrammeAction: {
    fields: { programmeName: 'Another desk', accentLight: '', accentDark: '', intent: 'save' },
  },
  tryStaffAddressAction: {
    path: '/admin/settings/programme',
    fields: {},
    first: [
      `insert or replace into settings (key, value) values ('staffAddress', '"team@desk.example"')`,
      `insert into address_marks (address_key, address, status, marked_at)
        values ('team@desk.example', 'team@desk.example', '5.1.1', 1)`,
    ],
  },
  restoreRouteAction: {
    path: '/admin/settings/routing/emergency',
    fields: { category: 'emergency', version: '0' },
  },
  changeStaffRoleAction: { fields: { role: 'admin' } },
  saveRouteAction: { fields: { answerDays: '2' } },
  saveTypeAction: { fields: { 'name-en': 'Other things' } },
  changeRuleAction: { fields: { merchantIssues: 'required' } },
  saveProfileAction: { fields: { name: 'Another name', timeZone: 'Europe/Rome' } },
  chooseDensityAction: { fields: { density: 'comfortable' } },
  resendStaffInvitationAction: { fields: ofStaffInvitation, first: inviteStaff },
  revokeStaffInvitationAction: { fields: ofStaffInvitation, first: inviteStaff },
  chooseZoneAction: { fields: { timeZone: 'Asia/Tokyo' } },
  redeemAddressAction: { path: '/settings', fields: { code: '12345678' } },
  cancelAddressAction: { path: '/settings', fields: {} },
  eraseAddressAction: { fields: { typed: 'luca@partner-it.example' } },
  refuseAddressAction: { formOf: 'confirmAddressAction' },
  refuseEndpointAction: { formOf: 'confirmEndpointByLinkAction' },
}
