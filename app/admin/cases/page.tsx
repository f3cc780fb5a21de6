import { getTranslations } from 'next-intl/server'
import { ListedViews } from '#/app/admin/saved-views.tsx'
import { definePage } from '#/app/define-page.tsx'
import { QueueFilterForm } from '#/components/cases/queue-filter.tsx'
import { QueueTable } from '#/components/cases/queue-table.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ListTabs, PagedList } from '#/components/shell/paged-list.tsx'
import { caseStatuses } from '#/db/words/cases.ts'
import { queue } from '#/lib/cases/lists.ts'
import { countOpenCases, listQueue } from '#/lib/cases/queue.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'

export default definePage('/admin/cases', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('admin.cases')
  const filter = queue.read(query)
  const after = queue.after(query)
  const { rows, next } = await listQueue(read, grant, filter, after)
  const colleagues = (await listStaff(read)).filter(({ userId }) => userId !== grant.actor.user.id)
  const open = await countOpenCases(read, grant)
  const cases = await getTranslations('cases.queue')
  const none = filter.status === 'open' ? 'empty' : 'noneClosed'
  const empty = queue.isFiltered(filter)
    ? { title: cases('none'), text: cases('noneText') }
    : { title: t(`${none}.title`), text: t(`${none}.text`) }
  return (
    <Page title={t('title')} description={t('lead')}>
      <ListedViews read={read} grant={grant} list="cases" href={queue.href(filter)} query={query} />
      <ListTabs
        list={queue}
        view={filter}
        name="status"
        values={caseStatuses}
        label={t('tabs')}
        text={(status) => t(status)}
        count={(status) => (status === 'open' ? open : undefined)}
      />
      <QueueFilterForm view={filter} colleagues={colleagues} />
      <PagedList
        list={queue}
        view={filter}
        rows={rows}
        after={after}
        next={next}
        live={rows.map((row) => row.case.id)}
        empty={{ icon: 'speech', ...empty }}
      >
        <QueueTable rows={rows} />
      </PagedList>
    </Page>
  )
})
