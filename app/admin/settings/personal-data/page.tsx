import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ErasureTable } from '#/components/privacy/erasure-table.tsx'
import { FindForm } from '#/components/privacy/find-form.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { listErasures } from '#/lib/privacy/erasure/queries.ts'
import { findAddressAction } from './actions.ts'

export default definePage(async ({ searchParams }: PageProps<'/admin/settings/personal-data'>) => {
  const grant = await requireStaff('admin')
  const { read } = await getStore()
  const erasures = await listErasures(read, grant)
  const t = await getTranslations('personal')
  const { programmeName } = await currentSettings()
  const { done } = await searchParams
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
      programmeName={programmeName}
      done={done === 'begun' ? t('begun') : undefined}
    >
      <FindForm action={findAddressAction} />
      <ErasureTable erasures={erasures} />
      <ZoneNote />
    </SettingsPage>
  )
})
