import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { NoticeFilter } from '#/components/notices/staff/notice-filter.tsx'
import { NoticeTabs } from '#/components/notices/staff/notice-tabs.tsx'
import { StaffNoticeTable } from '#/components/notices/staff/staff-notice-table.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import {
  isFiltered,
  readStaffCursor,
  readStaffView,
  staffViewHref,
} from '#/lib/notices/views/staff-filter.ts'
import { countForStaff, listNoticesForStaff } from '#/lib/notices/views/staff-queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'

export default definePage(async ({ searchParams }: PageProps<'/admin/notices'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('adminNotices')
  const query = await searchParams
  const view = readStaffView(query)
  const after = readStaffCursor(query.after)
  const { read } = await getStore()
  const { notices, next } = await listNoticesForStaff(read, grant, view, after)
  const counts = view.kind === 'event' ? await countForStaff(read, grant, view) : null
  const { programmeName } = await currentSettings()
  const empty = isFiltered(view) || after ? ('none' as const) : (`empty.${view.state}` as const)
  return (
    <>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader
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
      />
      <NoticeTabs view={view} counts={counts} />
      <NoticeFilter view={view} />
      {notices.length > 0 ? (
        <StaffNoticeTable notices={notices} at={now()} />
      ) : (
        <EmptyState icon="bell" title={t(`${empty}.title`)}>
          {t(`${empty}.text`)}
        </EmptyState>
      )}
      {notices.length > 0 ? <ZoneNote /> : null}
      <ButtonRow>
        {after ? <ButtonLink href={staffViewHref(view)}>{t('first')}</ButtonLink> : null}
        {next ? <ButtonLink href={staffViewHref(view, next)}>{t('next')}</ButtonLink> : null}
      </ButtonRow>
    </>
  )
})
