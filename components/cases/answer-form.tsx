import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type AnswerFormProps = {
  /** Null for who may only look. */
  action: FormAction | null
  account: string
  number: number
  /** A new id: sending the form twice with it writes once. */
  formKey: string
  /** The case is closed. */
  ended: boolean
}

/** A member's answer to an open case. */
export async function AnswerForm({ action, account, number, formKey, ended }: AnswerFormProps) {
  const t = await getTranslations('cases.answer')
  return (
    <section className="max-w-measure empty:hidden">
      <ActionForm action={action} id="answer" ended={ended}>
        <input type="hidden" name="account" value={account} />
        <input type="hidden" name="number" value={number} />
        <input type="hidden" name="key" value={formKey} />
        <FormTextarea name="text" label={t('title')} required />
        <div>
          <SubmitButton>{t('submit')}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}
