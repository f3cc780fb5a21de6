import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormRadioGroup } from '#/components/form/form-field.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { TypeNameFields } from '#/components/settings/type-names.tsx'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { merchantIssuesRules } from '#/lib/accounts/types/schema.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { addTypeAction } from './actions.ts'

const back = '/admin/settings/types'

export default definePage('/admin/settings/types/new', admin, async ({ read }) => {
  const t = await getTranslations('adminSettings.types')
  const types = await listIntegrationTypes(read)
  return (
    <SettingsPage title={t('new.title')} lead={t('new.lead')} above={{ href: back, name: t('title') }}>
      <NewTypeForm types={types} back={back} />
    </SettingsPage>
  )
})

type NewTypeFormProps = { types: readonly IntegrationType[]; back: string }

/** Adds an integration type. */
async function NewTypeForm({ types, back }: NewTypeFormProps) {
  const t = await getTranslations('adminSettings')
  return (
    <div className="max-w-measure">
      <ActionForm
        action={addTypeAction}
        id="type"
        submit={t('types.form.add')}
        cancel={{ href: back, label: t('cancel') }}
      >
        <TypeNameFields type={null} types={types} />
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
      </ActionForm>
    </div>
  )
}
