import { ColumnHeader } from '#/components/ui/column-header.tsx'
import type { Column } from '#/components/ui/table.tsx'

type StackingTableProps<Row> = {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** For many columns: where they do not fit, the table scrolls in a region of its own, by keyboard too. */
  scrolls?: boolean | undefined
  /** For rows that unfold: what stands beside stays on top. */
  unfolds?: boolean | undefined
  /** For few columns, which fit beside the navigation of a small window too. */
  few?: boolean | undefined
}

/**
 * A table whose rows become cards where there is little room, each value beside or under its column's name, so that
 * nobody has to scroll sideways. A header that is hidden is not repeated in the cards.
 */
export function StackingTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  scrolls,
  unfolds,
  few,
}: StackingTableProps<Row>) {
  const table = (
    <table className="block w-full text-left text-small tabled:table">
      <caption className="sr-only">{caption}</caption>
      <thead className="hidden tabled:table-header-group">
        <tr className="border-line border-b text-muted">
          {columns.map(({ id, header, headerHidden, sort, align }) => (
            <ColumnHeader
              key={id}
              header={header}
              headerHidden={headerHidden}
              sort={sort}
              className={`${scrolls ? 'px-2 first:pl-4 last:pr-4' : 'px-4'} ${align === 'end' ? 'text-right' : ''}`}
            />
          ))}
        </tr>
      </thead>
      <tbody className="block tabled:table-row-group">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className="flex flex-col gap-2 border-line px-4 py-3 not-last:border-b tabled:table-row"
          >
            {columns.map((column) => renderCell(column, row, { scrolls, unfolds }))}
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <div
      className={`${few ? '@container/few' : '@container/many'} overflow-x-auto rounded-box border border-line bg-surface`}
    >
      {scrolls ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section aria-label={caption} tabIndex={0} className="overflow-x-auto rounded-box">
          {table}
        </section>
      ) : (
        table
      )}
    </div>
  )
}

/** In a card, name and value share a line where both fit. */
function renderCell<Row>(
  column: Column<Row>,
  row: Row,
  { scrolls, unfolds }: Pick<StackingTableProps<Row>, 'scrolls' | 'unfolds'>,
) {
  const { id, header, headerHidden, cell, rowHeader, align, breakable, wide } = column
  const Cell = rowHeader ? 'th' : 'td'
  return (
    <Cell
      key={id}
      scope={rowHeader ? 'row' : undefined}
      className={`flex flex-wrap gap-x-3 font-normal tabled:table-cell tabled:py-2.5 ${unfolds ? 'tabled:align-baseline' : 'tabled:align-middle'} ${scrolls ? 'tabled:px-2 tabled:first:pl-4 tabled:last:pr-4' : 'tabled:px-4'} ${breakable ? 'wrap-anywhere' : ''} ${breakable && !rowHeader ? 'tabled:min-w-40' : ''} ${align === 'end' ? 'tabled:text-right tabular-nums' : ''} ${wide ? 'tabled:w-full' : rowHeader ? 'tabled:w-[30%]' : ''}`}
    >
      {headerHidden || rowHeader ? null : (
        <span className="min-w-0 basis-32 text-muted tabled:hidden">{header}</span>
      )}
      <div className={`min-w-min flex-1 ${breakable ? 'basis-44' : 'basis-28'}`}>{cell(row)}</div>
    </Cell>
  )
}
