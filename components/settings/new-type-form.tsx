import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormRadioGroup } from '#/components/form/form-field.tsx'
import { TypeNames } from '#/components/settings/type-names.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { IntegrationType } from '#/lib/accounts/account/standing.ts'
import { merchantIssuesRules } from '#/lib/accounts/types/schema.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type NewTypeFormProps = { types: readonly IntegrationType[]; action: FormAction; back: string }

/** Adds an integration type. */
export async function NewTypeForm({ types, action, back }: NewTypeFormProps) {
  const t = await getTranslations('adminSettings')
  return (
    <div className="max-w-measure">
      <ActionForm action={action} id="type">
        <TypeNames type={null} types={types} />
        <FormRadioGroup
          name="merchantIssues"
          legend={t('types.form.rule')}
          options={merchantIssuesRules.map((rule) => ({
            value: rule,
            label: t(`types.rules.${rule}`),
            hint: t(`types.ruleHints.${rule}`),
          }))}
          required
        />
        <ButtonRow>
          <SubmitButton>{t('types.form.add')}</SubmitButton>
          <ButtonLink href={back}>{t('cancel')}</ButtonLink>
        </ButtonRow>
      </ActionForm>
    </div>
  )
}
