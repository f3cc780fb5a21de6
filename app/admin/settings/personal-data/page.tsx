import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ErasureTable } from '#/components/personal/erasure-table.tsx'
import { FindForm } from '#/components/personal/find-form.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { ZoneNote } from '#/components/zone-note.tsx'
import { requireStaff } from '#/lib/access/require.ts'
import { listErasures } from '#/lib/personal/queries.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'
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
