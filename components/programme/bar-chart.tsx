import Link from 'next/link'
import { type ReactNode, useId } from 'react'
import { Card } from '#/components/ui/card.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { type Column, Table } from '#/components/ui/table.tsx'
import { type Block, splitBar, stackColumns } from './geometry.ts'
import { fillOf, Swatch, type Tone } from './tones.tsx'

export type Series = {
  tone: Tone
  name: string
  /** How much of it there is, as it is read. */
  count: string
  /** The accounts or messages behind it. */
  href?: string | undefined
}

type Columns = {
  /** One number of each series; null where nothing is known. */
  columns: readonly (readonly number[] | null)[]
  top: number
  /** What stands beside the upper edge, the middle and the lower edge. */
  scale: readonly [string, string, string]
  /** What stands below: one word for each column, or one for the first and one for the last. */
  below: readonly string[]
  /** What those words count. */
  unit?: string | undefined
}

type Row = { id: string; name: string; cells: readonly string[] }

type BarChartProps = {
  title: string
  /** What the picture says, in a sentence. */
  says: string
  series: readonly Series[]
  /** Columns of stacked numbers, or a number of each series side by side; null where there is nothing to draw. */
  bars: Columns | readonly number[] | null
  /** All its numbers; the first column names the row. */
  table: { summary: string; columns: readonly string[]; rows: readonly Row[] }
  footer?: ReactNode
}

/** Bars with what they say, what their looks mean, and all their numbers. */
export function BarChart({ title, says, series, bars, table, footer }: BarChartProps) {
  const picture = { title, says, series }
  return (
    <Card title={title} description={says} footer={footer}>
      <div className="flex flex-1 flex-col gap-4">
        {bars === null ? null : 'columns' in bars ? (
          <StackedColumns {...picture} {...bars} />
        ) : (
          <Picture {...picture} blocks={splitBar(bars)} className="h-12 w-full" />
        )}
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          {series.map(({ tone, name, count, href }) => (
            <li key={tone} className="flex min-h-6 items-start gap-2 text-small">
              <Swatch tone={tone} />
              <span>
                {href ? <Link href={href}>{name}</Link> : name}{' '}
                <span className="text-muted tabular-nums">{count}</span>
              </span>
            </li>
          ))}
        </ul>
        <Disclosure summary={table.summary}>
          <Table
            caption={title}
            columns={table.columns.map(toColumn)}
            rows={table.rows}
            rowKey={({ id }) => id}
          />
        </Disclosure>
      </div>
    </Card>
  )
}

function toColumn(header: string, place: number): Column<Row> {
  if (place > 0) return { header, cell: ({ cells }) => cells[place - 1], align: 'end' }
  const cell = ({ name }: Row) => <span className="whitespace-nowrap">{name}</span>
  return { header, cell, rowHeader: true }
}

type Pictured = Pick<BarChartProps, 'title' | 'says' | 'series'>

/** As wide as there is room and always as high. */
function StackedColumns({ columns, top, scale, below, unit, ...picture }: Columns & Pictured) {
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 gap-y-1">
      <div
        aria-hidden="true"
        className="-my-2.5 flex h-45 flex-col justify-between text-right text-muted text-small tabular-nums"
      >
        {scale.map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
      </div>
      <Picture {...picture} blocks={stackColumns(columns, top)} className="h-40 w-full overflow-visible">
        {[0, 50, 100].map((y) => (
          <line key={y} x1="0%" x2="100%" y1={`${y}%`} y2={`${y}%`} className="stroke-line" />
        ))}
      </Picture>
      <div
        aria-hidden="true"
        className={`col-start-2 text-muted text-small tabular-nums ${below.length === columns.length ? 'grid auto-cols-fr grid-flow-col text-center' : 'flex justify-between gap-4'}`}
      >
        {below.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </div>
      {unit ? (
        <div aria-hidden="true" className="col-start-2 text-right text-muted text-small">
          {unit}
        </div>
      ) : null}
    </div>
  )
}

type PictureProps = Pictured & { blocks: readonly Block[]; className: string; children?: ReactNode }

/** A drawing with a name and, for who does not see it, what it says; the table below has every number. */
function Picture({ title, says, series, blocks, className, children }: PictureProps) {
  const id = useId()
  return (
    <svg role="img" aria-labelledby={`${id}-title`} aria-describedby={`${id}-says`} className={className}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-says`}>{says}</desc>
      {children}
      {blocks.map((block) => (
        <rect
          key={`${block.x} ${block.series}`}
          x={`${block.x.toFixed(3)}%`}
          y={`${block.y.toFixed(3)}%`}
          width={`${block.width.toFixed(3)}%`}
          height={`${block.height.toFixed(3)}%`}
          fill={fillOf(series[block.series]?.tone ?? 'plain')}
        />
      ))}
    </svg>
  )
}
