import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AnnouncementTable } from '#/components/announcements/announcement-table.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Pager } from '#/components/ui/pager.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listAnnouncements } from '#/lib/notices/announcements/queries.ts'
import { defineList } from '#/lib/platform/lists/define-list.ts'
import { timeCursor } from '#/lib/platform/lists/time-cursor.ts'

const list = defineList('/admin/announcements', {}, { cursor: timeCursor })

export default definePage('/admin/announcements', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('announcements')
  const after = list.after(query)
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
      <Pager
        first={after && { href: list.path, label: t('first') }}
        next={next && { href: list.href({}, next), label: t('next') }}
      />
    </Page>
  )
})
