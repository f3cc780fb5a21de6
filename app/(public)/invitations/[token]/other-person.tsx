import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FoundInvitation } from '#/lib/accounts/invitations/queries.ts'
import { switchPersonAction } from './actions.ts'

type OtherPersonProps = { programme: string; token: string; found: FoundInvitation; current: string }

/** Said to whoever is signed in with another address than the invited one, with the way to switch. */
export async function OtherPerson({ programme, token, found, current }: OtherPersonProps) {
  const t = await getTranslations('invitations.other')
  const { email } = found.invitation
  return (
    <>
      <PageTitle parts={[t('title'), programme]} />
      <PageHeader title={t('title')} description={t('text', { email, current })} />
      <ActionForm action={switchPersonAction} id="switch">
        <input type="hidden" name="token" value={token} />
        <ButtonRow>
          <SubmitButton>{t('switch', { email })}</SubmitButton>
          <ButtonLink href="/accounts">{t('stay', { current })}</ButtonLink>
        </ButtonRow>
      </ActionForm>
    </>
  )
}
