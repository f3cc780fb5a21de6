import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AudienceWords } from '#/components/accounts/audience-found.tsx'
import { AnnouncementForm } from '#/components/announcements/announcement-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { formatFilters } from '#/lib/accounts/search/filter-words.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { writeAudience } from '#/lib/notices/announcements/form.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { writeAnnouncementAction } from '../../actions.ts'

export default definePage('/admin/announcements/new/text', staff, async ({ read, query }) => {
  const t = await getTranslations('announcements')
  const filters = accountFilters.read(query)
  const audience = writeAudience(accountFilters.query(filters))
  const types = await listIntegrationTypes(read)
  return (
    <Page
      title={t('text.title')}
      context={<Link href="/admin/announcements">{t('all')}</Link>}
      description={t('text.lead')}
    >
      <Card
        title={t('audience.title')}
        actions={
          <ButtonLink href={`/admin/announcements/new?${audience}`}>{t('audience.change')}</ButtonLink>
        }
      >
        <AudienceWords words={await formatFilters(filters, types)} />
      </Card>
      <AnnouncementForm
        action={writeAnnouncementAction}
        id={newId()}
        audience={audience}
        written={{ category: null, severity: 'info', texts: {}, links: [], window: null, asksAnswer: false }}
      />
    </Page>
  )
})
