import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AnnouncementBadge } from '#/components/announcements/announcement-badge.tsx'
import { languageOfName, nameAnnouncement } from '#/components/announcements/announcement-texts.ts'
import { WindowText } from '#/components/notices/notice-window.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PagedList } from '#/components/shell/paged-list.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Column, StackingTable } from '#/components/ui/table.tsx'
import type { AnnouncementState, AnnouncementTexts, FrozenCounts } from '#/db/words/announcements.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { type AnnouncementRow, listAnnouncements } from '#/lib/notices/announcements/queries.ts'
import { listByTime } from '#/lib/platform/lists/time-cursor.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

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

async function AnnouncementTable({ announcements }: { announcements: readonly AnnouncementRow[] }) {
  const t = await getTranslations('announcements')
  const named = await namePeople()
  const categories = await getTranslations('mail.categories')
  const columns: Column<AnnouncementRow>[] = [
    {
      header: t('columns.announcement'),
      breakable: true,
      cell: ({ window, ...named }) => (
        <>
          <Named {...named} />
          {window ? (
            <span className="block font-normal text-muted">
              <WindowText window={window} />
            </span>
          ) : null}
        </>
      ),
    },
    { header: t('columns.state'), cell: ({ state }) => <AnnouncementBadge state={state} /> },
    { header: t('columns.category'), cell: ({ category }) => categories(category) },
    { header: t('columns.progress'), cell: ({ counts, done, state }) => formatProgress(counts, done, state) },
    {
      header: t('columns.written'),
      cell: ({ createdAt, createdByName }) => (
        <Instant at={createdAt} by={t('writtenBy', { name: named(createdByName) })} />
      ),
    },
  ]
  function formatProgress(counts: FrozenCounts | null, done: number, state: AnnouncementState) {
    if (!counts) return '–'
    const total = counts.accounts
    if (state === 'sending' || state === 'stopped') return t('sending.said', { done, total })
    return t('reaching', { reaches: counts.reaches, total })
  }
  return <StackingTable caption={t('list')} columns={columns} rows={announcements} rowKey={({ id }) => id} />
}

async function Named({ id, texts }: { id: string; texts: AnnouncementTexts }) {
  return (
    <Link href={`/admin/announcements/${id}`} lang={await languageOfName(texts)} dir="auto">
      {await nameAnnouncement(texts)}
    </Link>
  )
}
