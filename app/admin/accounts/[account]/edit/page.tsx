import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { EditForm } from '#/components/admin/edit-form.tsx'
import { FactsCard } from '#/components/admin/facts-card.tsx'
import { Page } from '#/components/shell/page.tsx'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { openAccount } from '../open-account.ts'
import { editAccountAction } from './actions.ts'

export default definePage('/admin/accounts/[account]/edit', admin, async ({ grant, params }) => {
  const { read, view, account, page } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount.edit')
  const locale = await getLocale()
  const { completionDays } = await currentSettings()
  const types = await listIntegrationTypes(read)
  return (
    <Page
      title={t('title')}
      of={[account.name]}
      context={<Link href={page}>{account.name}</Link>}
      description={t('lead')}
      zoned
    >
      <EditForm
        account={account}
        types={types.map(({ id, nameEn, nameIt }) => ({ id, name: locale === 'it' ? nameIt : nameEn }))}
        days={completionDays}
        action={editAccountAction}
        back={page}
      />
      <div id="edit-version" tabIndex={-1} className="max-w-measure">
        <FactsCard view={view} title={t('now')} />
      </div>
    </Page>
  )
})
