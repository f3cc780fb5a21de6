import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountForm } from '#/components/admin/account-form.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { createAccountAction } from './actions.ts'

export default definePage(async () => {
  await requireStaff('admin')
  const t = await getTranslations('admin')
  const locale = await getLocale()
  const { programmeName } = await currentSettings()
  const types = await listIntegrationTypes((await getStore()).read)
  return (
    <>
      <PageTitle parts={[t('create.title'), programmeName]} />
      <PageHeader
        title={t('create.title')}
        context={<Link href="/admin/accounts">{t('accounts.title')}</Link>}
        description={t('create.lead')}
      />
      <AccountForm
        action={createAccountAction}
        locale={locale}
        types={types.map(({ id, nameEn, nameIt }) => ({ id, name: locale === 'it' ? nameIt : nameEn }))}
      />
    </>
  )
})
