import type { MemberRole, StaffRole } from '#/db/words/people.ts'
import { defineMail } from '#/lib/platform/mail/define-mail.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'

/** `inviterName` is empty if staff invite. */
export type InvitationData = {
  accountName: string
  inviterName: string
  role: MemberRole
  link: string
  expiresAt: number
  /** The inviter's, in case the invited person and the account have none. */
  timeZone?: string | null
}

/** For one address, account and role (product.md, Users tab). */
export const invitation = defineMail<InvitationData>('invitation', {
  lane: 'urgent',
  secret: true,
  words: ({ role, expiresAt, inviterName: inviter }, context) => ({
    inviter,
    role: context.t(`roles.${role}`),
    date: formatMoment(expiresAt, context),
  }),
  lead: ({ inviterName }, { t }) => t(inviterName ? 'invitation.invited' : 'invitation.by-programme'),
  main: ({ link: href }, { t }) => ({ text: t('invitation.action'), href }),
  rows: ({ role }, { t }) => [t(`rights.${role}`), t('invitation.until'), t('invitation.stranger')],
})

/** `needsPasskey`: the staff pages open only with one (`STAFF_PASSKEYS`). */
export type StaffInvitationData = Omit<InvitationData, 'accountName' | 'role'> & {
  role: StaffRole
  needsPasskey: boolean
}

/** To a person whom an admin invites to the staff. */
export const staffInvitation = defineMail<StaffInvitationData>('staff-invitation', {
  lane: 'urgent',
  secret: true,
  why: 'invitation.why',
  words: ({ role, expiresAt, inviterName: inviter }, context) => ({
    inviter,
    role: context.t(`roles.${role}`),
    date: formatMoment(expiresAt, context),
  }),
  lead: (_, { t }) => t('staff-invitation.invited'),
  main: ({ link: href }, { t }) => ({ text: t('invitation.action'), href }),
  rows: ({ role, needsPasskey }, { t }) => [
    t(`rights.${role}`),
    needsPasskey && t('staff-invitation.passkey'),
    t('invitation.until'),
    t('staff-invitation.stranger'),
  ],
})
