import { isAscii } from 'node:buffer'
import type { Reader } from '#/db/store/store.ts'
import type { ImportedRow, ImportLimits } from '#/db/words/imports.ts'
import { pauseAfter } from '#/lib/platform/store/pause.ts'
import { decodeText } from './decode.ts'
import { describeFault, refuseFile } from './file-fault.ts'
import { parseHeader } from './header.ts'
import { type Known, readKnown } from './known.ts'
import { readRecords } from './records.ts'
import { parseRow, type ReadRow } from './rows.ts'
import { readTypeNames } from './type-names.ts'

/** A row of the file as it was found: what it would do, or what is wrong with it. */
export type CheckedRow = { line: number; state: 'new' | 'known' | 'faulty'; accountId?: string } & ImportedRow

const rowsAtOnce = 250
const mostNames = 8

/** Where the encoding of a file had to be guessed, some of its names with accents, for a person to look at; else null. */
export class GuessedNames {
  names: string[] | null = null

  begin(): void {
    this.names = []
  }

  see(name = ''): void {
    if (this.names && this.names.length < mostNames && !isAscii(Buffer.from(name))) this.names.push(name)
  }
}

/**
 * Checks a file of accounts and answers its rows in pages; it writes nothing, keeps a page and the short names in memory, and
 * lets others work between pages. What is wrong with a row is in the row.
 * @throws FileFault for what is wrong with the file, or with its header
 */
export async function* checkFile(
  read: Reader,
  bytes: AsyncIterable<Uint8Array>,
  limits: ImportLimits,
  guess: GuessedNames,
): AsyncGenerator<CheckedRow[]> {
  const types = await readTypeNames(read)
  const text = decodeText(limitBytes(bytes, limits.bytes), () => guess.begin())
  const records = readRecords(text, limits.rows)
  const first = await records.next()
  if (first.done) refuseFile('empty')
  const header = parseHeader(first.value.cells, first.value.line)
  const lines = new Map<string, number>()
  let page: CheckedRow[] = []
  let count = 0
  let began = performance.now()
  for await (const { line, cells } of records) {
    if (++count > limits.rows) refuseFile('too-many-rows', 0, { max: limits.rows })
    const row = parseRow(header, cells, types)
    guess.see(row.account?.name)
    page.push(checkRecord(row, line, lines))
    if (page.length < rowsAtOnce) continue
    yield await compareWithStore(read, page)
    page = []
    await pauseAfter(began)
    began = performance.now()
  }
  if (count === 0) refuseFile('header-only')
  if (page.length > 0) yield await compareWithStore(read, page)
}

async function* limitBytes(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const chunk of bytes) {
    read += chunk.length
    if (read > limit) refuseFile('too-large', 0, { max: Math.round(limit / 1024 / 1024) })
    yield chunk
  }
}

/** `lines`: where each short name stood first, which its second row then names. */
function checkRecord(row: ReadRow, line: number, lines: Map<string, number>): CheckedRow {
  const slug = row.account ? row.account.slug : row.slug
  const first = slug === null ? undefined : lines.get(slug)
  if (slug !== null && first === undefined) lines.set(slug, line)
  const twice =
    first === undefined ? [] : [describeFault('slug-twice', { column: 'slug', value: slug ?? '', first })]
  const faults = [...(row.faults ?? []), ...twice]
  return row.account && faults.length === 0
    ? { line, state: 'new', account: row.account }
    : { line, state: 'faulty', faults }
}

async function compareWithStore(read: Reader, page: CheckedRow[]): Promise<CheckedRow[]> {
  const known = await readKnown(
    read,
    page.flatMap(({ account }) => account ?? []),
  )
  return page.map((row) => (row.account ? compare(row, row.account, known.get(row.account.slug)) : row))
}

function compare(row: CheckedRow, account: NonNullable<CheckedRow['account']>, known?: Known): CheckedRow {
  if (!known) return row
  if (!known.isSame) {
    const fault = describeFault('slug-taken', { column: 'slug', value: account.slug, name: known.name })
    return { line: row.line, state: 'faulty', faults: [fault] }
  }
  return {
    ...row,
    state: 'known',
    accountId: known.id,
    ...(!known.knowsOwner && { uninvited: true }),
  }
}
