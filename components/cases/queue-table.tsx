import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { CaseCategory, CaseStatus } from '#/db/words/cases.ts'
import { CaseStatusBadges } from './case-status.tsx'

export type QueueRow = {
  case: {
    id: string
    number: number
    subject: string
    category: CaseCategory
    environment: AccountEnvironment
    status: CaseStatus
    updatedAt: number
  }
  account: { slug: string; name: string }
  /** Empty if the case is unassigned. */
  assignee: { userId: string | null; name: string | null; email: string | null }
  lastFromStaff: boolean
}

/** One page of the staff queue. */
export async function QueueTable({ rows }: { rows: readonly QueueRow[] }) {
  const t = await getTranslations('cases')
  const admin = await getTranslations('admin.cases')
  const common = await getTranslations('common.environment')
  return (
    <StackingTable
      caption={admin('list')}
      rows={rows}
      rowKey={(row) => row.case.id}
      live
      columns={[
        {
          header: t('columns.subject'),
          rowHeader: true,
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
        { header: t('columns.updated'), cell: (row) => <Instant at={row.case.updatedAt} /> },
      ]}
    />
  )
}
