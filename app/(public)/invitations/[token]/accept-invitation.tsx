import { getTimeZone, getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { AcceptFields } from '#/components/invitations/accept-fields.tsx'
import { Page } from '#/components/shell/page.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import type { FoundInvitation } from '#/lib/accounts/invitations/queries.ts'
import type { User } from '#/lib/identity/sessions/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { acceptInvitationAction } from './actions.ts'

type AcceptInvitationProps = {
  token: string
  found: FoundInvitation
  /** Whoever the portal already knows by the invited address. */
  known: User | null
}

/** An open invitation: what it is, and the button that accepts it. */
export async function AcceptInvitation({ token, found, known }: AcceptInvitationProps) {
  const t = await getTranslations('invitations')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const { programmeName: programme } = await currentSettings()
  const { invitation, account, inviterName } = found
  const words = { account: account.name, programme, email: invitation.email }
  const until = {
    at: format.dateTime(invitation.expiresAt, { dateStyle: 'long', timeStyle: 'short' }),
    zone: await getTimeZone(),
  }
  const title = t('title', words)
  return (
    <Page
      title={title}
      description={inviterName ? t('lead', { ...words, inviter: inviterName }) : t('leadByProgramme', words)}
    >
      <DescriptionList
        items={[
          {
            term: t('role'),
            description: (
              <>
                <span className="font-medium">{common(`roles.${invitation.role}`)}</span>
                <span className="block text-muted text-small">{t(`rights.${invitation.role}`)}</span>
              </>
            ),
          },
          { term: t('expires'), description: common('when', until) },
        ]}
      />
      <ActionForm action={acceptInvitationAction} id="accept" hidden={{ token }} submit={t('accept')}>
        <AcceptFields name={known?.name ?? ''} locale={known?.locale ?? invitation.locale} />
      </ActionForm>
      <p className="text-muted text-small">{t('nothingYet', words)}</p>
    </Page>
  )
}
