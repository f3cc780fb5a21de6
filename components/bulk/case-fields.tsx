import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormRadioGroup, FormTextarea } from '#/components/form/form-field.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select } from '#/components/ui/select.tsx'
import { environments } from '#/db/words/accounts.ts'
import { caseLimits } from '#/db/words/cases.ts'
import { bulkCaseCategories } from '#/lib/admin/bulk/form.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type CategoryProps = { selection: Record<string, string>; category: string }

/** Chooses what the cases are about, which decides whom they go to: the preview counts anew. */
export async function CaseCategoryChoice({ selection, category }: CategoryProps) {
  const t = await getTranslations('cases')
  const bulk = await getTranslations('bulk.case')
  return (
    <form method="get" className="flex flex-wrap items-end gap-3">
      {Object.entries(selection).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field name="category" label={t('new.category')} hint={bulk('categoryHint')}>
        {(control) => (
          <Select
            {...control}
            fit
            defaultValue={category}
            options={bulkCaseCategories.map((value) => ({ value, label: t(`categories.${value}`) }))}
          />
        )}
      </Field>
      <Button>{bulk('choose')}</Button>
    </form>
  )
}

type BulkCaseFormProps = {
  action: FormAction
  hidden: Record<string, string>
  submit: string
}

/** The content of the cases, the same for every account. */
export async function BulkCaseForm({ action, hidden, submit }: BulkCaseFormProps) {
  const t = await getTranslations('cases')
  const common = await getTranslations('common.environment')
  return (
    <div className="max-w-measure">
      <ActionForm id="bulk" action={action} hidden={hidden} submit={submit}>
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
