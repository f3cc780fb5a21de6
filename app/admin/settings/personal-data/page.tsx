import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { ErasureTable } from '#/components/privacy/erasure-table.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Card } from '#/components/ui/card.tsx'
import { asTyped } from '#/components/ui/text-input.tsx'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { listErasures } from '#/lib/privacy/erasure/queries.ts'
import { findAddressAction } from './actions.ts'

export default definePage('/admin/settings/personal-data', admin, async ({ grant, read, query }) => {
  const erasures = await listErasures(read, grant)
  const t = await getTranslations('personal')
  return (
    <SettingsPage title={t('title')} lead={t('lead')} done={query.done === 'begun' ? t('begun') : null} zoned>
      <FindForm />
      <ErasureTable erasures={erasures} />
    </SettingsPage>
  )
})

async function FindForm() {
  const t = await getTranslations('personal.find')
  return (
    <Card title={t('title')}>
      <ActionForm action={findAddressAction} id="find" submit={t('action')}>
        <FormInput
          {...asTyped}
          name="email"
          // Browsers reject addresses with non-ASCII domains.
          type="text"
          inputMode="email"
          label={t('label')}
          hint={t('hint')}
          width="half"
          required
        />
      </ActionForm>
    </Card>
  )
}
