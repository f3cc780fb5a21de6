import { getTranslations } from 'next-intl/server'
import { ListedViews } from '#/app/admin/saved-views.tsx'
import { countForTitle } from '#/app/admin/waiting.ts'
import { definePage } from '#/app/define-page.tsx'
import { findOrRefuse } from '#/app/find-or-refuse.tsx'
import { QueueTable } from '#/components/cases/queue-table.tsx'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ListTabs, PagedList } from '#/components/shell/paged-list.tsx'
import { environments } from '#/db/words/accounts.ts'
import { caseCategories, caseStatuses, queueSides } from '#/db/words/cases.ts'
import { maxCaseSearchLength, type QueueView, queue } from '#/lib/cases/lists.ts'
import { countOpenCases, listQueue } from '#/lib/cases/queue.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'

export default definePage('/admin/cases', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('admin.cases')
  const filter = queue.read(query)
  const after = queue.after(query)
  const { rows, next, refused } = await findOrRefuse(() => listQueue(read, grant, filter, after), {
    rows: [],
    next: null,
  })
  const colleagues = (await listStaff(read)).filter(({ userId }) => userId !== grant.actor.user.id)
  const open = await countOpenCases(read, grant)
  const cases = await getTranslations('cases.queue')
  const none = filter.status === 'open' ? 'empty' : 'noneClosed'
  const empty = queue.isFiltered(filter)
    ? { title: cases('none'), text: cases('noneText') }
    : { title: t(`${none}.title`), text: t(`${none}.text`) }
  return (
    <Page title={t('title')} waiting={await countForTitle()} description={t('lead')}>
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
      {refused ?? (
        <PagedList
          list={queue}
          view={filter}
          rows={rows}
          after={after}
          next={next}
          live={rows.map((row) => row.case.id)}
          empty={{ icon: 'speech', ...empty }}
        >
          <QueueTable rows={rows} view={filter} />
        </PagedList>
      )}
    </Page>
  )
})

type QueueFilterFormProps = {
  view: QueueView
  colleagues: readonly { userId: string; name: string; email: string }[]
}

async function QueueFilterForm({ view, colleagues }: QueueFilterFormProps) {
  const t = await getTranslations('cases')
  const common = await getTranslations('common.environment')
  const assignees = (['me', 'somebody', 'nobody'] as const).map((value) => ({
    value: value as string,
    label: t(`queue.assignees.${value}`),
  }))
  const people = colleagues.map(({ userId, name, email }) => ({ value: userId, label: name || email }))
  const waiting = {
    name: 'waiting',
    label: t('queue.waiting'),
    any: t('queue.anyWaiting'),
    options: queueSides.map((value) => ({ value, label: t(`queue.sides.${value}`) })),
  } as const
  return (
    <FilterForm
      list={queue}
      view={view}
      label={t('queue.filter')}
      apply={t('queue.apply')}
      clear={t('queue.clear')}
      fields={[
        { name: 'search', label: t('search.text'), longest: maxCaseSearchLength },
        { name: 'account', label: t('about.account'), longest: 100 },
        {
          name: 'assignee',
          label: t('queue.assignee'),
          any: t('queue.anyAssignee'),
          options: [...assignees, ...people],
        },
        ...(view.status === 'open' ? [waiting] : []),
        {
          name: 'category',
          label: t('columns.category'),
          any: t('queue.anyCategory'),
          options: caseCategories.map((value) => ({ value, label: t(`categories.${value}`) })),
        },
        {
          name: 'environment',
          label: t('about.environment'),
          any: t('queue.anyEnvironment'),
          options: environments.map((value) => ({ value, label: common(value) })),
        },
      ]}
    />
  )
}
