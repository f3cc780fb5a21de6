import { mailNotMade } from '#/lib/admin/health/mail-not-made.ts'
import { mailServerRefuses } from '#/lib/admin/health/mail-server-refuses.ts'
import { staffTest } from '#/lib/admin/settings/staff-test.ts'
import { caseAssigned } from '#/lib/cases/case-assigned.ts'
import { caseOpenedStaff } from '#/lib/cases/case-opened-staff.ts'
import { caseUpdate } from '#/lib/cases/case-update.ts'
import { contactsNudge } from '#/lib/changes/accounts/contacts-nudge.ts'
import { accountClosed, accountDeletion } from '#/lib/changes/closing/account-closed.ts'
import { accountDeletionStaff } from '#/lib/changes/closing/account-deletion-staff.ts'
import { accountReopened } from '#/lib/changes/closing/account-reopened.ts'
import { confirmAddress } from '#/lib/changes/confirmations/confirm-address.ts'
import { contactRemoved } from '#/lib/changes/confirmations/contact-removed.ts'
import { addressRefused } from '#/lib/changes/contacts/address-refused.ts'
import { contactsDue, contactsDueReminder } from '#/lib/changes/gate/contacts-due.ts'
import { invitation } from '#/lib/changes/invitations/invitation.ts'
import { launchDecided } from '#/lib/changes/launch/launch-decided.ts'
import { reviewRequested } from '#/lib/changes/launch/review-requested.ts'
import { addressChangeCode } from '#/lib/changes/members/address-change-code.ts'
import { addressChanged } from '#/lib/changes/members/address-changed.ts'
import { askOwnersToInvite } from '#/lib/changes/members/ask-owners-to-invite.ts'
import { removedFromAccount } from '#/lib/changes/members/removed-from-account.ts'
import { roleChanged } from '#/lib/changes/members/role-changed.ts'
import { contactsReview } from '#/lib/changes/reviews/contacts-review.ts'
import { passkeyAdded, passkeyRemoved, passkeysReset } from '#/lib/identity/passkeys/passkeys.ts'
import { signInCode } from '#/lib/identity/sign-in/sign-in-code.ts'
import { announcementTest } from '#/lib/notices/announcements/announcement-test.ts'
import { addressBouncing } from '#/lib/notices/bounces/address-bouncing.ts'
import { notice } from '#/lib/notices/delivery/notice.ts'
import { noticeDigest, noticeDigestResolved } from '#/lib/notices/delivery/notice-digest.ts'
import { noticeEscalation } from '#/lib/notices/delivery/notice-escalation.ts'
import { noticeResolved } from '#/lib/notices/delivery/notice-resolved.ts'
import { noticeUnroutable } from '#/lib/notices/delivery/notice-unroutable.ts'
import type { Template } from '#/lib/platform/mail/model.ts'
import { addressErased } from '#/lib/privacy/erasure/address-erased.ts'

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
