import { getLocale, getTimeZone, getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { AcceptFields } from '#/components/invitations/accept-fields.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { FoundInvitation } from '#/lib/accounts/invitations/queries.ts'
import type { User } from '#/lib/identity/sessions/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

type OwnInvitationsProps = {
  invitations: readonly FoundInvitation[]
  user: User
  action: FormAction
}

/** The person's open invitations with their buttons; a person without a name also enters name and language. */
export async function OwnInvitations({ invitations, user, action }: OwnInvitationsProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('invitations')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const zone = await getTimeZone()
  const locale = await getLocale()
  if (invitations.length === 0) return null
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-title">{t('accounts.invitations')}</h2>
      {invitations.map(({ invitation, account, inviterName }) => {
        const words = {
          inviter: inviterName,
          programme,
          role: common(`roles.${invitation.role}`),
          at: format.dateTime(invitation.expiresAt, { dateStyle: 'long', timeStyle: 'short' }),
          zone,
        }
        return (
          <Card
            key={invitation.id}
            level={3}
            title={account ? account.name : t('staff.title', { programme })}
            description={t(inviterName ? 'accounts.invitedBy' : 'accounts.invitedByProgramme', words)}
          >
            <ActionForm
              action={action}
              id={`accept-${invitation.id}`}
              hidden={{ invitation: invitation.id }}
              submit={t('accept')}
              named={account ? t('acceptOf', { account: account.name }) : t('staff.acceptOf', { programme })}
            >
              {user.name ? null : <AcceptFields name="" locale={user.locale ?? locale} />}
            </ActionForm>
          </Card>
        )
      })}
    </section>
  )
}
