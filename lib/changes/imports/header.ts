import { type ImportColumn, importColumns, optionalColumns } from '#/db/words/imports.ts'
import { describeFault, FileFault, refuseFile } from './file-fault.ts'

/** Delimiters that spreadsheets write: a semicolon where the decimal sign is a comma, as in Italy. */
const delimiters = [',', ';', '\t'] as const

/** Other delimiters, which the refusal names. */
const wrongDelimiters = ['|', ':', '^', '~', '#', '/', '\u001f', ' ']

/** The column of each cell; null for a cell without a name, under which all rows must be empty. */
export type Header = readonly (ImportColumn | null)[]

/**
 * The delimiter that names most columns in the header line; the first one if none does.
 * @throws FileFault `delimiter` when an unsupported one names more
 */
export function findDelimiter(line: string, lineNumber: number): string {
  const best = (candidates: readonly string[]) =>
    candidates
      .map((delimiter) => ({ delimiter, named: countNamed(line, delimiter) }))
      .reduce((most, one) => (one.named > most.named ? one : most))
  const known = best(delimiters)
  const wrong = best(wrongDelimiters)
  if (wrong.named > Math.max(1, known.named))
    refuseFile('delimiter', lineNumber, { delimiter: nameDelimiter(wrong.delimiter) })
  return known.delimiter
}

function countNamed(line: string, delimiter: string): number {
  return line.split(delimiter).filter((cell) => readColumn(cell.replaceAll('"', ''))).length
}

function nameDelimiter(delimiter: string): string {
  return delimiter < ' ' ? `U+00${delimiter.charCodeAt(0).toString(16).toUpperCase()}` : delimiter
}

/** The column that a header cell names; ignores case, spaces and hyphens. */
function readColumn(cell: string): ImportColumn | undefined {
  const name = cell
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_')
  return importColumns.find((column) => column === name)
}

/** Parses the header. @throws FileFault `no-header`, or all faults of its columns */
export function parseHeader(cells: readonly string[], line: number): Header {
  const header = cells.map((cell) => readColumn(cell) ?? null)
  if (!header.some((column) => column)) refuseFile('no-header', line)
  const required = importColumns.filter((column) => !optionalColumns.includes(column))
  const faults = [
    ...cells
      .filter((cell) => cell.trim() && !readColumn(cell))
      .map((value) => describeFault('column-unknown', { value: value.trim(), line })),
    ...importColumns
      .filter((column) => header.filter((named) => named === column).length > 1)
      .map((column) => describeFault('column-twice', { column, line })),
    ...required
      .filter((column) => !header.includes(column))
      .map((column) => describeFault('column-missing', { column, line })),
  ]
  if (faults.length > 0) throw new FileFault(line, faults)
  return header
}
