import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormCheckboxGroup } from '#/components/form/form-field.tsx'
import { EndpointsOff } from '#/components/settings/endpoints-off.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Card } from '#/components/ui/card.tsx'
import { endpointKinds, kinds } from '#/db/words/accounts.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { allowedKindsOf } from '#/lib/platform/settings/allowed-kinds.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import { saveEndpointsAction } from '../actions.ts'

export default definePage('/admin/settings/endpoints', staff, async ({ grant: { staffRole }, query }) => {
  const shared = await getTranslations('adminSettings')
  const t = await getTranslations('adminSettings.endpoints')
  const texts = await getTranslations('endpoints.kinds')
  const settings = await currentSettings()
  const allowed = allowedKindsOf(settings)
  const isAdmin = staffRole === 'admin'
  const options = endpointKinds.map((kind) => ({
    value: kind,
    label: texts(`${kind}.name`),
    hint: [texts(`${kind}.about`), kinds[kind].gateway && t('gateway')].filter(Boolean).join(' '),
  }))
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
      done={query.done === 'saved' ? t('saved') : null}
      readOnly={!isAdmin}
      history={{ action: 'settings.saved', subject: 'endpoints' }}
    >
      <EndpointsOff why={allowed.why} />
      {isAdmin ? (
        <ActionForm
          action={saveEndpointsAction}
          id="endpoints"
          submit={shared('save')}
          version={versionOf('endpoints', settings)}
        >
          <FormCheckboxGroup
            name="allowedKinds"
            legend={t('kinds')}
            hint={t('kindsHint')}
            defaultValue={settings.allowedKinds ?? []}
            options={options}
          />
        </ActionForm>
      ) : null}
      <Card title={shared('now')}>
        <p>{allowed.kinds.map((kind) => texts(`${kind}.name`)).join(', ') || t('none')}</p>
      </Card>
    </SettingsPage>
  )
})
