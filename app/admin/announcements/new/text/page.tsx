import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AnnouncementForm } from '#/components/announcements/announcement-form.tsx'
import { AudienceWords } from '#/components/announcements/audience-found.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireStaff } from '#/lib/access/require.ts'
import { readFilters, toQuery } from '#/lib/accounts/account-filter.ts'
import { listIntegrationTypes } from '#/lib/accounts/admin-queries.ts'
import { sayFilters } from '#/lib/accounts/filter-words.ts'
import { writeAudience } from '#/lib/announcements/form.ts'
import { newId } from '#/lib/ids.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'
import { writeAnnouncementAction } from '../../actions.ts'

export default definePage(async ({ searchParams }: PageProps<'/admin/announcements/new/text'>) => {
  await requireStaff()
  const t = await getTranslations('announcements')
  const filters = readFilters(await searchParams)
  const audience = writeAudience(toQuery(filters))
  const { programmeName } = await currentSettings()
  const types = await listIntegrationTypes((await getStore()).read)
  return (
    <>
      <PageTitle parts={[t('text.title'), programmeName]} />
      <PageHeader title={t('text.title')} description={t('text.lead')} />
      <Card
        title={t('audience.title')}
        actions={
          <ButtonLink href={`/admin/announcements/new?${audience}`}>{t('audience.change')}</ButtonLink>
        }
      >
        <AudienceWords words={await sayFilters(filters, types, programmeName)} />
      </Card>
      <AnnouncementForm
        action={writeAnnouncementAction}
        id={newId()}
        audience={audience}
        written={{ category: null, severity: 'info', texts: {}, links: [] }}
      />
    </>
  )
})
