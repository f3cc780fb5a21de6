import type { MemberRole } from '#/db/words/members.ts'
import { action, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

export type RoleChanged = { accountName: string; role: MemberRole }

/** To a member whose role an owner changed. */
export const roleChanged: Template<RoleChanged> = {
  name: 'role-changed',
  lane: 'ordinary',
  secret: false,
  compose(data, context) {
    const { t, appUrl, programmeName: programme } = context
    const account = data.accountName
    const role = t(`roles.${data.role}`)
    return {
      subject: accountSubject(t('role-changed.subject', { role }), account, context),
      title: t('role-changed.title'),
      parts: [
        paragraph(t('role-changed.text', { role, account, programme })),
        paragraph(t(`rights.${data.role}`)),
        action(t('role-changed.action'), `${appUrl}/accounts`),
      ],
      why: t('why.member', { account }),
    }
  },
}
