import { getTranslations } from 'next-intl/server'
import type { ComponentProps } from 'react'
import { Instant } from '#/components/shell/instant.tsx'
import { PagedList } from '#/components/shell/paged-list.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { accountCases, type CaseCursor } from '#/lib/cases/lists.ts'
import type { listCases } from '#/lib/cases/queries.ts'
import { CaseStatusBadges } from './case-status.tsx'

type CaseTableProps = {
  /** A case has the path `<base>/<number>`. */
  base: string
  /** Path of the list, if it differs from `base`. */
  list?: string
  cases: Awaited<ReturnType<typeof listCases>>['cases']
  /** Where this page begins, and where the next one does. */
  after: CaseCursor | null
  next: CaseCursor | null
  /** What an empty list says; null if the page says it elsewhere. */
  empty: ComponentProps<typeof PagedList>['empty']
}

export async function CaseTable({ base, list = base, cases, after, next, empty }: CaseTableProps) {
  const t = await getTranslations('cases')
  return (
    <PagedList
      list={accountCases}
      path={list}
      rows={cases}
      after={after}
      next={next}
      words={{ first: t('newest'), next: t('older') }}
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
            unbroken: true,
            cell: ({ updatedAt }) => <Instant at={updatedAt} />,
          },
          { header: t('columns.number'), align: 'end', cell: ({ number }) => number },
        ]}
      />
    </PagedList>
  )
}
