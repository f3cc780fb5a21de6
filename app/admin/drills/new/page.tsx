import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AudienceChoice } from '#/components/announcements/audience-choice.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Link } from '#/components/ui/link.tsx'
import { countMatching } from '#/lib/accounts/search/account-list.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'

/** Chooses the accounts of a drill: the first step, which changes nothing. */
export default definePage('/admin/drills/new', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('drills')
  const filters = accountFilters.read(query)
  return (
    <Page
      title={t('choose.title')}
      context={<Link href="/admin/drills">{t('title')}</Link>}
      description={t('choose.lead')}
    >
      <AudienceChoice
        path="/admin/drills/new"
        filters={filters}
        types={await listIntegrationTypes(read)}
        found={await countMatching(read, grant, filters)}
      >
        <ButtonLink href={accountFilters.href(filters, null, '/admin/bulk/new/drill')} variant="primary">
          {t('choose.next')}
        </ButtonLink>
      </AudienceChoice>
    </Page>
  )
})
