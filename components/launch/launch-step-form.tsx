import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import type { ButtonVariant } from '#/components/ui/button-class.ts'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { MemberStep } from '#/lib/changes/launch/policy.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type StepFormProps = {
  step: MemberStep
  account: string
  mayAct: boolean
  actions: Record<MemberStep, FormAction> | null
  label: string
  variant?: ButtonVariant
}

/** The button of a step, or who may take it. */
export async function StepForm({
  step,
  account,
  mayAct,
  actions,
  label,
  variant = 'primary',
}: StepFormProps) {
  const t = await getTranslations('launch')
  if (!mayAct) return <p className="text-muted text-small">{t('onlyEditors')}</p>
  return (
    <ActionForm action={actions?.[step] ?? null} id={step}>
      <input type="hidden" name="account" value={account} />
      <div>
        <SubmitButton variant={variant}>{label}</SubmitButton>
      </div>
    </ActionForm>
  )
}
