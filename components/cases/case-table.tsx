import { getTranslations } from 'next-intl/server'
import type { ComponentProps } from 'react'
import { Instant } from '#/components/shell/instant.tsx'
import { PagedList } from '#/components/shell/paged-list.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { accountCases, type CaseSort, type CasesView, defaultCaseSort } from '#/lib/cases/lists.ts'
import type { listCases } from '#/lib/cases/queries.ts'
import { sortLink } from '#/lib/platform/lists/sorting.ts'
import { CaseStatusBadges } from './case-status.tsx'

type CaseTableProps = {
  base: string
  list?: string
  view: CasesView
  cases: Awaited<ReturnType<typeof listCases>>['cases']
  after: ReturnType<typeof accountCases.after>
  next: ReturnType<typeof accountCases.after>
  /** What an empty list says; null if the page says it elsewhere. */
  empty: ComponentProps<typeof PagedList>['empty']
}

export async function CaseTable({ base, list = base, view, cases, after, next, empty }: CaseTableProps) {
  const t = await getTranslations('cases')
  const href = (sort: CaseSort) => accountCases.href({ ...view, sort }, null, list)
  const sort = (by: CaseSort['by']) => sortLink(by, { now: view.sort, defaultSort: defaultCaseSort, href })
  return (
    <PagedList
      list={accountCases}
      view={view}
      path={list}
      rows={cases}
      after={after}
      next={next}
      {...(view.sort.by === 'default' && { words: { first: t('newest'), next: t('older') } })}
      empty={empty}
    >
      <StackingTable
        caption={t('list')}
        rows={cases}
        rowKey={({ id }) => id}
        few
        columns={[
          {
            header: t('columns.subject'),
            sort: sort('subject'),
            breakable: true,
            wide: true,
            cell: ({ number, subject }) => <Link href={`${base}/${number}`}>{subject}</Link>,
          },
          {
            header: t('columns.status'),
            cell: ({ status, category }) => <CaseStatusBadges status={status} category={category} />,
          },
          { header: t('columns.category'), cell: ({ category }) => t(`categories.${category}`) },
          {
            header: t('columns.updated'),
            sort: sort('updated'),
            unbroken: true,
            cell: ({ updatedAt }) => <Instant at={updatedAt} />,
          },
          { header: t('columns.number'), align: 'end', cell: ({ number }) => number, sort: sort('number') },
        ]}
      />
    </PagedList>
  )
}
