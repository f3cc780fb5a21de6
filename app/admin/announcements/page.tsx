import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AnnouncementTable } from '#/components/announcements/announcement-table.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { listAnnouncements } from '#/lib/notices/announcements/queries.ts'
import { readTimeCursor, sayTimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export default definePage(async ({ searchParams }: PageProps<'/admin/announcements'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('announcements')
  const after = readTimeCursor((await searchParams).after)
  const { announcements, next } = await listAnnouncements((await getStore()).read, grant, after)
  const { programmeName } = await currentSettings()
  return (
    <>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={
          <ButtonLink href="/admin/announcements/new" variant="primary" icon="plus">
            {t('new')}
          </ButtonLink>
        }
      />
      {announcements.length > 0 ? (
        <>
          <AnnouncementTable announcements={announcements} />
          <ZoneNote />
        </>
      ) : (
        <EmptyState icon="megaphone" title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      )}
      <ButtonRow>
        {after ? <ButtonLink href="/admin/announcements">{t('first')}</ButtonLink> : null}
        {next ? (
          <ButtonLink href={`/admin/announcements?after=${sayTimeCursor(next)}`}>{t('next')}</ButtonLink>
        ) : null}
      </ButtonRow>
    </>
  )
})
