import { mailFaultToStaff } from '#/lib/admin/health/mail-fault.ts'
import { mailNotMade, mailServerRefuses, messageRefused, textsStopped } from '#/lib/admin/health/mails.ts'
import { staffTest } from '#/lib/admin/settings/test-mail.ts'
import { caseAssigned, caseOpened, caseOpenedStaff, caseUpdate } from '#/lib/cases/mails.ts'
import { contactsCheck } from '#/lib/changes/checks/contacts-check.ts'
import {
  accountClosed,
  accountDeletion,
  accountDeletionStaff,
  accountReopened,
} from '#/lib/changes/closing/mails.ts'
import { endpointCode } from '#/lib/changes/confirmations/endpoint-code.ts'
import { confirmAddressMail, contactRemoved } from '#/lib/changes/confirmations/mails.ts'
import { confirmStaffAddressMail } from '#/lib/changes/confirmations/staff-address.ts'
import { addressRefused, endpointDisabled, endpointProofCode } from '#/lib/changes/contacts/mails.ts'
import { contactsDue, contactsDueReminder, contactsNudge } from '#/lib/changes/gate/contacts-due.ts'
import { invitation, staffInvitation } from '#/lib/changes/invitations/invitation.ts'
import {
  addressChangeCode,
  addressChanged,
  askOwnersToInviteMail,
  memberPasskeysReset,
  removedFromAccount,
  roleChanged,
} from '#/lib/changes/members/mails.ts'
import { reviewDecided, reviewRequested } from '#/lib/changes/review/mails.ts'
import { signInCode } from '#/lib/changes/sign-in/sign-in-code.ts'
import { passkeyAdded, passkeyRemoved, passkeysReset } from '#/lib/identity/passkeys/passkeys.ts'
import { findMailZone } from '#/lib/identity/sessions/link-mail.ts'
import { announcementTest } from '#/lib/notices/announcements/preview.ts'
import { addressBouncing } from '#/lib/notices/bounces/address-bouncing.ts'
import { announcement } from '#/lib/notices/delivery/announcement.ts'
import { followUp } from '#/lib/notices/delivery/follow-up.ts'
import { readNoticeMails } from '#/lib/notices/delivery/mail-content.ts'
import { notice, noticeEscalation, noticeResolved } from '#/lib/notices/delivery/notice.ts'
import {
  noticeDigest,
  noticeDigestResolved,
  noticeEscalations,
} from '#/lib/notices/delivery/notice-digest.ts'
import { noticeUnroutable } from '#/lib/notices/delivery/unroutable.ts'
import { endpointPolicy } from '#/lib/notices/endpoints/policy.ts'
import { endpointProbe } from '#/lib/notices/endpoints/watch.ts'
import type { Template } from '#/lib/platform/mail/model.ts'
import type { WorkerOptions } from '#/lib/platform/outbox/worker.ts'
import type { MailOptions } from '#/lib/platform/relay/mail-transport.ts'
import { mailPolicy } from '#/lib/platform/relay/policy.ts'
import { addressErased, numberErased } from '#/lib/privacy/erasure/address-erased.ts'

export const templates = [
  signInCode,
  invitation,
  staffInvitation,
  addressChangeCode,
  addressChanged,
  passkeyAdded,
  passkeyRemoved,
  passkeysReset,
  memberPasskeysReset,
  askOwnersToInviteMail,
  contactsDue,
  contactsDueReminder,
  contactsNudge,
  contactsCheck,
  confirmAddressMail,
  confirmStaffAddressMail,
  contactRemoved,
  addressRefused,
  endpointDisabled,
  endpointProofCode,
  addressErased,
  numberErased,
  caseOpened,
  caseOpenedStaff,
  caseUpdate,
  caseAssigned,
  reviewRequested,
  reviewDecided,
  accountClosed,
  accountDeletion,
  accountDeletionStaff,
  accountReopened,
  removedFromAccount,
  roleChanged,
  notice,
  announcement,
  announcementTest,
  noticeResolved,
  noticeDigest,
  noticeDigestResolved,
  noticeEscalation,
  noticeEscalations,
  noticeUnroutable,
  addressBouncing,
  mailServerRefuses,
  mailNotMade,
  textsStopped,
  messageRefused,
  staffTest,
  endpointCode,
  endpointProbe,
] satisfies Template<never>[]

/** Every transport; a test holds that each lane has one. */
export const transportPolicies = [mailPolicy, endpointPolicy]

/** What the worker and its transports need from the floors above them. */
export const mailHooks: Pick<WorkerOptions, 'sources' | 'onSettled'> & Pick<MailOptions, 'onFault'> = {
  sources: { templates, readNoticeMails, findZone: findMailZone },
  onSettled: followUp,
  onFault: mailFaultToStaff,
}
