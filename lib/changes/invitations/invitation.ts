import type { MemberRole, StaffRole } from '#/db/words/people.ts'
import { defineMail } from '#/lib/platform/mail/define-mail.ts'
import type { MailContext } from '#/lib/platform/mail/model.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'

/** `inviterName` is empty if staff invite to an account. */
type Invited = {
  inviterName: string
  role: MemberRole | StaffRole
  link: string
  expiresAt: number
  /** The inviter's, in case the invited person and the account have none. */
  timeZone?: string | null
}

const anyInvitation = {
  lane: 'urgent',
  secret: true,
  words: ({ role, expiresAt, inviterName: inviter }: Invited, context: MailContext) => ({
    inviter,
    role: context.t(`as-roles.${role}`),
    date: formatMoment(expiresAt, context),
  }),
  main: ({ link: href }: Invited, { t }: MailContext) => ({ text: t('invitation.action'), href }),
} as const

/** For one address, account and role (product.md, Users tab). */
export const invitation = defineMail<Invited & { accountName: string; role: MemberRole }>('invitation', {
  ...anyInvitation,
  lead: ({ inviterName }, { t }) => t(inviterName ? 'invitation.invited' : 'invitation.by-programme'),
  rows: ({ role }, { t }) => [t(`rights.${role}`), t('invitation.until'), t('invitation.stranger')],
})

/** To a person whom an admin invites to the staff. `needsPasskey`: staff pages open only with one (`STAFF_PASSKEYS`). */
export const staffInvitation = defineMail<Invited & { role: StaffRole; needsPasskey: boolean }>(
  'staff-invitation',
  {
    ...anyInvitation,
    why: 'invitation.why',
    lead: (_, { t }) => t('staff-invitation.invited'),
    rows: ({ role, needsPasskey }, { t }) => [
      t(`rights.${role}`),
      needsPasskey && t('staff-invitation.passkey'),
      t('invitation.until'),
      t('staff-invitation.stranger'),
    ],
  },
)
