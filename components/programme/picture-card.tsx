import Link from 'next/link'
import type { ReactNode } from 'react'
import { Card } from '#/components/ui/card.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { type Column, Table } from '#/components/ui/table.tsx'
import { Swatch, type Tone } from './tones.tsx'

type Row = { id: string; name: string; cells: readonly string[] }
/** A table of numbers; the first column names the row. */
export type NumberTable = { caption: string; columns: readonly string[]; rows: readonly Row[] }

type PictureCardProps = {
  title: string
  /** What the picture says, in a sentence. */
  says: string
  legend: readonly LegendEntry[]
  table: NumberTable
  tableSummary: string
  footer?: ReactNode
  children: ReactNode
}

/** A picture with what it says, what its looks mean, and all its numbers. */
export function PictureCard({
  title,
  says,
  legend,
  table,
  tableSummary,
  footer,
  children,
}: PictureCardProps) {
  return (
    <Card title={title} description={says} footer={footer}>
      <div className="flex flex-1 flex-col gap-4">
        {children}
        <Legend entries={legend} />
        <Disclosure summary={tableSummary}>
          <Table
            caption={table.caption}
            captionHidden
            columns={toColumns(table)}
            rows={table.rows}
            rowKey={({ id }) => id}
          />
        </Disclosure>
      </div>
    </Card>
  )
}

function toColumns({ columns }: NumberTable): Column<Row>[] {
  return columns.map((header, place) =>
    place === 0
      ? {
          id: header,
          header,
          cell: ({ name }) => <span className="whitespace-nowrap">{name}</span>,
          rowHeader: true,
        }
      : { id: header, header, cell: ({ cells }) => cells[place - 1], align: 'end' },
  )
}

type LegendEntry = {
  tone: Tone
  name: string
  /** The number, as it is read. */
  count: string
  /** The accounts or messages behind it. */
  href?: string | undefined
}

/** What each look means, how much of it there is, and the way to what lies behind it. */
function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1">
      {entries.map(({ tone, name, count, href }) => (
        <li key={tone} className="flex min-h-6 items-start gap-2 text-small">
          <Swatch tone={tone} />
          <span>
            {href ? <Link href={href}>{name}</Link> : name}{' '}
            <span className="text-muted tabular-nums">{count}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
