import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { NewTypeForm } from '#/components/settings/new-type-form.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { addTypeAction } from './actions.ts'

const back = '/admin/settings/types'

export default definePage(async () => {
  await requireStaff('admin')
  const t = await getTranslations('adminSettings.types')
  const { programmeName } = await currentSettings()
  const types = await listIntegrationTypes((await getStore()).read)
  return (
    <SettingsPage
      title={t('new.title')}
      lead={t('new.lead')}
      programmeName={programmeName}
      above={{ href: back, name: t('title') }}
    >
      <NewTypeForm types={types} action={addTypeAction} back={back} />
    </SettingsPage>
  )
})
