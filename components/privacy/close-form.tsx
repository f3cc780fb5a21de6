import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormTextarea } from '#/components/form/form-field.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type CloseFormProps = {
  account: string
  version: string
  action: FormAction
  back: string
  /** There is nothing to close any more: what was refused is still said. */
  ended: boolean
}

/** The reason, the short name once more, and the button that closes and tells. */
export async function CloseForm({ account, version, action, back, ended }: CloseFormProps) {
  const t = await getTranslations('closing.close')
  return (
    <div className="max-w-measure empty:hidden">
      <ActionForm action={action} id="close" ended={ended}>
        <input type="hidden" name="account" value={account} />
        <FormVersion value={version} />
        <FormTextarea name="reason" label={t('reason')} hint={t('reasonHint')} rows={4} required />
        <FormInput
          name="confirm"
          label={t('confirm')}
          hint={t('confirmHint', { slug: account })}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <ButtonRow>
          <SubmitButton variant="danger">{t('action')}</SubmitButton>
          <ButtonLink href={back}>{t('cancel')}</ButtonLink>
        </ButtonRow>
      </ActionForm>
    </div>
  )
}
