import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { defaultQueueSort, type QueueSort, type QueueView, queue } from '#/lib/cases/lists.ts'
import type { listQueue } from '#/lib/cases/queue.ts'
import { sortLink } from '#/lib/platform/lists/sorting.ts'
import { CaseStatusBadges } from './case-status.tsx'

type QueueTableProps = Pick<Awaited<ReturnType<typeof listQueue>>, 'rows'> & { view: QueueView }

export async function QueueTable({ rows, view }: QueueTableProps) {
  const t = await getTranslations('cases')
  const admin = await getTranslations('admin.cases')
  const common = await getTranslations('common.environment')
  const href = (sort: QueueSort) => queue.href({ ...view, sort })
  const sort = (by: QueueSort['by']) => sortLink(by, { now: view.sort, defaultSort: defaultQueueSort, href })
  return (
    <StackingTable
      caption={admin('list')}
      rows={rows}
      rowKey={(row) => row.case.id}
      live
      scrolls
      columns={[
        {
          header: t('columns.subject'),
          sort: sort('subject'),
          breakable: true,
          cell: ({ case: { number, subject, category, environment } }) => (
            <>
              <Link href={`/admin/cases/${number}`}>{subject}</Link>
              <span className="block font-normal text-muted">
                {[
                  t('number', { number }),
                  t(`categories.${category}`),
                  ...(environment === 'sandbox' ? [common(environment)] : []),
                ].join(' · ')}
              </span>
            </>
          ),
        },
        {
          header: t('columns.status'),
          cell: (row) => <CaseStatusBadges status={row.case.status} category={row.case.category} />,
        },
        {
          header: admin('account'),
          sort: sort('account'),
          cell: ({ account }) => <Link href={`/admin/accounts/${account.slug}`}>{account.name}</Link>,
        },
        {
          header: t('queue.assignee'),
          cell: ({ assignee: { userId, name, email } }) =>
            userId === null ? (
              <span className="text-muted">{t('queue.assignees.nobody')}</span>
            ) : (
              name || email
            ),
        },
        {
          header: t('queue.waiting'),
          cell: ({ case: { status }, lastFromStaff }) =>
            status === 'open' ? t(`queue.sides.${lastFromStaff ? 'partner' : 'staff'}`) : null,
        },
        {
          header: t('columns.updated'),
          sort: sort('updated'),
          cell: (row) => <Instant at={row.case.updatedAt} />,
        },
      ]}
    />
  )
}
