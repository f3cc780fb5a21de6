import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountForm } from '#/components/admin/account-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { createAccountAction } from './actions.ts'

export default definePage('/admin/accounts/new', admin, async ({ read }) => {
  const t = await getTranslations('admin')
  const locale = await getLocale()
  const types = await listIntegrationTypes(read)
  return (
    <Page
      title={t('create.title')}
      context={<Link href="/admin/accounts">{t('accounts.title')}</Link>}
      description={t('create.lead')}
    >
      <AccountForm
        action={createAccountAction}
        locale={locale}
        types={types.map(({ id, nameEn, nameIt }) => ({ id, name: locale === 'it' ? nameIt : nameEn }))}
      />
    </Page>
  )
})
