import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ReopenForm } from '#/components/privacy/reopen-form.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { closingVersion, mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { openAccount } from '../open-account.ts'
import { reopenAccountAction } from './actions.ts'

export default definePage(async ({ params }: PageProps<'/admin/accounts/[account]/reopen'>) => {
  const grant = await requireStaff('admin')
  const { view, account, page, frame } = await openAccount(grant, (await params).account)
  const t = await getTranslations('closing.reopen')
  const { closedAt } = account
  const may = closedAt !== null && mayReopen(closedAt, now())
  return (
    <>
      <PageTitle parts={[t('title'), account.name, frame.programme]} />
      <PageHeader
        title={t('title')}
        context={<Link href={page}>{account.name}</Link>}
        description={may ? t('lead') : undefined}
      />
      {may ? (
        <ul className="flex max-w-measure list-disc flex-col gap-2 pl-5">
          <li>{t('dates')}</li>
          <li>{t('ended')}</li>
          <li>{t('told', { count: view.members.filter(({ role }) => role === 'owner').length })}</li>
        </ul>
      ) : (
        <Banner meaning="attention" title={t(closedAt === null ? 'open' : 'late')} />
      )}
      <ReopenForm
        account={account.slug}
        version={closingVersion(account)}
        action={reopenAccountAction}
        back={page}
        ended={!may}
      />
    </>
  )
})
