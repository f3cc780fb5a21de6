import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { BounceList } from '#/components/admin/bounce-list.tsx'
import { FailingTable } from '#/components/admin/failing-table.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { ZoneNote } from '#/components/zone-note.tsx'
import { requireStaff } from '#/lib/access/require.ts'
import { countFailing, listFailingDeliveries, listUnknownBounces } from '#/lib/notices/failing-queries.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'
import { readTimeCursor } from '#/lib/time-cursor.ts'
import { deliveriesHref, views } from './views.ts'

export default definePage(async ({ searchParams }: PageProps<'/admin/notices/deliveries'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('adminNotices.deliveries')
  const admin = await getTranslations('adminNotices')
  const query = await searchParams
  const view = views.find((known) => known === query.status) ?? 'all'
  const after = readTimeCursor(query.after)
  const { read } = await getStore()
  const counts: Partial<Record<string, number>> = await countFailing(read, grant)
  const { programmeName } = await currentSettings()
  const { shown, next } =
    view === 'bounces'
      ? showBounces(await listUnknownBounces(read, grant, after))
      : showDeliveries(
          await listFailingDeliveries(read, grant, view === 'all' ? null : view, after),
          programmeName,
        )
  return (
    <>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader
        title={t('title')}
        context={<Link href="/admin/notices">{admin('all')}</Link>}
        description={t(view === 'bounces' ? 'bouncesLead' : 'lead')}
      />
      <Tabs
        label={t('tabs.label')}
        tabs={views.map((each) => ({
          href: deliveriesHref(each),
          label: t(`tabs.${each}`),
          current: each === view,
          count: counts[each],
        }))}
      />
      {shown ?? (
        <EmptyState icon="mail" title={t(`empty.${view}.title`)}>
          {t(`empty.${view}.text`)}
        </EmptyState>
      )}
      {shown ? <ZoneNote /> : null}
      <ButtonRow>
        {after ? <ButtonLink href={deliveriesHref(view)}>{admin('first')}</ButtonLink> : null}
        {next ? <ButtonLink href={deliveriesHref(view, next)}>{admin('next')}</ButtonLink> : null}
      </ButtonRow>
    </>
  )
})

function showDeliveries(
  { deliveries, next }: Awaited<ReturnType<typeof listFailingDeliveries>>,
  programme: string,
) {
  const shown = deliveries.length > 0 ? <FailingTable deliveries={deliveries} programme={programme} /> : null
  return { shown, next }
}

function showBounces({ bounces, next }: Awaited<ReturnType<typeof listUnknownBounces>>) {
  return { shown: bounces.length > 0 ? <BounceList bounces={bounces} /> : null, next }
}
