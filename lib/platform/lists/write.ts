import { stringify } from 'csv-stringify/sync'
import { now } from '#/lib/platform/values/clock.ts'

export type CsvCell = string | number | null

/** Spreadsheets take a file for UTF-8 only where it says so. */
const byteOrderMark = '\ufeff'

/**
 * Before what a spreadsheet takes for a formula: at the start of a cell, after blanks too, and inside it wherever a program that
 * parts cells by semicolons or tabs, as Excel does in Italy, and so sees no quotes there, would begin another.
 */
const beforeFormula = /^(?=[\t\r\n])|(^|[;\t\r\n])(?=(?:[^\S\t\r\n]|")*[=+\-@\uff1d\uff0b\uff0d\uff20])/g

function disarm(cell: string): string {
  return cell.replace(beforeFormula, "$1'")
}

/**
 * A CSV file as a stream (RFC 4180, UTF-8), one page of rows at a time: each is read only when the one before it was taken, so
 * that a file of any size needs the memory of a page. What a spreadsheet would take for a formula gets an apostrophe
 * before it.
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
        // A lone line feed ends a row too, to whoever reads it.
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

/** Every row of a list that is read in pages. Between two of them other requests have their turn: better-sqlite3 answers at once. */
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

/** The answer that hands out such a file. Nobody between here and the browser keeps it. */
export function answerCsv(name: string, body: ReadableStream<Uint8Array>): Response {
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  })
}

/** An export is named after its day, in UTC. */
export function answerExport(name: string, body: ReadableStream<Uint8Array>): Response {
  return answerCsv(`${name}-${new Date(now()).toISOString().slice(0, 10)}.csv`, body)
}
