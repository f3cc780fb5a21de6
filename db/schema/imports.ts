import { count, id, index, instant, json, reference, table, text, uniqueIndex } from '#/db/columns.ts'
import type { ImportedRow, ImportRowState, ImportState } from '#/db/words/imports.ts'

/** A file of accounts with first owners; all rows are checked before any account is created. */
export const imports = table(
  'imports',
  {
    id: id('id').primaryKey(),
    fileName: text('file_name').notNull(),
    state: text('state').$type<ImportState>().notNull(),
    rows: count('rows').notNull().default(0),
    faults: count('faults').notNull().default(0),
    /** If the file was read as Windows-1252: some accented names, so that a person can check the guess. */
    guessedNames: json<string[]>('guessed_names'),
    createdBy: id('created_by'),
    createdAt: instant('created_at').notNull(),
    startedBy: id('started_by'),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
  },
  (columns) => [index('imports_created').on(columns.createdAt), index('imports_state').on(columns.state)],
)

/** A row of the file by its line. `fault` is a key of the messages; `column` is the faulty column. */
export const importRows = table(
  'import_rows',
  {
    id: id('id').primaryKey(),
    importId: reference('import_id', () => imports.id),
    line: count('line').notNull(),
    state: text('state').$type<ImportRowState>().notNull(),
    values: json<ImportedRow>('values').notNull(),
    column: text('column_name').notNull().default(''),
    fault: text('fault').notNull().default(''),
    accountId: id('account_id'),
  },
  (columns) => [
    uniqueIndex('import_rows_line').on(columns.importId, columns.line),
    index('import_rows_state').on(columns.importId, columns.state, columns.line),
  ],
)
