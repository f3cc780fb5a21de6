import { type ImportColumn, importColumns, optionalColumns } from '#/db/words/imports.ts'
import { describeFault, FileFault, refuseFile } from './file-fault.ts'

/** What parts values in files that spreadsheets save: a semicolon where the comma is the decimal sign, as in Italy. */
const delimiters = [',', ';', '\t'] as const

/** What else is seen, and named when it is refused. */
const wrongDelimiters = ['|', ':', '^', '~', '#', '/', '\u001f', ' ']

/** Which columns the cells of a row are, in their order; null for one without a name, which must be empty throughout. */
export type Header = readonly (ImportColumn | null)[]

/**
 * What parts the values, by the columns that the header's line then names. The first counts where none names any.
 * @throws FileFault `delimiter` where another sign would name more of them
 */
export function findDelimiter(line: string, lineNumber: number): string {
  const best = (candidates: readonly string[]) =>
    candidates
      .map((delimiter) => ({ delimiter, named: countNamed(line, delimiter) }))
      .reduce((most, one) => (one.named > most.named ? one : most))
  const known = best(delimiters)
  const wrong = best(wrongDelimiters)
  if (wrong.named > Math.max(1, known.named)) {
    refuseFile('delimiter', lineNumber, { delimiter: nameDelimiter(wrong.delimiter) })
  }
  return known.delimiter
}

function countNamed(line: string, delimiter: string): number {
  return line.split(delimiter).filter((cell) => readColumn(cell.replaceAll('"', ''))).length
}

function nameDelimiter(delimiter: string): string {
  return delimiter < ' ' ? `U+00${delimiter.charCodeAt(0).toString(16).toUpperCase()}` : delimiter
}

/** The column that a header's cell names; capitals, spaces and hyphens make no difference. */
function readColumn(cell: string): ImportColumn | undefined {
  const name = cell
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_')
  return importColumns.find((column) => column === name)
}

/** Reads the header. @throws FileFault `no-header`, or everything that is wrong with its columns */
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
