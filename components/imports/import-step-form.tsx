import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import type { ButtonVariant } from '#/components/ui/button-class.ts'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type StepFormProps = {
  action: FormAction
  id: string
  importId: string
  variant?: ButtonVariant | undefined
  /** It goes on where it was stopped. */
  again?: boolean
  children: string
}

/** A button that takes an import a step further. */
export async function StepForm({ action, id, importId, variant, again, children }: StepFormProps) {
  const t = await getTranslations('imports.one')
  const common = await getTranslations('common')
  return (
    <ActionForm action={action} id={id} summaryTitle={common('errorSummary')}>
      <input type="hidden" name="import" value={importId} />
      {again ? <input type="hidden" name="again" value="yes" /> : null}
      <div>
        <SubmitButton variant={variant ?? 'secondary'} pendingLabel={t('sending')}>
          {children}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
