import { getTranslations } from 'next-intl/server'
import { StackingTable } from '#/components/ui/stacking-table.tsx'
import type { Fault } from '#/db/words/imports.ts'
import { sayFault } from '#/lib/changes/imports/words.ts'

type FaultTableProps = { caption: string; rows: readonly { line: number; faults: readonly Fault[] }[] }

/** What is wrong, one thing to a row, by the lines of the file. */
export async function FaultTable({ caption, rows }: FaultTableProps) {
  const imports = await getTranslations('imports')
  const contacts = await getTranslations('contacts')
  const t = await getTranslations('imports.faultColumns')
  const faults = rows.flatMap(({ line, faults }) =>
    faults.map((fault) => ({ line, fault, reason: sayFault({ imports, contacts }, fault) })),
  )
  return (
    <StackingTable
      caption={caption}
      rows={faults}
      rowKey={({ line, fault }) => `${line} ${fault.column} ${fault.code} ${fault.value}`}
      columns={[
        { id: 'line', header: t('line'), align: 'end', cell: ({ line }) => line || '–' },
        {
          id: 'column',
          header: t('column'),
          cell: ({ line, fault }) =>
            fault.column ? (
              <code className="whitespace-nowrap">{fault.column}</code>
            ) : (
              <span className="text-muted">{t(line ? 'wholeRow' : 'wholeFile')}</span>
            ),
        },
        {
          id: 'value',
          header: t('value'),
          breakable: true,
          cell: ({ fault }) => <bdi className="whitespace-pre-wrap">{fault.value}</bdi>,
        },
        { id: 'reason', header: t('reason'), rowHeader: true, wide: true, cell: ({ reason }) => reason },
      ]}
    />
  )
}
