import { stringify as stringifySync } from 'csv-stringify/sync'
import type { ListedRow } from './queries.ts'
import { type Fault, importColumns } from './schema.ts'

/** Excel reads UTF-8 only after this mark. */
const mark = '\ufeff'

/** A file to fill in: the header, and two accounts that show what may stand where. */
export function makeTemplate(typeId: string): string {
  return (
    mark +
    stringifySync([
      importColumns,
      ['Clinica Aurora', 'clinica-aurora', typeId, 'it', 'giulia@clinica-aurora.example', ''],
      ['North Clinic', '', typeId, 'en', 'owner@north-clinic.example', 'it'],
    ])
  )
}

/**
 * Everything that is wrong with a file, as a CSV of line, column, value and reason. What a spreadsheet would take for a formula
 * starts with an apostrophe there (OWASP, CSV injection).
 */
export async function* writeFaults(
  header: readonly [string, string, string, string],
  pages: AsyncIterable<readonly ListedRow[]>,
  say: (fault: Fault) => string,
): AsyncGenerator<string> {
  yield mark + stringifySync([header])
  for await (const page of pages) {
    const lines = page.flatMap(({ row }) =>
      (row.values.faults ?? []).map((fault) => [row.line || '', fault.column, fault.value, say(fault)]),
    )
    if (lines.length > 0) yield stringifySync(lines, { escape_formulas: true })
  }
}
