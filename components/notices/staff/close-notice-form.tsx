import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type CloseNoticeFormProps = {
  action: FormAction
  noticeId: string
  /** `close` it, `settle` one that is over and waits for an answer, or nothing that is left to do. */
  step: 'close' | 'settle' | 'none'
  drill: boolean
}

/** Staff's end of a notice, with a word of how it was settled. */
export async function CloseNoticeForm({ action, noticeId, step, drill }: CloseNoticeFormProps) {
  const t = await getTranslations('adminNotices.close')
  const words = step === 'settle' ? 'settle' : 'close'
  return (
    <section className="rounded-box border border-line bg-surface p-4 empty:hidden sm:p-6 print:hidden">
      <ActionForm action={action} id="close" ended={step === 'none'}>
        <input type="hidden" name="notice" value={noticeId} />
        <FormTextarea
          name="note"
          label={t('note')}
          optional
          hint={t(drill ? 'drillHint' : `${words}Hint`)}
          rows={3}
        />
        <div>
          <SubmitButton variant="secondary">{t(words)}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}
