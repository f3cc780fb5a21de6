import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type CaseNoteFormProps = {
  action: FormAction
  number: number
  /** A new id: sending the form twice with it writes once. */
  formKey: string
}

/** A note among staff on a case. Apart from the reply, and in the look of notes, so that one is not taken for the other. */
export async function CaseNoteForm({ action, number, formKey }: CaseNoteFormProps) {
  const t = await getTranslations('cases.note')
  return (
    <section className="max-w-measure rounded-box border border-attention-line border-dashed bg-attention-soft p-4">
      <ActionForm action={action} id="note">
        <input type="hidden" name="number" value={number} />
        <input type="hidden" name="key" value={formKey} />
        <FormTextarea name="note" label={t('label')} hint={t('hint')} rows={3} required />
        <div>
          <SubmitButton variant="secondary">{t('submit')}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}
