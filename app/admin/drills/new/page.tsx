import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AudienceChoice } from '#/components/announcements/audience-choice.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { readFilters } from '#/lib/accounts/search/account-filter.ts'
import { countMatching } from '#/lib/accounts/search/account-list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { viewHref } from '#/lib/admin/accounts/account-view.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Which accounts are to be drilled: the first step, which changes nothing. */
export default definePage(async ({ searchParams }: PageProps<'/admin/drills/new'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('drills')
  const filters = readFilters(await searchParams)
  const { read } = await getStore()
  const { programmeName } = await currentSettings()
  return (
    <>
      <PageTitle parts={[t('choose.title'), programmeName]} />
      <PageHeader
        title={t('choose.title')}
        context={<Link href="/admin/drills">{t('title')}</Link>}
        description={t('choose.lead')}
      />
      <AudienceChoice
        path="/admin/drills/new"
        filters={filters}
        types={await listIntegrationTypes(read)}
        programme={programmeName}
        found={await countMatching(read, grant, filters)}
      >
        <ButtonLink
          href={viewHref({ filters }, '/admin/drills/new/confirm')}
          variant="primary"
          prefetch={false}
        >
          {t('choose.next')}
        </ButtonLink>
      </AudienceChoice>
    </>
  )
})
