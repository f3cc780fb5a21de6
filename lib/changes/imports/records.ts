import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import type { FaultCode } from '#/db/words/imports.ts'
import { refuseFile } from './file-fault.ts'
import { findDelimiter } from './header.ts'

/** A row of the file: the line on which it begins, counted from 1, and its cells without the blanks around them. */
export type FileRecord = { line: number; cells: readonly string[] }

/** Bytes of a row, and cells. One that is longer has a quote that nobody closed. */
const longestRecord = 20_000
/** UTF-16 units that are read in one go: thousands of rows, where they are empty. */
const longestPiece = 4_096
/** UTF-16 units of the first line, in which the delimiter is looked for. */
const longestHeader = 4_000

/**
 * The rows of the text as it comes (RFC 4180), blank ones left out, of which there may be `mostBlank`. A line `sep=;` on top,
 * which Excel reads, is left out too. Others have their turn meanwhile, whatever the text is.
 * @throws FileFault `delimiter`, `quote-open`, `quote-inside`, `quote-after`, `row-too-long`, `too-many-rows`
 */
export async function* readRecords(
  whole: AsyncIterable<string>,
  mostBlank = Number.POSITIVE_INFINITY,
): AsyncGenerator<FileRecord> {
  const text = inPieces(whole)
  const { head, skipped } = await readHead(text)
  const delimiter = findDelimiter(firstLine(head), skipped + 1)
  let read = skipped
  let blank = 0
  const parser = parse({
    delimiter,
    max_record_size: longestRecord,
    cast: (cell, { index }) => {
      // What is empty has no size.
      if (index >= longestRecord) refuseFile('row-too-long', read + 1)
      return cell
    },
    // An error is told before the rows ahead of it are taken, so the line is kept here. It goes along as the first cell.
    on_record: (cells: string[], { lines }) => {
      const begins = String(read + 1)
      read = skipped + lines
      if (cells.some((cell) => cell !== '')) return [begins, ...cells]
      if (++blank > mostBlank) refuseFile('too-many-rows', 0, { max: mostBlank })
      return null
    },
    record_delimiter: '\n',
    relax_column_count: true,
    trim: true,
  })
  const source = Readable.from(continueFrom(head, text)).on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const [line, ...cells] of parser as AsyncIterable<string[]>) {
      yield { line: Number(line), cells }
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

/** Text as it comes, in pieces between which others have their turn. A character of two units is not cut. */
async function* inPieces(text: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const chunk of text) {
    for (let from = 0; from < chunk.length; await setImmediate()) {
      const cut = from + longestPiece
      const to = /[\udc00-\udfff]/.test(chunk.charAt(cut)) ? cut + 1 : cut
      yield chunk.slice(from, to)
      from = to
    }
  }
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
