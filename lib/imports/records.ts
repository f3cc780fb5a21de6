import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { refuseFile } from './file-fault.ts'
import { findDelimiter } from './header.ts'
import type { FaultCode } from './schema.ts'

/** A row of the file: the line on which it begins, counted from 1, and its cells without the blanks around them. */
export type FileRecord = { line: number; cells: readonly string[] }

/** Bytes of a row. One that is longer has a quote that nobody closed. */
const longestRecord = 20_000
/** UTF-16 units of the first line, in which the delimiter is looked for. */
const longestHeader = 4_000

/**
 * The rows of the text as it comes (RFC 4180), blank ones left out. A line `sep=;` on top, which Excel reads, is left out too.
 * @throws FileFault `delimiter`, `quote-open`, `quote-inside`, `quote-after`, `row-too-long`
 */
export async function* readRecords(text: AsyncGenerator<string>): AsyncGenerator<FileRecord> {
  const { head, skipped } = await readHead(text)
  const delimiter = findDelimiter(firstLine(head), skipped + 1)
  let read = skipped
  const parser = parse({
    delimiter,
    max_record_size: longestRecord,
    // An error is told before the rows ahead of it are taken, so the line is kept here. It goes along as the first cell.
    on_record: (cells: string[], { lines }) => {
      const begins = String(read + 1)
      read = skipped + lines
      return [begins, ...cells]
    },
    record_delimiter: '\n',
    relax_column_count: true,
    trim: true,
  })
  const source = Readable.from(continueFrom(head, text)).on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const [line, ...cells] of parser as AsyncIterable<string[]>) {
      if (cells.some((cell) => cell !== '')) yield { line: Number(line), cells }
    }
  } catch (error) {
    const code = error instanceof CsvError ? faultOf[error.code] : undefined
    if (!code) throw error
    refuseFile(code, read + 1, { end: skipped + parser.info.lines })
  } finally {
    source.destroy()
  }
}

const faultOf: Partial<Record<string, FaultCode>> = {
  CSV_QUOTE_NOT_CLOSED: 'quote-open',
  INVALID_OPENING_QUOTE: 'quote-inside',
  CSV_INVALID_CLOSING_QUOTE: 'quote-after',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'quote-after',
  CSV_MAX_RECORD_SIZE: 'row-too-long',
}

/** Text with the header's line, as far as it goes; `skipped`: the lines before it that say nothing. */
async function readHead(text: AsyncGenerator<string>): Promise<{ head: string; skipped: number }> {
  let head = ''
  let skipped = 0
  for (;;) {
    const start = /^(?:[ \t]*\n)+|^sep=.\n/i.exec(head)?.[0]
    if (start) {
      skipped += start.split('\n').length - 1
      head = head.slice(start.length)
      continue
    }
    if (head.includes('\n') || head.length > longestHeader) break
    const next = await text.next()
    if (next.done) break
    head += next.value
  }
  return { head, skipped }
}

function firstLine(head: string): string {
  return head.slice(0, longestHeader).split('\n', 1)[0] ?? ''
}

async function* continueFrom(head: string, text: AsyncGenerator<string>): AsyncGenerator<string> {
  if (head) yield head
  yield* text
}
