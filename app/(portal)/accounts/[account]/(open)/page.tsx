import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { DoneBanner } from '#/components/contacts/done-banner.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireOpenAccount } from '#/lib/access/require.ts'
import { currentSettings } from '#/lib/settings/current.ts'

export default definePage(async ({ params, searchParams }: PageProps<'/accounts/[account]'>) => {
  const { account } = await requireOpenAccount((await params).account, '')
  const t = await getTranslations('overview')
  const { programmeName } = await currentSettings()
  return (
    <>
      <PageTitle parts={[t('title'), account.name, programmeName]} />
      <PageHeader title={account.name} context={programmeName} />
      <DoneBanner query={await searchParams} />
    </>
  )
})
