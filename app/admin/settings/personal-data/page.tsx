import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ErasureTable } from '#/components/privacy/erasure-table.tsx'
import { FindForm } from '#/components/privacy/find-form.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { listErasures } from '#/lib/privacy/erasure/queries.ts'
import { findAddressAction } from './actions.ts'

export default definePage('/admin/settings/personal-data', admin, async ({ grant, read, query }) => {
  const erasures = await listErasures(read, grant)
  const t = await getTranslations('personal')
  const { done } = query
  return (
    <SettingsPage title={t('title')} lead={t('lead')} done={done === 'begun' ? t('begun') : undefined}>
      <FindForm action={findAddressAction} />
      <ErasureTable erasures={erasures} />
      <ZoneNote />
    </SettingsPage>
  )
})
