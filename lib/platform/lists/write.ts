import { stringify } from 'csv-stringify/sync'
import { now } from '#/lib/platform/values/clock.ts'

export type CsvCell = string | number | null

/** Without it, spreadsheets do not read a file as UTF-8. */
const byteOrderMark = '\ufeff'

/**
 * Where a spreadsheet would begin a formula: at the start of a cell, also after blanks, and inside it after a semicolon or tab.
 * Excel in Italy separates cells there and ignores our quotes.
 */
const beforeFormula = /^(?=[\t\r\n])|(^|[;\t\r\n])(?=(?:[^\S\t\r\n]|")*[=+\-@\uff1d\uff0b\uff0d\uff20])/g

const disarm = (cell: string): string => cell.replace(beforeFormula, "$1'")

/**
 * A CSV file as a stream (RFC 4180, UTF-8). It reads a page of rows only after the browser took the previous one, so memory holds
 * one page. Formulas get an apostrophe in front.
 */
export function streamCsv(
  header: readonly string[],
  pages: AsyncIterator<readonly CsvCell[][]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const write = (rows: readonly (readonly CsvCell[])[]) =>
    encoder.encode(
      stringify(
        rows.map((row) => [...row]),
        // Some readers end a row at a lone line feed.
        { cast: { string: disarm }, quoted_match: /[\r\n]/, record_delimiter: 'windows' },
      ),
    )
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(byteOrderMark))
      controller.enqueue(write([header]))
    },
    async pull(controller) {
      const { done, value } = await pages.next()
      if (done) return controller.close()
      controller.enqueue(write(value))
    },
    async cancel() {
      await pages.return?.()
    },
  })
}

/** All rows of a paged list. Other requests run between two pages: better-sqlite3 blocks while it reads. */
export async function* walkPages<Row, Cursor>(
  readPage: (after: Cursor | null) => Promise<{ rows: Row[]; next: Cursor | null }>,
): AsyncGenerator<Row[]> {
  for (let after: Cursor | null = null; ; ) {
    const { rows, next } = await readPage(after)
    yield rows
    await new Promise(setImmediate)
    if (!next) return
    after = next
  }
}

/** The answer with a CSV file; no cache keeps it. */
export function csvResponse(name: string, body: ReadableStream<Uint8Array>): Response {
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  })
}

/** The same, named after the current UTC day. */
export function exportResponse(name: string, body: ReadableStream<Uint8Array>): Response {
  return csvResponse(`${name}-${new Date(now()).toISOString().slice(0, 10)}.csv`, body)
}
