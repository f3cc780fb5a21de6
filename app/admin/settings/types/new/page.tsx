import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { NewTypeForm } from '#/components/settings/new-type-form.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { addTypeAction } from './actions.ts'

const back = '/admin/settings/types'

export default definePage('/admin/settings/types/new', admin, async ({ read }) => {
  const t = await getTranslations('adminSettings.types')
  const types = await listIntegrationTypes(read)
  return (
    <SettingsPage title={t('new.title')} lead={t('new.lead')} above={{ href: back, name: t('title') }}>
      <NewTypeForm types={types} action={addTypeAction} back={back} />
    </SettingsPage>
  )
})
