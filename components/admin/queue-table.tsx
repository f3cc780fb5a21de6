import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { CaseStatusBadges } from '#/components/cases/case-status.tsx'
import { Instant } from '#/components/instant.tsx'
import { Table } from '#/components/ui/table.tsx'
import type { CaseCategory, CaseStatus } from '#/lib/cases/schema.ts'

export type QueueRow = {
  case: {
    id: string
    number: number
    subject: string
    category: CaseCategory
    status: CaseStatus
    updatedAt: number
  }
  account: { slug: string; name: string }
}

/** A page of the staff's queue. */
export async function QueueTable({ rows }: { rows: readonly QueueRow[] }) {
  const t = await getTranslations('cases')
  const admin = await getTranslations('admin.cases')
  return (
    <Table
      caption={admin('list')}
      captionHidden
      rows={rows}
      rowKey={(row) => row.case.id}
      columns={[
        {
          id: 'subject',
          header: t('columns.subject'),
          rowHeader: true,
          breakable: true,
          cell: (row) => <Link href={`/admin/cases/${row.case.number}`}>{row.case.subject}</Link>,
        },
        {
          id: 'status',
          header: t('columns.status'),
          cell: (row) => <CaseStatusBadges status={row.case.status} category={row.case.category} />,
        },
        {
          id: 'account',
          header: admin('account'),
          cell: ({ account }) => <Link href={`/admin/accounts/${account.slug}`}>{account.name}</Link>,
        },
        {
          id: 'category',
          header: t('columns.category'),
          cell: (row) => t(`categories.${row.case.category}`),
        },
        {
          id: 'updated',
          header: t('columns.updated'),
          cell: (row) => <Instant at={row.case.updatedAt} />,
        },
        { id: 'number', header: t('columns.number'), align: 'end', cell: (row) => row.case.number },
      ]}
    />
  )
}
