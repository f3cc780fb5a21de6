import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AnnouncementTable } from '#/components/announcements/announcement-table.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PagedList } from '#/components/shell/paged-list.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listAnnouncements } from '#/lib/notices/announcements/queries.ts'
import { listByTime } from '#/lib/platform/lists/time-cursor.ts'

const list = listByTime('/admin/announcements')

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
      <PagedList
        list={list}
        rows={announcements}
        after={after}
        next={next}
        words={{ first: t('first') }}
        empty={{ icon: 'megaphone', title: t('empty.title'), text: t('empty.text') }}
      >
        <AnnouncementTable announcements={announcements} />
      </PagedList>
    </Page>
  )
})
