import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AnnouncementTable } from '#/components/announcements/announcement-table.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listAnnouncements } from '#/lib/notices/announcements/queries.ts'
import { formatTimeCursor, parseTimeCursor } from '#/lib/platform/lists/time-cursor.ts'

export default definePage('/admin/announcements', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('announcements')
  const after = parseTimeCursor(query.after)
  const { announcements, next } = await listAnnouncements(read, grant, after)
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      actions={
        <ButtonLink href="/admin/announcements/new" variant="primary" icon="plus">
          {t('new')}
        </ButtonLink>
      }
    >
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
          <ButtonLink href={`/admin/announcements?after=${formatTimeCursor(next)}`}>{t('next')}</ButtonLink>
        ) : null}
      </ButtonRow>
    </Page>
  )
})
