import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type NoteFormProps = {
  account: string
  /** The new note's id, made with the page, so that pressing twice makes one note. */
  noteId: string
  action: FormAction
}

/** A new note on an account, for the staff. */
export async function NoteForm({ account, noteId, action }: NoteFormProps) {
  const t = await getTranslations('adminAccount.notes')
  return (
    <div className="max-w-measure">
      <ActionForm action={action} id="note">
        <input type="hidden" name="account" value={account} />
        <input type="hidden" name="id" value={noteId} />
        <FormTextarea name="text" label={t('label')} hint={t('hint')} rows={4} required />
        <div>
          <SubmitButton>{t('add')}</SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}
