import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { EditForm } from '#/components/admin/edit-form.tsx'
import { FactsCard } from '#/components/admin/facts-card.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { openAccount } from '../open-account.ts'
import { editAccountAction } from './actions.ts'

export default definePage(async ({ params }: PageProps<'/admin/accounts/[account]/edit'>) => {
  const grant = await requireStaff('admin')
  const { read, view, account, page, frame } = await openAccount(grant, (await params).account)
  const t = await getTranslations('adminAccount.edit')
  const locale = await getLocale()
  const { completionDays } = await currentSettings()
  const types = await listIntegrationTypes(read)
  return (
    <>
      <PageTitle parts={[t('title'), account.name, frame.programme]} />
      <PageHeader
        title={t('title')}
        context={<Link href={page}>{account.name}</Link>}
        description={t('lead')}
      />
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
      <ZoneNote />
    </>
  )
})
