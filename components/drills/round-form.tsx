import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/form-state.ts'

type RoundFormProps = {
  action: FormAction
  /** The round's id, made before it is asked for, so that pressing twice asks once. */
  id: string
  /** Which accounts, as they stand in an address. */
  audience?: string | undefined
  variant?: 'primary' | 'secondary' | 'danger' | undefined
  children: string
}

/** A button that begins or stops a drill of several accounts. */
export async function RoundForm({ action, id, audience, variant, children }: RoundFormProps) {
  const common = await getTranslations('common')
  return (
    <ActionForm action={action} id="round" summaryTitle={common('errorSummary')}>
      <input type="hidden" name="id" value={id} />
      {audience === undefined ? null : <input type="hidden" name="audience" value={audience} />}
      <div>
        <SubmitButton variant={variant ?? 'primary'} pendingLabel={common('sending')}>
          {children}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
