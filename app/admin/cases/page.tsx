import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { QueueFilterForm } from '#/components/cases/queue-filter.tsx'
import { QueueTable } from '#/components/cases/queue-table.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Pager } from '#/components/ui/pager.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { countOpenCases, listQueue } from '#/lib/cases/queue.ts'
import { type QueueView, queue } from '#/lib/cases/queue-list.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'

export default definePage('/admin/cases', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('admin.cases')
  const filter = queue.read(query)
  const after = queue.after(query)
  const { rows, next } = await listQueue(read, grant, filter, after)
  const colleagues = (await listStaff(read)).filter(({ userId }) => userId !== grant.actor.user.id)
  const tab = (status: 'open' | 'closed') => ({
    href: queue.href({ ...filter, status }),
    label: t(status),
    current: filter.status === status,
  })
  return (
    <Page title={t('title')} description={t('lead')}>
      <Tabs
        label={t('tabs')}
        tabs={[{ ...tab('open'), count: await countOpenCases(read, grant) }, tab('closed')]}
      />
      <QueueFilterForm view={filter} colleagues={colleagues} />
      {rows.length > 0 ? <QueueTable rows={rows} /> : await renderNone(filter)}
      {rows.length > 0 ? <ZoneNote /> : null}
      <Pager
        first={after && { href: queue.href(filter), label: t('first') }}
        next={next && { href: queue.href(filter, next), label: t('next') }}
      />
    </Page>
  )
})

async function renderNone(filter: QueueView) {
  const t = await getTranslations('admin.cases')
  const cases = await getTranslations('cases.queue')
  const none = filter.status === 'open' ? 'empty' : 'noneClosed'
  return queue.isFiltered(filter) ? (
    <EmptyState icon="speech" title={cases('none')}>
      {cases('noneText')}
    </EmptyState>
  ) : (
    <EmptyState icon="speech" title={t(`${none}.title`)}>
      {t(`${none}.text`)}
    </EmptyState>
  )
}
