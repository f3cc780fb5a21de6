import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FoundInvitation } from '#/lib/accounts/invitations/queries.ts'
import { switchPersonAction } from './actions.ts'

type OtherPersonProps = { token: string; found: FoundInvitation; current: string }

/** Said to whoever is signed in with another address than the invited one, with the way to switch. */
export async function OtherPerson({ token, found, current }: OtherPersonProps) {
  const t = await getTranslations('invitations.other')
  const { email } = found.invitation
  return (
    <Page title={t('title')} description={t('text', { email, current })}>
      <ActionForm action={switchPersonAction} id="switch">
        <input type="hidden" name="token" value={token} />
        <ButtonRow>
          <SubmitButton>{t('switch', { email })}</SubmitButton>
          <ButtonLink href="/accounts">{t('stay', { current })}</ButtonLink>
        </ButtonRow>
      </ActionForm>
    </Page>
  )
}
