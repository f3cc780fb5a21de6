import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import type { ImportState } from '#/db/words/imports.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { ImportStateBadge } from './import-state.tsx'

type Row = {
  import: { id: string; fileName: string; state: ImportState; rows: number; createdAt: number }
  by: { name: string; email: string } | null
}

/** The imports there are, newest first. */
export async function ImportTable({ rows, base }: { rows: readonly Row[]; base: string }) {
  const t = await getTranslations('imports')
  const format = await getFormatter()
  return (
    <StackingTable
      caption={t('list.title')}
      rows={rows}
      rowKey={(row) => row.import.id}
      columns={[
        {
          header: t('list.file'),
          rowHeader: true,
          breakable: true,
          wide: true,
          cell: (row) => (
            <Link href={`${base}/${row.import.id}`}>{row.import.fileName || t('one.unnamed')}</Link>
          ),
        },
        { header: t('list.state'), cell: (row) => <ImportStateBadge state={row.import.state} /> },
        { header: t('list.rows'), align: 'end', cell: (row) => format.number(row.import.rows) },
        { header: t('list.by'), cell: ({ by }) => (by ? by.name || by.email : t('list.commandLine')) },
        { header: t('list.at'), cell: (row) => <Instant at={row.import.createdAt} /> },
      ]}
    />
  )
}
