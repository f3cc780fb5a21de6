import type { MemberRole } from '#/db/words/people.ts'
import { action, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { formatMoment } from '#/lib/platform/mail/wording.ts'

/** `inviterName` is empty when staff invite. */
export type InvitationData = {
  accountName: string
  inviterName: string
  role: MemberRole
  link: string
  expiresAt: number
  /** The inviter's zone, used when the invited person's and the account's are unknown. */
  timeZone?: string | null
}

/** For one address, account and role (product.md, Users tab). */
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
