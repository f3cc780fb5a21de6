import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import { type Bounds, deadlineBounds, deadlines, type Settings } from '#/lib/platform/settings/schema.ts'
import { saveDeadlinesAction } from '../actions.ts'

/** The parameters of the message about a setting's bounds. */
const toParams = ({ min, max, initial }: Bounds) => ({ least: min, most: max, usual: initial })

const sections = [...Map.groupBy(deadlines, (name) => deadlineBounds[name].section)]

export default definePage('/admin/settings/deadlines', staff, async ({ grant: { staffRole }, query }) => {
  const t = await getTranslations('adminSettings.deadlines')
  const settings = await currentSettings()
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
      done={query.done === 'saved' ? t('saved') : null}
      readOnly={staffRole !== 'admin'}
      history={{ action: 'settings.saved', subject: 'deadlines' }}
    >
      {staffRole === 'admin' ? <DeadlinesForm settings={settings} /> : null}
      <Card title={(await getTranslations('adminSettings'))('now')}>
        <DescriptionList
          items={deadlines.map((name) => ({
            term: t(`fields.${name}.name`),
            description: t(`unit.${name.endsWith('Minutes') ? ('minutes' as const) : ('days' as const)}`, {
              count: settings[name],
            }),
          }))}
        />
      </Card>
    </SettingsPage>
  )
})

/** The form for intervals and deadlines, each with its effect and its bounds. */
async function DeadlinesForm({ settings }: { settings: Settings }) {
  const t = await getTranslations('adminSettings')
  return (
    <div className="max-w-measure">
      <ActionForm
        action={saveDeadlinesAction}
        id="deadlines"
        submit={t('save')}
        version={versionOf('deadlines', settings)}
      >
        {sections.map(([section, names]) => (
          <section key={section} className="flex flex-col gap-4">
            <h2 className="text-large">{t(`deadlines.groups.${section}`)}</h2>
            {names.map((name) => (
              <FormInput
                key={name}
                name={name}
                inputMode="numeric"
                maxLength={6}
                width="short"
                label={t(`deadlines.fields.${name}.name`)}
                hint={
                  <>
                    {t(`deadlines.fields.${name}.hint`)}{' '}
                    {t('deadlines.bounds', toParams(deadlineBounds[name]))}
                  </>
                }
                defaultValue={String(settings[name])}
              />
            ))}
          </section>
        ))}
      </ActionForm>
    </div>
  )
}
