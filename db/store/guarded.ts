import type { SQLiteTable, SQLiteUpdateBuilder, SQLiteUpdateSetSource } from 'drizzle-orm/sqlite-core'

declare const guarded: unique symbol

/** A table whose rows are inserted and deleted, and whose `Columns` are set, only by what imports `unguarded`. */
export type Guarded<Columns extends string = string, Table extends SQLiteTable = SQLiteTable> = {
  readonly [guarded]: { columns: Columns; table: Table }
}

/** Any table but a guarded one, as a parameter: `Table & Free`. */
export type Free = { readonly [guarded]?: never }

type Updating<Table extends SQLiteTable> = SQLiteUpdateBuilder<Table, 'async', unknown>
type Changes<Table extends SQLiteTable, Columns extends string> = Omit<
  SQLiteUpdateSetSource<Table>,
  Columns
> & { [Column in Columns]?: never }

/** Updates of a free table, and those of a guarded one that leave its columns. */
export type Update = {
  <Table extends SQLiteTable, Columns extends string>(
    table: Table & Guarded<Columns>,
  ): { set(changes: Changes<Table, Columns>): ReturnType<Updating<Table>['set']> }
  <Table extends SQLiteTable>(table: Table & Free): Updating<Table>
}

/** Lets others read a table and set its other columns. @see Guarded */
export function guard<
  Table extends SQLiteTable,
  Columns extends keyof Table['_']['columns'] & string = keyof Table['_']['columns'] & string,
>(table: Table, ..._columns: Columns[]): Table & Guarded<Columns, Table> {
  return table as Table & Guarded<Columns, Table>
}
