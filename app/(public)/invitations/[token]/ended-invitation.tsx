import { getTimeZone, getTranslations } from 'next-intl/server'
import { MailHelp } from '#/app/(public)/sign-in/mail-help.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import type { InvitationState } from '#/lib/accounts/invitations/policy.ts'
import type { FoundInvitation } from '#/lib/accounts/invitations/queries.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

type EndedInvitationProps = {
  /** `member`: open, but its address has become a member's. `unknown`: there never was one with this link. */
  state: Exclude<InvitationState, 'open'> | 'member' | 'unknown'
  found: FoundInvitation | null
  actor: Actor | null
}

/** Says what became of an invitation that lets nobody in, and what to do. */
export async function EndedInvitation({ state, found, actor }: EndedInvitationProps) {
  const t = await getTranslations('invitations')
  const format = await getFormatter()
  const expiresAt = found?.invitation.expiresAt ?? 0
  const words = {
    email: found?.invitation.email ?? '',
    account: found?.account.name ?? '',
    at: format.dateTime(expiresAt, { dateStyle: 'long', timeStyle: 'short' }),
    zone: await getTimeZone(),
  }
  const title = t(`ended.${state}`)
  return (
    <Page title={title} description={t(`ended.${state}Text`, words)}>
      <p>
        {actor ? (
          <ButtonLink href="/accounts">{t('accounts.title')}</ButtonLink>
        ) : (
          <ButtonLink href="/sign-in">{t('signIn')}</ButtonLink>
        )}
      </p>
      {actor ? null : <MailHelp />}
    </Page>
  )
}
