import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { StaffNoticeFilter } from '#/components/notices/notice-filter.tsx'
import { StaffNoticeTable } from '#/components/notices/staff/staff-notice-table.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Pager } from '#/components/ui/pager.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { type StaffNoticeView, staffNotices, staffStates } from '#/lib/notices/views/lists.ts'
import { countForStaff, listNoticesForStaff } from '#/lib/notices/views/staff-queries.ts'

export default definePage('/admin/notices', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminNotices')
  const view = staffNotices.read(query)
  const after = staffNotices.after(query)
  const { notices, next } = await listNoticesForStaff(read, grant, view, after)
  const counts = view.kind === 'event' ? await countForStaff(read, grant, view) : null
  const empty = staffNotices.isFiltered(view) || after ? ('none' as const) : (`empty.${view.state}` as const)
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      actions={
        <>
          <ButtonLink href="/admin/notices/deliveries">{t('failing')}</ButtonLink>
          <ButtonLink href="/admin/notices/new" variant="primary" icon="plus">
            {t('send')}
          </ButtonLink>
        </>
      }
    >
      <NoticeTabs view={view} counts={counts} />
      <StaffNoticeFilter view={view} />
      {notices.length > 0 ? (
        <StaffNoticeTable notices={notices} />
      ) : (
        <EmptyState icon="bell" title={t(`${empty}.title`)}>
          {t(`${empty}.text`)}
        </EmptyState>
      )}
      {notices.length > 0 ? <ZoneNote /> : null}
      <Pager
        first={after && { href: staffNotices.href(view), label: t('first') }}
        next={next && { href: staffNotices.href(view, next), label: t('next') }}
      />
    </Page>
  )
})

type NoticeTabsProps = {
  view: StaffNoticeView
  /** The number of notices in some tabs; none for tabs of another kind. */
  counts: { open: number; overdue: number; unroutable: number } | null
}

/** Tabs for the states of notices; changing one keeps the filters. */
async function NoticeTabs({ view, counts }: NoticeTabsProps) {
  const t = await getTranslations('adminNotices.tabs')
  const countOf: Partial<Record<string, number>> = counts ?? {}
  return (
    <Tabs
      label={t('label')}
      tabs={staffStates.map((state) => ({
        href: staffNotices.href({ ...view, state }),
        label: t(state),
        current: state === view.state,
        count: countOf[state],
      }))}
    />
  )
}
