import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { Pager } from '#/components/admin/pager.tsx'
import { DrillTable } from '#/components/drills/drill-table.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { drillViews, parseDrillView } from '#/lib/notices/drills/outcome.ts'
import { listDrills } from '#/lib/notices/drills/queries.ts'
import { viewRound } from '#/lib/notices/drills/round-view.ts'
import { readTimeCursor, sayTimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { showRound } from './show-round.tsx'

/** What came of the drills, and the one of several accounts that goes on, or was the last. */
export default definePage('/admin/drills', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('drills')
  const view = parseDrillView(query.show)
  const after = readTimeCursor(query.after)
  const { drills, next } = await listDrills(read, grant, { view, after })
  const round = await viewRound(read, grant)
  const { programmeName, drillDays } = await currentSettings()
  const href = (to: string) => (to === 'all' ? '/admin/drills' : `/admin/drills?show=${to}`)
  return (
    <Page
      title={t('title')}
      description={t('lead', { days: drillDays })}
      actions={
        <ButtonLink href="/admin/drills/new" variant="primary">
          {t('new')}
        </ButtonLink>
      }
    >
      <DoneBanner done={query.done} known={['asked', 'stopped']} title={(word) => t(`done.${word}`)} />
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
    </Page>
  )
})
