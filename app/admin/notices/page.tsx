import { getTranslations } from 'next-intl/server'
import { ListedViews } from '#/app/admin/saved-views.tsx'
import { countForTitle } from '#/app/admin/waiting.ts'
import { definePage } from '#/app/define-page.tsx'
import { findOrRefuse } from '#/app/find-or-refuse.tsx'
import { StaffNoticeFilterForm } from '#/components/notices/notice-filter.tsx'
import { StaffNoticeTable } from '#/components/notices/staff/staff-notice-table.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ListTabs, PagedList } from '#/components/shell/paged-list.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { staffNotices, staffStates } from '#/lib/notices/views/lists.ts'
import { listNoticesForStaff } from '#/lib/notices/views/staff-queries.ts'
import { remindInListAction, routeInListAction } from './row-actions.ts'

export default definePage('/admin/notices', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminNotices')
  const view = staffNotices.read(query)
  const after = staffNotices.after(query)
  const { notices, next, count, refused } = await findOrRefuse(
    () => listNoticesForStaff(read, grant, view, after),
    { notices: [], next: null, count: async () => ({}) },
  )
  // Tests and drills are not counted.
  const counts: Partial<Record<string, number>> = view.kind === 'event' ? await count() : {}
  const empty = staffNotices.isFiltered(view) || after ? ('none' as const) : (`empty.${view.state}` as const)
  return (
    <Page
      title={t('title')}
      waiting={await countForTitle()}
      description={<span className="max-sm:hidden">{t('lead')}</span>}
      actions={
        <>
          <SmallLink href="/admin/notices/deliveries">{t('failing')}</SmallLink>
          <SmallLink href="/admin/notices/new" variant="primary" icon="plus">
            {t('send')}
          </SmallLink>
        </>
      }
    >
      <ListedViews read={read} grant={grant} list="notices" href={staffNotices.href(view)} query={query} />
      <ListTabs
        list={staffNotices}
        view={view}
        name="state"
        values={staffStates}
        label={t('tabs.label')}
        text={(state) => t(`tabs.${state}`)}
        count={(state) => counts[state]}
      />
      <StaffNoticeFilterForm view={view} />
      {refused ?? (
        <PagedList
          list={staffNotices}
          view={view}
          rows={notices}
          after={after}
          next={next}
          live={notices.map(({ id }) => id)}
          empty={{ icon: 'bell', title: t(`${empty}.title`), text: t(`${empty}.text`) }}
        >
          <StaffNoticeTable
            notices={notices}
            view={view}
            actions={{ remind: remindInListAction, route: routeInListAction }}
          />
        </PagedList>
      )}
    </Page>
  )
})
