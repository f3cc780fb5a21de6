import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Table } from '#/components/ui/table.tsx'
import type { IntegrationState } from '#/lib/accounts/schema.ts'
import { ContactsStatus } from './contacts-status.tsx'
import { StateBadge } from './state-badge.tsx'

export type AccountRow = {
  slug: string
  name: string
  typeName: string
  state: IntegrationState
  missing: { count: number; which: string }
  locked: boolean
  dueAt: number | null
}

/** A page of the accounts, each with what support looks for first. */
export async function AccountTable({ rows }: { rows: readonly AccountRow[] }) {
  const t = await getTranslations('admin.accounts')
  return (
    <Table
      caption={t('list')}
      captionHidden
      rows={rows}
      rowKey={({ slug }) => slug}
      columns={[
        {
          id: 'name',
          header: t('columns.name'),
          rowHeader: true,
          breakable: true,
          cell: ({ slug, name }) => (
            <>
              <Link href={`/admin/accounts/${slug}`}>{name}</Link>
              <span className="block font-normal text-muted">{slug}</span>
            </>
          ),
        },
        { id: 'state', header: t('columns.state'), cell: ({ state }) => <StateBadge state={state} /> },
        {
          id: 'contacts',
          header: t('columns.contacts'),
          cell: ({ missing, locked, dueAt }) => <ContactsStatus {...missing} locked={locked} dueAt={dueAt} />,
        },
        { id: 'type', header: t('columns.type'), cell: ({ typeName }) => typeName },
      ]}
    />
  )
}
