import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type ReplyFormProps = {
  action: FormAction
  number: number
  /** A new id: sending the form twice with it writes once. */
  formKey: string
  /** The case is closed. */
  ended: boolean
}

/** Staff's reply, which may close the case. */
export async function ReplyForm({ action, number, formKey, ended }: ReplyFormProps) {
  const t = await getTranslations('admin.cases')
  return (
    <section className="max-w-measure empty:hidden">
      <ActionForm action={action} id="reply" ended={ended}>
        <input type="hidden" name="number" value={number} />
        <input type="hidden" name="key" value={formKey} />
        <FormTextarea name="text" label={t('reply')} hint={t('replyHint')} />
        <ButtonRow>
          <SubmitButton name="intent" value="reply">
            {t('send')}
          </SubmitButton>
          <SubmitButton name="intent" value="close" variant="secondary">
            {t('close')}
          </SubmitButton>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}
