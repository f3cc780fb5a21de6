import { getTranslations } from 'next-intl/server'
import { renderCaseContent } from '#/components/cases/case-form.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect } from '#/components/form/form-field.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { bulkCaseCategories } from '#/lib/admin/bulk/form.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type BulkCaseFormProps = {
  action: FormAction
  hidden: Record<string, string>
  /** What the cases are about, as the preview above counts it. */
  category: string
  /** Opens the cases; without it there are none to open. */
  submit: string | undefined
}

export async function BulkCaseForm({ action, hidden, category, submit }: BulkCaseFormProps) {
  const t = await getTranslations('cases')
  const bulk = await getTranslations('bulk.case')
  return (
    <div className="max-w-measure">
      <ActionForm id="bulk" action={action} hidden={{ ...hidden, previewed: category }} submit={submit}>
        <div className="flex flex-wrap items-end gap-3">
          <FormSelect
            name="category"
            label={t('new.category')}
            hint={bulk('categoryHint')}
            fit
            defaultValue={category}
            options={bulkCaseCategories.map((value) => ({ value, label: t(`categories.${value}`) }))}
          />
          <SubmitButton name="intent" value="preview" variant="secondary">
            {bulk('choose')}
          </SubmitButton>
        </div>
        {await renderCaseContent({ words: 'staffNew', environment: 'production' })}
      </ActionForm>
    </div>
  )
}
