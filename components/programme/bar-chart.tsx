import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Card } from '#/components/ui/card.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Column, Table } from '#/components/ui/table.tsx'
import { type Block, roundTop, splitBar, stackColumns, sumOf } from './geometry.ts'
import { numberTexts } from './numbers.ts'
import { fillOf, Swatch, type Tone } from './tones.tsx'

type Series = {
  tone: Tone
  name: string
  count: number
  /** Link to the accounts or messages behind it. */
  href?: string | undefined
}

type Columns = {
  /** One number for each series; null for unknown. */
  columns: readonly (readonly number[] | null)[]
  /** The scale's top, if not derived from the columns. */
  top?: number
  format: (value: number) => string
  /** The labels below: one for each column, or one for the first and one for the last. */
  below: readonly string[]
  unit?: string
}

type Row = { name: string; cells: readonly string[] }

type BarChartProps = {
  title: string
  says: string
  series: readonly Series[]
  /** Stacked columns, or one bar for each series side by side; empty data draws nothing. */
  bars: Columns | readonly number[]
  /** The table of all numbers; its first column names the row. */
  table: { columns: readonly string[]; rows: readonly Row[] }
  footer: ReactNode
}

/** A bar chart with its summary, its legend and a table of its numbers. */
export async function BarChart({ title, says, series, bars, table, footer }: BarChartProps) {
  const t = await getTranslations('programme')
  const words = await numberTexts()
  const picture = { title, series }
  return (
    <Card title={title} description={says} footer={footer}>
      <div className="flex flex-1 flex-col gap-4">
        {'columns' in bars ? (
          <StackedColumns {...picture} {...bars} />
        ) : (
          <Picture {...picture} blocks={splitBar(bars)} className="h-12 w-full" />
        )}
        <ul className="row-links flex flex-wrap gap-x-6 gap-y-1">
          {series.map(({ tone, name, count, href }) => (
            <li key={tone} className="flex min-h-6 items-start gap-2 text-small">
              <Swatch tone={tone} />
              <span>
                {href ? <Link href={href}>{name}</Link> : name}{' '}
                <span className="text-muted tabular-nums">{words.count(count)}</span>
              </span>
            </li>
          ))}
        </ul>
        <Disclosure summary={t('table')}>
          <Table
            caption={title}
            columns={table.columns.map(toColumn)}
            rows={table.rows}
            rowKey={({ name }) => name}
          />
        </Disclosure>
      </div>
    </Card>
  )
}

function toColumn(header: string, place: number): Column<Row> {
  if (place > 0) return { header, cell: ({ cells }) => cells[place - 1], align: 'end' }
  return { header, cell: ({ name }) => <span className="whitespace-nowrap">{name}</span> }
}

type Pictured = Pick<BarChartProps, 'title' | 'series'>

/** As wide as the space allows, with a fixed height. */
function StackedColumns({ columns, top: given, format, below, unit, ...picture }: Columns & Pictured) {
  const top = given ?? roundTop(Math.max(0, ...columns.map((values) => sumOf(values ?? []))))
  const blocks = stackColumns(columns, top)
  if (blocks.length === 0) return null
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 gap-y-1">
      <div
        aria-hidden="true"
        className="-my-2.5 flex h-45 flex-col justify-between text-right text-muted text-small tabular-nums"
      >
        {[top, top / 2, 0].map((mark) => (
          <span key={mark}>{format(mark)}</span>
        ))}
      </div>
      <Picture {...picture} blocks={blocks} className="h-40 w-full overflow-visible">
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

/** A drawing whose accessible name has the value of each series; the table below has every number. */
async function Picture({ title, series, blocks, className, children }: PictureProps) {
  if (blocks.length === 0) return null
  const words = await numberTexts()
  const values = series.map(({ name, count }) => `${name} ${words.count(count)}`)
  return (
    <svg role="img" aria-label={`${title}: ${values.join(', ')}`} className={className}>
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
