import { type ReactNode, useId } from 'react'
import { ColumnHeader, type ColumnSort } from '#/components/ui/column-header.tsx'

export type Column<Row> = {
  id: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** The cell that names its row. */
  rowHeader?: boolean | undefined
  /** For columns of buttons, whose header only those who listen need. */
  headerHidden?: boolean | undefined
  align?: 'start' | 'end' | undefined
  /** For addresses and the like, which may break anywhere rather than widen the table. */
  breakable?: boolean | undefined
  /** Where the table can be sorted by it. */
  sort?: ColumnSort | undefined
  /** Takes all the room that the others leave, so that tables below each other line up. */
  wide?: boolean | undefined
}

type TableProps<Row> = {
  caption: ReactNode
  captionHidden?: boolean | undefined
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

/**
 * A dense table of numbers or of rows to compare. Where it is wider than the page it scrolls in a region of its own, by
 * keyboard too. Lists of things are a `StackingTable`.
 */
export function Table<Row>({ caption, captionHidden, columns, rows, rowKey }: TableProps<Row>) {
  const captionId = useId()
  return (
    <section
      aria-labelledby={captionId}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative overflow-x-auto rounded-box border border-line bg-surface print:overflow-visible"
    >
      <table className="w-full text-left text-small">
        <caption
          id={captionId}
          className={captionHidden ? 'sr-only' : 'px-4 pt-3 pb-2 text-left text-base font-semibold'}
        >
          {caption}
        </caption>
        <thead>
          <tr className="border-line border-b text-muted">
            {columns.map(({ id, header, headerHidden, sort, align }) => (
              <ColumnHeader
                key={id}
                header={header}
                headerHidden={headerHidden}
                sort={sort}
                className={place(align)}
              />
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
    </section>
  )
}

function renderCell<Row>({ id, cell, rowHeader, align, breakable, wide }: Column<Row>, row: Row) {
  const className = `${place(align)} py-2.5 align-baseline ${breakable ? 'min-w-48 wrap-anywhere' : ''} ${wide ? 'w-full' : ''}`
  return rowHeader ? (
    <th key={id} scope="row" className={`${className} font-medium`}>
      {cell(row)}
    </th>
  ) : (
    <td key={id} className={className}>
      {cell(row)}
    </td>
  )
}

function place(align: Column<never>['align']): string {
  return align === 'end' ? 'px-4 text-right tabular-nums whitespace-nowrap' : 'px-4'
}
