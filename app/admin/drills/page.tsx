import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { Pager } from '#/components/admin/pager.tsx'
import { DrillTable } from '#/components/drills/drill-table.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { drillViews, readDrillView } from '#/lib/notices/drills/outcome.ts'
import { listDrills } from '#/lib/notices/drills/queries.ts'
import { viewRound } from '#/lib/notices/drills/round-view.ts'
import { readTimeCursor, sayTimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { showRound } from './show-round.tsx'

/** What came of the drills, and the one of several accounts that goes on, or was the last. */
export default definePage(async ({ searchParams }: PageProps<'/admin/drills'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('drills')
  const { read } = await getStore()
  const query = await searchParams
  const view = readDrillView(query.show)
  const after = readTimeCursor(query.after)
  const { drills, next } = await listDrills(read, grant, { view, after })
  const round = await viewRound(read, grant)
  const { programmeName, drillDays } = await currentSettings()
  const done = (['asked', 'stopped'] as const).find((word) => word === query.done)
  const href = (to: string) => (to === 'all' ? '/admin/drills' : `/admin/drills?show=${to}`)
  return (
    <>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader
        title={t('title')}
        description={t('lead', { days: drillDays })}
        actions={
          <ButtonLink href="/admin/drills/new" variant="primary">
            {t('new')}
          </ButtonLink>
        }
      />
      {done ? <Banner meaning="good" role="status" title={t(`done.${done}`)} /> : null}
      {round ? await showRound(read, round, programmeName) : null}
      <Tabs
        label={t('list.label')}
        tabs={drillViews.map((one) => ({
          href: href(one),
          label: t(`list.views.${one}`),
          current: one === view,
        }))}
      />
      {drills.length > 0 ? (
        <>
          <DrillTable drills={drills} />
          <ZoneNote />
        </>
      ) : (
        <EmptyState icon="bell" title={t('list.none')}>
          {t('list.noneText')}
        </EmptyState>
      )}
      <Pager
        first={after && { href: href(view), label: t('list.first') }}
        next={
          next && {
            href: `/admin/drills?${new URLSearchParams({ show: view, after: sayTimeCursor(next) })}`,
            label: t('list.next'),
          }
        }
      />
    </>
  )
})
