import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormRadioGroup } from '#/components/form/form-field.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { TypeNameFields } from '#/components/settings/type-names.tsx'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { merchantIssuesRules } from '#/lib/accounts/types/schema.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { addTypeAction } from '../actions.ts'

const back = '/admin/settings/types'

export default definePage('/admin/settings/types/new', admin, async ({ read }) => {
  const t = await getTranslations('adminSettings.types')
  return (
    <SettingsPage title={t('new.title')} lead={t('new.lead')} parent={{ href: back, name: t('title') }}>
      <div className="max-w-measure">
        <ActionForm action={addTypeAction} id="type" submit={t('form.add')} cancel={back}>
          <TypeNameFields type={null} types={await listIntegrationTypes(read)} />
          <FormRadioGroup
            name="merchantIssues"
            legend={t('form.rule')}
            options={merchantIssuesRules.map((rule) => ({
              value: rule,
              label: t(`rules.${rule}`),
              hint: t(`ruleHints.${rule}`),
            }))}
            required
          />
        </ActionForm>
      </div>
    </SettingsPage>
  )
})
