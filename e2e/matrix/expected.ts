import type { KeyScope } from '#/db/words/people.ts'
import type { BuiltAction, BuiltRoute } from './manifest.ts'
import { type Role, roles } from './setting.ts'

/**
 * The rights: anybody; a signed-in person about themselves; a member with this role or higher; staff with this role or
 * higher. Whatever no table lists is for nobody.
 */
export type May = 'anybody' | 'signed in' | 'viewer' | 'editor' | 'owner' | 'support' | 'admin' | 'no one'

const allowed: Record<May, readonly Role[]> = {
  anybody: roles,
  'signed in': roles.filter((role) => role !== 'nobody' && role !== 'ended'),
  viewer: ['viewer', 'editor', 'owner'],
  editor: ['editor', 'owner'],
  owner: ['owner'],
  support: ['support', 'admin'],
  admin: ['admin'],
  'no one': [],
}

export function rolesThat(may: May): readonly Role[] {
  return allowed[may]
}

/** The first match decides. */
const pages: [where: RegExp, may: May][] = [
  // Exists for nobody: it only leads to the gate.
  [/^\/accounts\/\[account\]\/\[\.\.\.rest\]$/, 'no one'],
  // Any other address: it answers 404.
  [/^(\/admin)?\/\[\.\.\.rest\]$/, 'no one'],
  // Only for closed accounts, and A is open.
  [/^\/accounts\/\[account\]\/closed$/, 'no one'],
  [/^\/accounts\/\[account\]/, 'viewer'],
  [/^\/(accounts|settings|passkey)?$/, 'signed in'],
  [/^\/admin\/accounts\/(new|import)/, 'admin'],
  [/^\/admin\/accounts\/\[account\]\/(edit|close|reopen)$/, 'admin'],
  [/^\/admin\/settings\/(sources|routing\/|staff\/|types\/|personal-data|retention)/, 'admin'],
  [/^\/admin/, 'support'],
  [/^\/(acknowledge|confirm|endpoint|invitations|review)\/\[token\]$/, 'anybody'],
  [/^\/sign-in(\/code|\/link\/\[token\])?$/, 'anybody'],
  [/^\/(help|privacy|too-large|docs\/api|dev\/(mailbox|endpoints))$/, 'anybody'],
  [/^\/brands\/\[account\]$/, 'anybody'],
]

/** The pages and staff downloads by right. */
export function mayOpen({ route }: BuiltRoute): May {
  return pages.find(([where]) => where.test(route))?.[1] ?? 'no one'
}

/** Handlers for programs and the development mailbox: the key's scope for each method. */
export const handlers: Record<string, Record<string, KeyScope | 'anybody'>> = {
  '/api/health': { GET: 'anybody' },
  '/api/metrics': { GET: 'metrics:read' },
  '/api/time-zones': { GET: 'anybody' },
  '/api/v1/accounts': { GET: 'accounts:read', POST: 'accounts:write' },
  '/api/v1/accounts/[account]': { GET: 'accounts:read' },
  '/api/v1/accounts/[account]/brand-support': { GET: 'anybody' },
  '/api/v1/accounts/[account]/contacts': { GET: 'accounts:read' },
  // The token is the right. PagerDuty signs what it sends; nobody here does.
  '/api/v1/acknowledge/[token]': { POST: 'anybody' },
  '/api/v1/bounces': { POST: 'bounces:write' },
  '/api/v1/events': { POST: 'events:write' },
  '/api/v1/events/alertmanager': { POST: 'events:write' },
  '/api/v1/events/cloudevents': { POST: 'events:write' },
  '/api/v1/events/pagerduty': { POST: 'events:write' },
  '/api/v1/events/pagerduty/v2/enqueue': { POST: 'events:write' },
  '/api/v1/notices/[notice]': { GET: 'notices:read' },
  '/api/v1/openapi.json': { GET: 'anybody' },
  '/brands/[account]': { GET: 'anybody' },
  '/favicon.ico': { GET: 'anybody' },
  '/look/[picture]/[file]': { GET: 'anybody' },
  '/look/manifest.webmanifest': { GET: 'anybody' },
  '/look/accent/[accent]': { GET: 'anybody' },
  '/dev/mailbox.json': { GET: 'anybody' },
}

/** The usual right of a folder, and the exceptions by name. */
const folders: [beginning: string, may: May][] = [
  ['app/admin/settings/personal-data/', 'admin'],
  ['app/admin/', 'support'],
  ['app/settings/', 'signed in'],
  ['app/passkey/', 'signed in'],
]
const actions: Record<string, May> = {
  // On both sides of the gate.
  pauseAction: 'editor',
  requestReviewAction: 'editor',
  resumeAction: 'editor',
  acknowledgeNoticeAction: 'viewer',
  undoAcknowledgementAction: 'viewer',
  'app/(portal)/accounts/[account]/(open)/notices/notice-actions.ts closeNoticeAction': 'viewer',
  sendTestAction: 'editor',
  confirmCheckAction: 'editor',
  tryAddressAction: 'editor',
  askAgainAction: 'editor',
  submitDraftAction: 'editor',
  drillOwnAction: 'owner',
  answerCaseAction: 'viewer',
  openCaseAction: 'viewer',
  autosaveContactsAction: 'editor',
  contactFormAction: 'editor',
  discardSectionDraftAction: 'editor',
  submitSectionDraftAction: 'editor',
  submitSectionDraftsAction: 'editor',
  addEndpointAction: 'editor',
  changeEndpointAction: 'editor',
  confirmEndpointAction: 'editor',
  mailProofCodeAction: 'editor',
  removeEndpointAction: 'editor',
  replaceTargetAction: 'editor',
  resendEndpointCodeAction: 'editor',
  rotateSecretAction: 'editor',
  askOwnersAction: 'viewer',
  changeRoleAction: 'owner',
  inviteMembersAction: 'owner',
  leaveAccountAction: 'viewer',
  removeMemberAction: 'owner',
  resendInvitationAction: 'owner',
  revokeInvitationAction: 'owner',
  // The invitation's address decides.
  acceptOwnInvitationAction: 'signed in',
  // The mail's token is the right, or none is needed.
  acknowledgeByMailAction: 'anybody',
  acknowledgeCaughtAction: 'anybody',
  setAnswerAction: 'anybody',
  undoByMailAction: 'anybody',
  confirmAddressAction: 'anybody',
  confirmEndpointByLinkAction: 'anybody',
  refuseEndpointAction: 'anybody',
  refuseAddressAction: 'anybody',
  acceptInvitationAction: 'anybody',
  switchPersonAction: 'anybody',
  confirmCheckByMailAction: 'anybody',
  redeemCodeAction: 'anybody',
  redeemLinkAction: 'anybody',
  requestSignInAction: 'anybody',
  signInWithProviderAction: 'anybody',
  askToSignInAction: 'anybody',
  signInWithPasskeyAction: 'anybody',
  signOutFormAction: 'anybody',
  chooseLocaleAction: 'anybody',
  chooseZoneAction: 'signed in',
  chooseDensityAction: 'signed in',
  // Only for admins.
  inviteOwnerAction: 'admin',
  editAccountAction: 'admin',
  closeAccountAction: 'admin',
  reopenAccountAction: 'admin',
  createAccountAction: 'admin',
  discardImportAction: 'admin',
  startImportAction: 'admin',
  stopImportAction: 'admin',
  saveDeadlinesAction: 'admin',
  saveEndpointsAction: 'admin',
  saveProgrammeAction: 'admin',
  sendTestMailAction: 'admin',
  tryStaffAddressAction: 'admin',
  restoreRouteAction: 'admin',
  saveRouteAction: 'admin',
  revokeKeyAction: 'admin',
  addKeyAction: 'admin',
  saveSourceAction: 'admin',
  addSourceAction: 'admin',
  changeStaffRoleAction: 'admin',
  dismissStaffAction: 'admin',
  resetPasskeysAction: 'admin',
  inviteStaffAction: 'admin',
  resendStaffInvitationAction: 'admin',
  revokeStaffInvitationAction: 'admin',
  deleteTypeAction: 'admin',
  saveTypeAction: 'admin',
  changeRuleAction: 'admin',
  addTypeAction: 'admin',
}

export function mayDo({ file, name }: BuiltAction): May {
  const ofFolder = folders.find(([beginning]) => file.startsWith(beginning))?.[1]
  return actions[`${file} ${name}`] ?? actions[name] ?? ofFolder ?? 'no one'
}

/**
 * The actions that name whom they mail, and send after a second press (product.md, One click mails nobody unasked). Any
 * other action that mails somebody at its first press stands in `mailing`.
 */
export const asking: ReadonlySet<string> = new Set([
  'askAgainAction',
  'askCheckInListAction',
  'disableEndpointAction',
  'drillAction',
  'drillInListAction',
  'drillOwnAction',
  'handBackAction',
  'nudgeAction',
  'nudgeInListAction',
  'remindInListAction',
  'routeAgainAction',
  'routeInListAction',
  'sendTestAction',
  'sendTestMailAction',
  'undoAcknowledgementAction',
  'undoByMailAction',
])

/** The actions that mail at their first press, by what makes that no surprise. */
const mailingBy = {
  writtenMessage: ['answerCaseAction', 'askOwnersAction', 'openCaseForAction', 'replyToCaseAction'],
  typedAddress: [
    ...['createAccountAction', 'inviteMembersAction', 'inviteOwnerAction', 'inviteStaffAction'],
    ...['addEndpointAction', 'replaceTargetAction', 'requestAddressAction', 'requestSignInAction'],
    ...['submitDraftAction', 'submitSectionDraftAction', 'submitSectionDraftsAction'],
  ],
  addressOnTheButton: ['resendEndpointCodeAction', 'resendInvitationAction', 'resendStaffInvitationAction'],
  ownAddress: ['mailProofCodeAction', 'testAction'],
  changeThatPeopleAreToldOf: [
    ...['changeRoleAction', 'removeMemberAction', 'refuseAddressAction', 'assignCaseAction'],
    ...['requestReviewAction', 'decideReviewAction', 'closeAccountAction', 'reopenAccountAction'],
  ],
}
export const mailing: ReadonlySet<string> = new Set(Object.values(mailingBy).flat())
