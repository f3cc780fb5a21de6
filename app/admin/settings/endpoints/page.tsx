import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormCheckboxGroup } from '#/components/form/form-field.tsx'
import { EndpointsOff } from '#/components/settings/endpoints-off.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Card } from '#/components/ui/card.tsx'
import { endpointKinds, kinds } from '#/db/words/endpoints.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { allowedKindsOf } from '#/lib/platform/settings/allowed-kinds.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import type { Settings } from '#/lib/platform/settings/schema.ts'
import { saveEndpointsAction } from '../actions.ts'

export default definePage('/admin/settings/endpoints', staff, async ({ grant: { staffRole }, query }) => {
  const t = await getTranslations('adminSettings.endpoints')
  const names = await getTranslations('endpoints.kinds')
  const settings = await currentSettings()
  const allowed = allowedKindsOf(settings)
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
      done={query.done === 'saved' ? t('saved') : null}
      readOnly={staffRole !== 'admin'}
      history={{ action: 'settings.saved', subject: 'endpoints' }}
    >
      <EndpointsOff why={allowed.why} />
      {staffRole === 'admin' ? <EndpointsForm settings={settings} /> : null}
      <Card title={(await getTranslations('adminSettings'))('now')}>
        <p>{allowed.kinds.map((kind) => names(`${kind}.name`)).join(', ') || t('none')}</p>
      </Card>
    </SettingsPage>
  )
})

async function EndpointsForm({ settings }: { settings: Settings }) {
  const t = await getTranslations('adminSettings')
  const texts = await getTranslations('endpoints.kinds')
  return (
    <div className="max-w-measure">
      <ActionForm
        action={saveEndpointsAction}
        id="endpoints"
        submit={t('save')}
        version={versionOf('endpoints', settings)}
      >
        <FormCheckboxGroup
          name="allowedKinds"
          legend={t('endpoints.kinds')}
          hint={t('endpoints.kindsHint')}
          defaultValue={settings.allowedKinds ?? []}
          options={endpointKinds.map((kind) => ({
            value: kind,
            label: texts(`${kind}.name`),
            hint: kinds[kind].gateway
              ? `${texts(`${kind}.about`)} ${t('endpoints.gateway')}`
              : texts(`${kind}.about`),
          }))}
        />
      </ActionForm>
    </div>
  )
}
