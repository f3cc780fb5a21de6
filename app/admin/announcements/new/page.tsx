import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AudienceChoice } from '#/components/announcements/audience-choice.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Link } from '#/components/ui/link.tsx'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { writeAudience } from '#/lib/notices/announcements/form.ts'
import { countAudience } from '#/lib/notices/announcements/queries.ts'

export default definePage('/admin/announcements/new', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('announcements')
  const filters = accountFilters.read(query)
  const audience = accountFilters.query(filters)
  return (
    <Page
      title={t('audience.choose')}
      context={<Link href="/admin/announcements">{t('all')}</Link>}
      description={t('audience.lead')}
    >
      <AudienceChoice
        path="/admin/announcements/new"
        filters={filters}
        types={await listIntegrationTypes(read)}
        found={await countAudience(read, grant, audience)}
      >
        <ButtonLink href={`/admin/announcements/new/text?${writeAudience(audience)}`} variant="primary">
          {t('audience.write')}
        </ButtonLink>
      </AudienceChoice>
    </Page>
  )
})
