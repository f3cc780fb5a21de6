import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type DisableFormProps = {
  account: string
  /** From when on the account was in the state that the page shows; milliseconds UTC. */
  since: number
  back: string
  action: FormAction
  ended: boolean
}

/** The reason, and the button that disables and tells. */
export async function DisableForm({ account, since, back, action, ended }: DisableFormProps) {
  const t = await getTranslations('admin.disable')
  return (
    <div className="max-w-measure empty:hidden">
      <ActionForm action={action} id="disable" ended={ended}>
        <input type="hidden" name="account" value={account} />
        <input type="hidden" name="step" value="disable" />
        <input type="hidden" name="since" value={since} />
        <FormTextarea name="reason" label={t('reason')} hint={t('reasonHint')} rows={4} required />
        <ButtonRow>
          <SubmitButton variant="danger">{t('action')}</SubmitButton>
          <ButtonLink href={back}>{t('cancel')}</ButtonLink>
        </ButtonRow>
      </ActionForm>
    </div>
  )
}
