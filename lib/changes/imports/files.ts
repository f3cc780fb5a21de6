import { type Fault, importColumns } from '#/db/words/imports.ts'
import type { CsvCell } from '#/lib/platform/lists/write.ts'
import type { ListedRow } from './queries.ts'

/** The template: its header, and two example accounts. */
export const templateHeader: readonly string[] = importColumns
export function listTemplateRows(typeId: string): CsvCell[][] {
  return [
    ['Clinica Aurora', 'clinica-aurora', typeId, 'it', 'giulia@clinica-aurora.example', ''],
    ['North Clinic', '', typeId, 'en', 'owner@north-clinic.example', 'it'],
  ]
}

/** A file's faults as cells: line, column, value, reason. */
export async function* listFaultCells(
  pages: AsyncIterable<readonly ListedRow[]>,
  say: (fault: Fault) => string,
): AsyncGenerator<CsvCell[][]> {
  for await (const page of pages) {
    yield page.flatMap(({ row }) =>
      (row.values.faults ?? []).map((fault) => [row.line || '', fault.column, fault.value, say(fault)]),
    )
  }
}
