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
}: StackingTableProps<Row>) {
  const table = (
    <table className="block w-full text-left text-small @2xl:table">
      <caption className="sr-only">{caption}</caption>
      <thead className="hidden @2xl:table-header-group">
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
      <tbody className="block @2xl:table-row-group">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className="flex flex-col gap-2 border-line px-4 py-3 not-last:border-b @2xl:table-row"
          >
            {columns.map((column) => renderCell(column, row, { scrolls, unfolds }))}
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <div className="@container overflow-x-auto rounded-box border border-line bg-surface">
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
      className={`flex flex-wrap gap-x-3 font-normal @2xl:table-cell @2xl:py-2.5 ${unfolds ? '@2xl:align-baseline' : '@2xl:align-middle'} ${scrolls ? '@2xl:px-2 @2xl:first:pl-4 @2xl:last:pr-4' : '@2xl:px-4'} ${breakable ? 'wrap-anywhere' : ''} ${breakable && !rowHeader ? '@2xl:min-w-40' : ''} ${align === 'end' ? '@2xl:text-right tabular-nums' : ''} ${wide ? '@2xl:w-full' : rowHeader ? '@2xl:w-[30%]' : ''}`}
    >
      {headerHidden || rowHeader ? null : (
        <span className="min-w-0 basis-32 text-muted @2xl:hidden">{header}</span>
      )}
      <div className={`min-w-min flex-1 ${breakable ? 'basis-44' : 'basis-28'}`}>{cell(row)}</div>
    </Cell>
  )
}
