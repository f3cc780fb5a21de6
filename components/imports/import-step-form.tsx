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
export function StepForm({ action, id, importId, variant, again, children }: StepFormProps) {
  return (
    <ActionForm action={action} id={id}>
      <input type="hidden" name="import" value={importId} />
      {again ? <input type="hidden" name="again" value="yes" /> : null}
      <div>
        <SubmitButton variant={variant ?? 'secondary'}>{children}</SubmitButton>
      </div>
    </ActionForm>
  )
}
