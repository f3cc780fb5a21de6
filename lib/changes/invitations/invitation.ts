import type { MemberRole } from '#/db/words/people.ts'
import { action, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'

/** `inviterName` is empty where staff invite. */
export type InvitationData = {
  accountName: string
  inviterName: string
  role: MemberRole
  link: string
  expiresAt: number
  /** The inviter's, for where no zone of the invited or of the account is known. */
  timeZone?: string | null
}

/** Bound to address, account and role (product.md, Users tab). */
export const invitation: Template<InvitationData> = {
  name: 'invitation',
  lane: 'urgent',
  secret: true,
  compose(data, { t, locale, timeZone, programmeName: programme }) {
    const names = { account: data.accountName, programme, role: t(`roles.${data.role}`) }
    return {
      subject: t('invitation.subject', names),
      title: t('invitation.title', names),
      parts: [
        paragraph(
          data.inviterName
            ? t('invitation.invited', { ...names, inviter: data.inviterName })
            : t('invitation.by-programme', names),
        ),
        paragraph(t(`rights.${data.role}`)),
        action(t('invitation.action'), data.link),
        paragraph(t('invitation.until', { date: formatMoment(data.expiresAt, locale, timeZone) })),
        paragraph(t('invitation.stranger', names)),
      ],
      why: t('invitation.why'),
    }
  },
}
