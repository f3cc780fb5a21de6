import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AudienceChoice } from '#/components/announcements/audience-choice.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { readFilters, toQuery } from '#/lib/accounts/search/account-filter.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { countAudience } from '#/lib/notices/announcements/audience.ts'
import { writeAudience } from '#/lib/notices/announcements/form.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export default definePage(async ({ searchParams }: PageProps<'/admin/announcements/new'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('announcements')
  const filters = readFilters(await searchParams)
  const audience = toQuery(filters)
  const { read } = await getStore()
  const { programmeName } = await currentSettings()
  return (
    <>
      <PageTitle parts={[t('audience.choose'), programmeName]} />
      <PageHeader
        title={t('audience.choose')}
        context={<Link href="/admin/announcements">{t('all')}</Link>}
        description={t('audience.lead')}
      />
      <AudienceChoice
        path="/admin/announcements/new"
        filters={filters}
        types={await listIntegrationTypes(read)}
        programme={programmeName}
        found={await countAudience(read, grant, audience)}
      >
        <ButtonLink href={`/admin/announcements/new/text?${writeAudience(audience)}`} variant="primary">
          {t('audience.write')}
        </ButtonLink>
      </AudienceChoice>
    </>
  )
})
