import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type ReopenFormProps = { account: string; version: string; action: FormAction; back: string; ended: boolean }

/** The button that opens a closed account again. */
export async function ReopenForm({ account, version, action, back, ended }: ReopenFormProps) {
  const t = await getTranslations('closing.reopen')
  return (
    <div className="max-w-measure empty:hidden">
      <ActionForm action={action} id="reopen" ended={ended}>
        <input type="hidden" name="account" value={account} />
        <FormVersion value={version} />
        <ButtonRow>
          <SubmitButton variant="primary">{t('action')}</SubmitButton>
          <ButtonLink href={back}>{t('cancel')}</ButtonLink>
        </ButtonRow>
      </ActionForm>
    </div>
  )
}
