import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormRadioGroup, FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { environments } from '#/db/words/accounts.ts'
import { caseLimits } from '#/db/words/cases.ts'
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
  const common = await getTranslations('common.environment')
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
        <FormInput
          name="subject"
          label={t('new.subject')}
          hint={t('new.subjectHint', { max: caseLimits.subject })}
          autoComplete="off"
          required
        />
        <FormTextarea
          name="text"
          label={t('staffNew.text')}
          hint={t('staffNew.textHint', { max: caseLimits.text })}
          rows={7}
          required
        />
        <FormRadioGroup
          name="environment"
          legend={t('new.environment')}
          required
          defaultValue="production"
          options={environments.map((value) => ({ value, label: common(value) }))}
        />
      </ActionForm>
    </div>
  )
}
