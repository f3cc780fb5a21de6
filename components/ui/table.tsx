import { type ReactNode, useId } from 'react'
import { Icon } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { Density } from '#/db/words/people.ts'
import type { ColumnSort } from '#/lib/platform/lists/sorting.ts'
import { HeldRows } from './held-rows.tsx'
import { ScrollRegion } from './scroll-region.tsx'

export type Column<Row> = {
  header: string
  cell: (row: Row) => ReactNode
  /** The row header; the first column by default. */
  rowHeader?: boolean | undefined
  /** For columns of buttons: only screen readers need the header. */
  headerHidden?: boolean | undefined
  /** What the header has beside its text, such as a box that selects every row. */
  headerExtra?: ReactNode | undefined
  align?: 'start' | 'end' | undefined
  /** For addresses, which can break anywhere instead of widening the table. */
  breakable?: boolean | undefined
  /** Set if the table sorts by this column. */
  sort?: ColumnSort | undefined
  /** For dates and short words, which stay on one line. */
  unbroken?: boolean | undefined
  /** Takes the remaining width, so that tables below each other align. */
  wide?: boolean | undefined
}

/** Columns, without those that do not apply. */
export type Columns<Row> = readonly (Column<Row> | null | undefined | false | '')[]

type TableProps<Row> = {
  caption: string
  columns: Columns<Row>
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

/**
 * A dense table of numbers or comparable rows. A wide one scrolls in its own region, also by keyboard. Lists of things
 * use `StackingTable`.
 */
export function Table<Row>({ caption, columns: given, rows, rowKey }: TableProps<Row>) {
  const captionId = useId()
  const columns = withRowHeader(given)
  return (
    <ScrollRegion
      aria-labelledby={captionId}
      className="scroll-cue relative overflow-x-auto rounded-box border border-line print:overflow-visible"
    >
      <table className="w-full text-left text-small">
        <caption id={captionId} className="sr-only">
          {caption}
        </caption>
        <thead>
          <tr className="border-line border-b text-muted">
            {columns.map(({ header, align }) => (
              <th key={header} scope="col" className={`${place(align)} py-2 font-medium`}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-line not-last:border-b hover:bg-sunken">
              {columns.map((column) => renderCell(column, row))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function withRowHeader<Row>(given: Columns<Row>): readonly Column<Row>[] {
  const columns = given.filter((column) => !!column)
  if (columns.some(({ rowHeader }) => rowHeader)) return columns
  return columns.map((column, place) => (place === 0 ? { ...column, rowHeader: true } : column))
}

function renderCell<Row>({ header, cell, rowHeader, align, breakable, wide }: Column<Row>, row: Row) {
  const className = `${place(align)} py-2.5 align-baseline ${breakable ? 'min-w-48 wrap-anywhere' : ''} ${wide ? 'w-full' : ''}`
  return rowHeader ? (
    <th key={header} scope="row" className={`${className} font-medium`}>
      {cell(row)}
    </th>
  ) : (
    <td key={header} className={className}>
      {cell(row)}
    </td>
  )
}

function place(align: Column<never>['align']): string {
  return align === 'end' ? 'px-4 text-right tabular-nums whitespace-nowrap' : 'px-4'
}

function SortLink({ header, href, now }: ColumnSort & { header: string }) {
  return (
    <Link href={href} className="inline-flex min-h-6 items-center gap-1 text-muted">
      {header}
      {now ? (
        <span className={now === 'ascending' ? 'flex rotate-180' : 'flex'}>
          <Icon name="chevron-down" size="small" />
        </span>
      ) : null}
    </Link>
  )
}

type StackingTableProps<Row> = TableProps<Row> & {
  /** For many columns: a wide table scrolls in its own region, also by keyboard. */
  scrolls?: boolean | undefined
  /** For rows that unfold: aligns the other cells at the top. */
  unfolds?: boolean | undefined
  /** For few columns, which fit beside the navigation even in a small window. */
  few?: boolean | undefined
  /** How dense the rows of a table of few columns are: its cells hide by `compact:` what they can. */
  density?: Density | undefined
  /** For lists that can refresh by themselves. */
  live?: boolean | undefined
}

/**
 * A table whose rows become cards on narrow screens, each value with its column's name, so that nobody scrolls
 * sideways. The cards do not repeat a hidden header.
 */
export function StackingTable<Row>(props: StackingTableProps<Row>) {
  const { caption, columns: given, rows, rowKey, scrolls, unfolds, few, density, live } = props
  const columns = withRowHeader(given)
  const body = rows.map((row) => (
    <tr key={rowKey(row)} className="stacking-row">
      {columns.map((column) => renderStackingCell(column, row))}
    </tr>
  ))
  const bodyClass = joinClasses([
    'block tabled:table-row-group',
    unfolds && 'tabled:[&>tr>*]:align-baseline',
    scrolls && 'tabled:[&>tr>*]:px-2 tabled:[&>tr>:first-child]:pl-4 tabled:[&>tr>:last-child]:pr-4',
  ])
  const table = (
    <table className="block w-full text-left text-small tabled:table">
      <caption className="sr-only">{caption}</caption>
      <thead className="hidden tabled:table-header-group">
        <tr className="border-line border-b text-muted">
          {columns.map(({ header, headerHidden, headerExtra, sort, align }) => (
            <th
              key={header}
              scope="col"
              aria-sort={sort?.now ?? undefined}
              className={`${scrolls ? 'px-2 first:pl-4 last:pr-4' : 'px-4'} ${align === 'end' ? 'text-right' : ''} py-2 font-medium compact:whitespace-nowrap compact:py-1`}
            >
              {sort ? (
                <SortLink {...sort} header={header} />
              ) : (
                <span className={headerHidden ? 'sr-only' : undefined}>{header}</span>
              )}
              {headerExtra}
            </th>
          ))}
        </tr>
      </thead>
      {live ? (
        <HeldRows as="tbody" className={bodyClass} keys={rows.map(rowKey)}>
          {body}
        </HeldRows>
      ) : (
        <tbody className={bodyClass}>{body}</tbody>
      )}
    </table>
  )
  return (
    <div
      data-density={density}
      className={`${few ? '@container/few' : '@container/many'} ${scrolls ? 'bg-surface' : 'scroll-cue'} overflow-x-auto rounded-box border border-line`}
    >
      {scrolls ? (
        <ScrollRegion aria-label={caption} className="scroll-cue overflow-x-auto rounded-box">
          {table}
        </ScrollRegion>
      ) : (
        table
      )}
    </div>
  )
}

function joinClasses(classes: readonly (string | false | undefined)[]): string {
  return classes.filter(Boolean).join(' ')
}

/** In a card, name and value share a line if both fit. Classes that all cells share are the body's: a page has hundreds. */
function renderStackingCell<Row>(column: Column<Row>, row: Row) {
  const { header, headerHidden, cell, rowHeader, align, breakable, unbroken, wide } = column
  const Cell = rowHeader ? 'th' : 'td'
  const look = joinClasses([
    'stacking-cell',
    breakable && 'wrap-anywhere [&>div]:basis-44',
    breakable && 'tabled:min-w-40',
    unbroken && 'tabled:whitespace-nowrap',
    align === 'end' && 'tabled:text-right tabular-nums',
    wide ? 'tabled:w-full' : rowHeader && 'tabled:w-[30%] compact:w-auto',
  ])
  return (
    <Cell key={header} scope={rowHeader ? 'row' : undefined} className={look}>
      {headerHidden || rowHeader ? null : <span className="stacking-name">{header}</span>}
      <div>{cell(row)}</div>
    </Cell>
  )
}
