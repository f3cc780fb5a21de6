import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PlainLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { refuseAddressAction } from './actions.ts'
import type { AskProps } from './ask-confirmation.tsx'
import { Registration } from './registration.tsx'

/** "This is not me" takes the address out at once, so it asks once more. */
export async function AskRefusal({ found, token, programme }: AskProps) {
  const t = await getTranslations('confirmations.page')
  return (
    <Page
      title={t('refuseTitle')}
      of={[found.accountName]}
      description={t('refuseLead', { account: found.accountName })}
    >
      <Registration found={found} programme={programme} />
      <ActionForm action={refuseAddressAction} id="refuse">
        <input type="hidden" name="token" value={token} />
        <ButtonRow>
          <SubmitButton variant="danger">{t('refuse')}</SubmitButton>
          <PlainLink href={`/confirm/${token}`}>{t('back')}</PlainLink>
        </ButtonRow>
      </ActionForm>
      <p className="text-muted text-small">{t('nothingYet')}</p>
    </Page>
  )
}
