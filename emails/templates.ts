import { accountClosed, accountDeletion } from './account-closed.ts'
import { accountDeletionStaff } from './account-deletion-staff.ts'
import { accountReopened } from './account-reopened.ts'
import { addressBouncing } from './address-bouncing.ts'
import { addressChangeCode } from './address-change-code.ts'
import { addressChanged } from './address-changed.ts'
import { addressErased } from './address-erased.ts'
import { addressRefused } from './address-refused.ts'
import { announcementTest } from './announcement-test.ts'
import { askOwnersToInvite } from './ask-owners-to-invite.ts'
import { caseAssigned } from './case-assigned.ts'
import { caseOpenedStaff } from './case-opened-staff.ts'
import { caseUpdate } from './case-update.ts'
import { confirmAddress } from './confirm-address.ts'
import { contactRemoved } from './contact-removed.ts'
import { contactsDue, contactsDueReminder } from './contacts-due.ts'
import { contactsNudge } from './contacts-nudge.ts'
import { contactsReview } from './contacts-review.ts'
import { invitation } from './invitation.ts'
import { launchDecided } from './launch-decided.ts'
import { mailNotMade } from './mail-not-made.ts'
import { mailServerRefuses } from './mail-server-refuses.ts'
import type { Template } from './model.ts'
import { notice } from './notice.ts'
import { noticeDigest, noticeDigestResolved } from './notice-digest.ts'
import { noticeEscalation } from './notice-escalation.ts'
import { noticeResolved } from './notice-resolved.ts'
import { noticeUnroutable } from './notice-unroutable.ts'
import { passkeyAdded, passkeyRemoved, passkeysReset } from './passkeys.ts'
import { removedFromAccount } from './removed-from-account.ts'
import { reviewRequested } from './review-requested.ts'
import { roleChanged } from './role-changed.ts'
import { signInCode } from './sign-in-code.ts'
import { staffTest } from './staff-test.ts'

/** Every mail there is, by the name that stands in the outbox. */
export const templates = {
  'sign-in-code': signInCode,
  invitation,
  'address-change-code': addressChangeCode,
  'address-changed': addressChanged,
  'passkey-added': passkeyAdded,
  'passkey-removed': passkeyRemoved,
  'passkeys-reset': passkeysReset,
  'ask-owners-to-invite': askOwnersToInvite,
  'contacts-due': contactsDue,
  'contacts-due-reminder': contactsDueReminder,
  'contacts-nudge': contactsNudge,
  'contacts-review': contactsReview,
  'confirm-address': confirmAddress,
  'contact-removed': contactRemoved,
  'address-refused': addressRefused,
  'address-erased': addressErased,
  'case-opened-staff': caseOpenedStaff,
  'case-update': caseUpdate,
  'case-assigned': caseAssigned,
  'review-requested': reviewRequested,
  'launch-decided': launchDecided,
  'account-closed': accountClosed,
  'account-deletion': accountDeletion,
  'account-deletion-staff': accountDeletionStaff,
  'account-reopened': accountReopened,
  'removed-from-account': removedFromAccount,
  'role-changed': roleChanged,
  notice,
  'announcement-test': announcementTest,
  'notice-resolved': noticeResolved,
  'notice-digest': noticeDigest,
  'notice-digest-resolved': noticeDigestResolved,
  'notice-escalation': noticeEscalation,
  'notice-unroutable': noticeUnroutable,
  'address-bouncing': addressBouncing,
  'mail-server-refuses': mailServerRefuses,
  'mail-not-made': mailNotMade,
  'staff-test': staffTest,
} satisfies Record<string, Template<never>>

type Templates = typeof templates
export type TemplateName = keyof Templates

/** A mail's template together with what that template needs. */
export type MailContent = {
  [Name in TemplateName]: { template: Name; data: Parameters<Templates[Name]['compose']>[0] }
}[TemplateName]

export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(templates, name)
}
