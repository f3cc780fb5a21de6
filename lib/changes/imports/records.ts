import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import type { FaultCode } from '#/db/words/imports.ts'
import { refuseFile } from './file-fault.ts'
import { findDelimiter } from './header.ts'

/** A row: its first line, counted from 1, and its trimmed cells. */
export type FileRecord = { line: number; cells: readonly string[] }

/** Most bytes, and most cells, of a row. A longer one has an unclosed quote. */
const maxRecordLength = 20_000
/** UTF-16 units and lines parsed at once: the parser takes as long for an empty line as for a short row. */
const maxPieceLength = 4_096
const maxLines = 100
/** UTF-16 units of the first line in which we look for the delimiter. */
const maxHeaderLength = 4_000

/**
 * Parses the rows of a text (RFC 4180), without blank ones, of which `maxBlank` may come. Skips a first line `sep=;`,
 * which Excel reads. Lets other work run, whatever the text.
 * @throws FileFault `delimiter`, `quote-open`, `quote-inside`, `quote-after`, `row-too-long`, `too-many-rows`
 */
export async function* readRecords(
  whole: AsyncIterable<string>,
  maxBlank = Number.POSITIVE_INFINITY,
): AsyncGenerator<FileRecord> {
  const text = splitPieces(whole)
  const { head, skipped } = await readHead(text)
  const delimiter = findDelimiter(firstLine(head), skipped + 1)
  let read = skipped
  let blank = 0
  const parser = parse({
    delimiter,
    max_record_size: maxRecordLength,
    cast: (cell, { index }) => {
      // The parser's size limit does not count empty cells.
      if (index >= maxRecordLength) refuseFile('row-too-long', read + 1)
      return cell
    },
    // The parser reports an error before we have read the rows ahead of it, so each row carries its line as its first
    // cell.
    on_record: (cells: string[], { lines }) => {
      const begins = String(read + 1)
      read = skipped + lines
      if (cells.some((cell) => cell !== '')) return [begins, ...cells]
      if (++blank > maxBlank) refuseFile('too-many-rows', 0, { max: maxBlank })
      return null
    },
    record_delimiter: '\n',
    relax_column_count: true,
    trim: true,
  })
  // The parser parses all that is read ahead in one go.
  const source = Readable.from(continueFrom(head, text), { highWaterMark: 1 })
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const [line, ...cells] of parser as AsyncIterable<string[]>)
      yield { line: Number(line), cells }
  } catch (error) {
    const code = error instanceof CsvError ? faultCodes[error.code] : undefined
    if (!code) throw error
    refuseFile(code, read + 1, { end: skipped + parser.info.lines })
  } finally {
    source.destroy()
  }
}

const faultCodes: Partial<Record<string, FaultCode>> = {
  CSV_QUOTE_NOT_CLOSED: 'quote-open',
  INVALID_OPENING_QUOTE: 'quote-inside',
  CSV_INVALID_CLOSING_QUOTE: 'quote-after',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'quote-after',
  CSV_MAX_RECORD_SIZE: 'row-too-long',
}

/** Yields text in pieces and lets other work run between them. Does not cut surrogate pairs. */
async function* splitPieces(text: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const chunk of text) {
    for (let from = 0; from < chunk.length; await setImmediate()) {
      const to = endOfPiece(chunk, from)
      yield chunk.slice(from, to)
      from = to
    }
  }
}

function endOfPiece(chunk: string, from: number): number {
  const cut = from + maxPieceLength
  let end = from
  for (let lines = 0; lines < maxLines; lines++) {
    end = chunk.indexOf('\n', end) + 1
    if (end === 0 || end > cut) return /[\udc00-\udfff]/.test(chunk.charAt(cut)) ? cut + 1 : cut
  }
  return end
}

/** The text up to the end of the header line; `skipped`: blank lines and `sep=` before it. */
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
    if (head.includes('\n') || head.length > maxHeaderLength) break
    const next = await text.next()
    if (next.done) break
    head += next.value
  }
  return { head, skipped }
}

const firstLine = (head: string): string => head.slice(0, maxHeaderLength).split('\n', 1)[0] ?? ''

async function* continueFrom(head: string, text: AsyncGenerator<string>): AsyncGenerator<string> {
  if (head) yield head
  yield* text
}
