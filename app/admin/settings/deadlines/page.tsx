import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { DeadlinesForm } from '#/components/settings/deadlines-form.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import { deadlines } from '#/lib/platform/settings/schema.ts'
import { saveDeadlinesAction } from './actions.ts'

export default definePage('/admin/settings/deadlines', staff, async ({ grant: { staffRole }, query }) => {
  const t = await getTranslations('adminSettings.deadlines')
  const settings = await currentSettings()
  const { done } = query
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
      done={done === 'saved' ? t('saved') : null}
      readOnly={staffRole !== 'admin'}
      history={{ action: 'settings.saved', subject: 'deadlines' }}
    >
      <Card>
        <DescriptionList
          items={deadlines.map((name) => ({
            term: t(`fields.${name}.name`),
            description: t(`unit.${name.endsWith('Minutes') ? ('minutes' as const) : ('days' as const)}`, {
              count: settings[name],
            }),
          }))}
        />
      </Card>
      {staffRole === 'admin' ? (
        <DeadlinesForm
          settings={settings}
          version={versionOf('deadlines', settings)}
          action={saveDeadlinesAction}
        />
      ) : null}
    </SettingsPage>
  )
})
