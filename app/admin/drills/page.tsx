import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { DrillTable } from '#/components/drills/drill-table.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ListTabs, PagedList } from '#/components/shell/paged-list.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { drillList, drillViews } from '#/lib/notices/drills/outcome.ts'
import { listDrills } from '#/lib/notices/drills/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

export default definePage('/admin/drills', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('drills')
  const bulk = await getTranslations('bulk.bar')
  const view = drillList.read(query)
  const after = drillList.after(query)
  const { drills, next } = await listDrills(read, grant, { view: view.show, after })
  const { drillDays } = await currentSettings()
  return (
    <Page
      title={t('title')}
      description={t('lead', { days: drillDays })}
      actions={
        <>
          <ButtonLink href="/admin/bulk" variant="quiet">
            {bulk('runs')}
          </ButtonLink>
          <ButtonLink href="/admin/drills/new" variant="primary">
            {t('new')}
          </ButtonLink>
        </>
      }
    >
      <ListTabs
        list={drillList}
        view={view}
        name="show"
        values={drillViews}
        label={t('list.label')}
        text={(one) => t(`list.views.${one}`)}
      />
      <PagedList
        list={drillList}
        view={view}
        rows={drills}
        after={after}
        next={next}
        words={{ first: t('list.first') }}
        empty={{ icon: 'bell', title: t('list.none'), text: t('list.noneText') }}
      >
        <DrillTable drills={drills} />
      </PagedList>
    </Page>
  )
})
